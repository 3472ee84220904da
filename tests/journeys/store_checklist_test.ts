// A person who sets a store's source up learns what is still missing, before the first purchase is lost.
import { afterAll, expect, test } from "bun:test";
import { GoogleDouble, PACKAGE, pushBody, PUSHER } from "../google_double.ts";
import { openGooglePlay, subscribed } from "../google_play_world.ts";
import { TestApple, notificationBody } from "../app_store_world.ts";
import { clientOf } from "../people.ts";
import { makeSource } from "../senders.ts";

const world = await openGooglePlay();
const { google, service, advertiser_id, makePlaySource, send } = world;
const { api, clock } = service;
afterAll(() => google.stop());

interface Tested {
  ready: boolean;
  next: string | null;
  checks: {
    check: string;
    state: string;
    ok: boolean;
    found: string;
    todo: string | null;
  }[];
}

async function tested(source_id: number, body: object = {}, client = api) {
  const path = `/advertisers/${advertiser_id}/sources/${source_id}/test`;
  const answer = await client.call<Tested>("POST", path, body);
  const stateOf = Object.fromEntries(
    answer.checks.map(({ check, state }) => [check, state]),
  );
  return { ...answer, stateOf };
}

test("a bare source for the App Store is told step by step what it lacks", async () => {
  const bare = await makeSource(api, advertiser_id, {
    ...{ name: "Bare", require: "token", preset: "app_store", store: {} },
  });
  const path = `/advertisers/${advertiser_id}/sources/${bare.id}`;
  const first = await tested(bare.id);
  expect(first.ready).toBe(false);
  expect(first.next).toContain("store.bundle_ids");
  expect(first.stateOf).toEqual({
    ...{ request: "failed", proof: "passed", click_id: "passed" },
    ...{ order_id: "passed", goal: "passed", answer: "failed" },
  });
  const click = first.checks.find(({ check }) => check === "click_id");
  expect(click?.found).toMatch(
    /appAccountToken; of the test click it is [0-9a-f-]{36}$/,
  );
  await api.call("PATCH", path, { store: { bundle_ids: ["com.example.app"] } });
  expect((await tested(bare.id)).next).toContain("store.app_apple_id");
  const store = { bundle_ids: ["com.example.app"], app_apple_id: 7 };
  await api.call("PATCH", path, { store });
  expect((await tested(bare.id)).next).toContain("test notification");
  const body = notificationBody(new TestApple(), { signed_at: clock.nowMs() });
  const forged = await tested(bare.id, { body: JSON.parse(body) as object });
  expect(forged.stateOf["proof"]).toBe("failed");
  const elsewhere = await api.try<{ errors: { field: string }[] }>(
    "POST",
    `${path}/test`,
    { query: "click_id=CLICK_ID", url: undefined },
  );
  expect(elsewhere.status).toBe(200);
  const plain = `/v1/postback/${bare.key}?click_id=CLICK_ID`;
  const refused = await api.try<{ errors: { field: string }[] }>(
    "POST",
    `${path}/test`,
    { url: plain },
  );
  expect([refused.status, refused.body.errors[0]?.field]).toEqual([422, "url"]);
});

test("one for Google Play needs a pusher and an account, and is ready once a notification came", async () => {
  const store = { package_names: [PACKAGE] };
  const made = await makePlaySource({
    ...{ name: "Step by step", store, service_account: undefined },
  });
  const path = `/advertisers/${advertiser_id}/sources/${made.id}`;
  const own = await clientOf(api, { role: "advertiser", advertiser_id });
  expect((await tested(made.id, {}, own)).next).toContain("store.push_email");
  await api.call("PATCH", path, { store: { ...store, push_email: PUSHER } });
  const second = await tested(made.id, {}, own);
  expect(second.next).toContain("service_account");
  await api.call("PATCH", path, {
    service_account: google.service_account,
  });
  expect((await tested(made.id)).stateOf).toMatchObject({ answer: "failed" });
  await send({ testNotification: {} }, { url: made.url });
  const last = await tested(made.id, {}, own);
  expect([last.ready, last.next]).toEqual([true, null]);
});

test("a notification that is tried out while Google is away is told so, and nothing breaks", async () => {
  const made = await makePlaySource({ name: "Away" });
  const sample = () => ({
    url: made.url,
    method: "POST",
    headers: {
      authorization: `Bearer ${google.token(clock.nowMs(), made.url)}`,
    },
    body: pushBody(subscribed("t-away"), { at_ms: clock.nowMs() }),
  });
  google.rotate("key-away");
  google.broken = 503;
  clock.advance(60_000);
  const away = await tested(made.id, sample());
  expect(away.stateOf["proof"]).toBe("failed");
  expect(away.next).toContain("reach Google");
  google.broken = null;
  clock.advance(60_000);
  const unknown = await tested(made.id, sample());
  expect(unknown.ready).toBe(false);
  expect(JSON.stringify(unknown.checks)).toContain("no such purchase");
  const dead = new GoogleDouble();
  const account = dead.service_account;
  await dead.stop();
  await api.call("PATCH", `/advertisers/${advertiser_id}/sources/${made.id}`, {
    service_account: account,
  });
  const unreached = await tested(made.id, sample());
  expect(JSON.stringify(unreached.checks)).toContain("it is asked again");
});

// A leaked key is replaced on a working day, with sales coming in: none of them may be refused, and
// the old key must end when it was said to end.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";
import type { MadeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;
const HOUR_MS = 3_600_000;

async function aSource(change: Record<string, unknown> = {}) {
  const { advertiser_id, slug } = await setUp(api);
  const made = await makeSource(api, advertiser_id, {
    require: "token",
    ...change,
  });
  const at = `/advertisers/${advertiser_id}/sources/${made.id}`;
  const sent = async (address: string, more = "") => {
    const click_id = await api.click(slug);
    const { body } = await api.fetch<{ outcome?: string; code?: string }>(
      `${address}?click_id=${click_id}&order_id=${click_id}${more}`,
    );
    return body.outcome ?? body.code;
  };
  return { made, at, sent };
}

const addressOf = (key: string | null) => `/v1/postback/${key}`;

test("no sale is refused while its address is replaced and the old one kept", async () => {
  const { made, at, sent } = await aSource();
  const old = addressOf(made.key);
  const before = Array.from({ length: 20 }, () => sent(old));
  const rotated = api.call<MadeSource>("POST", `${at}/rotate-key`, {
    keep_old_hours: 24,
  });
  const meanwhile = Array.from({ length: 20 }, () => sent(old));
  const { key, old_key } = await rotated;
  const all = await Promise.all([...before, ...meanwhile]);
  expect(new Set(all)).toEqual(new Set(["recorded"]));
  const until = new Date(clock.nowMs() + 24 * HOUR_MS).toISOString();
  expect(old_key).toEqual({ masked: expect.any(String), valid_until: until });
  expect(old_key?.masked).not.toContain(made.key ?? "");
  expect(await sent(addressOf(key))).toBe("recorded");
  expect(await sent(old)).toBe("recorded");
  const [last] = (
    await api.call<{ data: { id: string }[] }>("GET", "/postbacks")
  ).data;
  const { trace } = await api.call<{
    trace: { step: string; found: string }[];
  }>("GET", `/postbacks/${last?.id}`);
  const found = trace.find(({ step }) => step === "source")?.found;
  expect(found).toContain("by its replaced address");
  clock.advance(24 * HOUR_MS);
  expect(await sent(old)).toBe("unknown_source");
  expect(await sent(addressOf(key))).toBe("recorded");
  expect(await api.call("GET", at)).toMatchObject({ old_key: null });
});

test("what arrived at the old address is judged again as of its arrival", async () => {
  const { made, at } = await aSource();
  const keep = { keep_old_hours: 1 };
  const { key } = await api.call<MadeSource>("POST", `${at}/rotate-key`, keep);
  const refused = await api.fetch<{ postback_id: string; code: string }>(
    `${addressOf(made.key)}?click_id=x`,
  );
  expect(refused.body.code).toBe("invalid_click_id");
  clock.advance(2 * HOUR_MS);
  const again = await api.call(
    "POST",
    `/postbacks/${refused.body.postback_id}/replay`,
    { dry_run: true },
  );
  expect(again).toMatchObject({ after: { outcome: "invalid_click_id" } });
  expect(key).not.toBe(made.key);
});

test("of two rotations at once one keeps the old key, and the other is refused", async () => {
  const { made, at, sent } = await aSource();
  const keep = { keep_old_hours: 24 };
  const answers = await Promise.all(
    [1, 2].map(() =>
      api.try<MadeSource & { code?: string }>("POST", `${at}/rotate-key`, keep),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409]);
  const [made_new] = answers.filter(({ status }) => status === 200);
  const [refused] = answers.filter(({ status }) => status === 409);
  expect(refused?.body.code).toBe("rotation_under_way");
  const shown = await api.call<MadeSource>("GET", at);
  expect(shown.key).toBe(made_new?.body.key ?? "");
  expect(await sent(addressOf(shown.key))).toBe("recorded");
  expect(await sent(addressOf(made.key))).toBe("recorded");
});

test("the old key is withdrawn before its time, once", async () => {
  const { made, at, sent } = await aSource();
  const keep = { keep_old_hours: 720 };
  await api.call("POST", `${at}/rotate-key`, keep);
  await api.call("DELETE", `${at}/old-key`);
  expect(await sent(addressOf(made.key))).toBe("unknown_source");
  expect((await api.try("DELETE", `${at}/old-key`)).status).toBe(404);
  const again = await api.call<MadeSource>("POST", `${at}/rotate-key`, keep);
  // Without hours it replaces both: whoever has a leaked key has it no longer.
  const last = await api.call<MadeSource>("POST", `${at}/rotate-key`);
  expect(await sent(addressOf(again.key))).toBe("unknown_source");
  expect(await sent(addressOf(last.key))).toBe("recorded");
});

test("a replaced token is taken until its time, and a changed one not at all", async () => {
  const { at, sent } = await aSource({ token: "the-first-token" });
  const keep = { keep_old_hours: 2 };
  const token = "the-second-token";
  await api.call("POST", `${at}/rotate-token`, { token, ...keep });
  const first = "&token=the-first-token";
  const second = "&token=the-second-token";
  expect(await sent("/v1/postback", first)).toBe("recorded");
  expect(await sent("/v1/postback", second)).toBe("recorded");
  const refused = await api.try("POST", `${at}/rotate-token`, keep);
  expect(refused.body).toMatchObject({ code: "rotation_under_way" });
  clock.advance(2 * HOUR_MS);
  expect(await sent("/v1/postback", first)).toBe("bad_token");
  expect(await sent("/v1/postback", second)).toBe("recorded");
  await api.call("POST", `${at}/rotate-token`, keep);
  expect(await sent("/v1/postback", second)).toBe("recorded");
  await api.call("PATCH", at, { token: "the-fourth-token" });
  expect(await sent("/v1/postback", second)).toBe("bad_token");
  await api.call("POST", `${at}/rotate-token`, keep);
  await api.call("DELETE", `${at}/old-token`);
  const fourth = "&token=the-fourth-token";
  expect(await sent("/v1/postback", fourth)).toBe("bad_token");
});

// A payout above the revenue tells what the network earns of a sale: its people read that reason,
// and whoever else hears of the sale reads that the network holds it.
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api } = service;

const REAL = "payout_above_revenue";
const SEEN = "held_by_network";

let world: EndpointWorld;
let affiliate: ApiClient;
let advertiser: ApiClient;
let id: string;
let answered: Record<string, unknown>;

beforeAll(async () => {
  const goals = [
    {
      key: "sale",
      revenue: { type: "percent", percent: "10" },
      payout: { type: "fixed", amount: "5.00" },
    },
  ];
  world = await EndpointWorld.start(api, { campaign: { goals } });
  const { affiliate_id, advertiser_id, slug } = world.setup;
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  advertiser = await clientOf(api, { role: "advertiser", advertiser_id });
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: world.url("/told?why={reason}&is={status}"),
    statuses: ["pending"],
  });
  for (const client of [api, affiliate]) {
    await client.call("POST", "/webhooks", {
      url: world.url(client === api ? "/network" : "/own"),
      events: ["conversion.recorded"],
    });
  }
  const click_id = await api.click(slug);
  const said = { click_id, order_id: "H-1", amount: "20.00" };
  answered = (await api.postback(said)).body;
  id = String(answered["conversion_id"]);
});
afterAll(() => world.stop());

/** An answer as it was sent. */
async function sent(
  client: ApiClient,
  path: string,
  accept = "application/json",
): Promise<string> {
  const headers = { authorization: `Bearer ${client.token}`, accept };
  const answer = await fetch(`${service.url}/api/v1${path}`, { headers });
  expect(answer.status).toBe(200);
  return await answer.text();
}

const FORMS = ["application/json", "text/csv", "application/x-ndjson"];

test("the sender of a postback is answered that the network holds the sale", () => {
  expect(answered).toMatchObject({ status: "pending", reason: SEEN });
});

test("parties read it of a conversion and its history, in each form; the network reads why", async () => {
  for (const party of [affiliate, advertiser]) {
    for (const form of FORMS) {
      const text = await sent(party, "/conversions", form);
      expect(text).toContain(SEEN);
      expect(text).not.toContain(REAL);
    }
    const one = await sent(party, `/conversions/${id}`);
    expect(JSON.parse(one)).toMatchObject({
      reason: SEEN,
      history: [{ reason: SEEN }],
    });
    expect(one).not.toContain(REAL);
  }
  for (const form of FORMS) {
    expect(await sent(api, "/conversions", form)).toContain(REAL);
  }
  expect(await api.call("GET", `/conversions/${id}`)).toMatchObject({
    reason: REAL,
    history: [{ reason: REAL }],
  });
});

test("parties can't filter by the reason; the network can", async () => {
  for (const party of [affiliate, advertiser]) {
    for (const reason of [REAL, SEEN]) {
      const path = `/conversions?reason=${reason}`;
      expect((await party.try("GET", path)).status).toBe(422);
    }
  }
  const found = await api.call("GET", `/conversions?reason=${REAL}`);
  expect(found).toMatchObject({ data: [{ id }] });
});

test("the trace's sentence, texts and evidence say the same", async () => {
  for (const party of [affiliate, advertiser]) {
    const text = await sent(party, "/trace?q=H-1");
    expect(text).not.toContain(REAL);
    const story = JSON.parse(text) as { sentence: string; timeline: object[] };
    expect(story.sentence).toContain(`(${SEEN})`);
    expect(story.timeline).toContainEqual(
      expect.objectContaining({
        kind: "conversion",
        text: expect.stringContaining(`(${SEEN})`),
        evidence: expect.objectContaining({ reason: SEEN }),
      }),
    );
  }
  expect(await sent(api, "/trace?q=H-1")).toContain(`(${REAL})`);
});

test("an affiliate's entry and its history say the same", async () => {
  const { affiliate_id } = world.setup;
  const path = `/affiliates/${affiliate_id}/entries`;
  const { data } = await affiliate.call<{ data: { id: string }[] }>(
    "GET",
    path,
  );
  const entry = await affiliate.call("GET", `${path}/${data[0]?.id}`);
  expect(entry).toMatchObject({ history: [{ reason: SEEN }] });
  expect(await sent(affiliate, path)).not.toContain(REAL);
});

test("an advertiser that reads or tries its postback isn't told", async () => {
  for (const path of [
    "/postbacks",
    `/postbacks/${answered["postback_id"]}`,
    "/postbacks/summary",
  ]) {
    expect(await sent(advertiser, path)).not.toContain(REAL);
  }
  const click_id = await api.click(world.setup.slug);
  const { key } = await makeSource(api, world.setup.advertiser_id, {});
  const query = `click_id=${click_id}&order_id=H-2&amount=20.00`;
  const tried = { url: `/v1/postback/${key}?${query}` };
  const answerTo = (client: ApiClient) =>
    client.call("POST", "/sandbox/postback", tried);
  const own = await answerTo(advertiser);
  expect(own).toMatchObject({ verdict: { conversion: { reason: SEEN } } });
  expect(JSON.stringify(own)).not.toContain(REAL);
  const all = await answerTo(api);
  expect(all).toMatchObject({ verdict: { conversion: { reason: REAL } } });
});

test("trackers and webhooks of an affiliate are told the same, and the network's webhook why", async () => {
  while (await service.network_events.runOnce());
  await service.deliverer.runOnce();
  const reasons = new Map(
    world.heard.map(({ path, body }) => [
      path.split("?")[0],
      path.includes("why=") ? path : body,
    ]),
  );
  expect([...reasons.keys()].toSorted()).toEqual(["/network", "/own", "/told"]);
  for (const path of ["/own", "/told"]) {
    expect(reasons.get(path)).toContain(SEEN);
    expect(reasons.get(path)).not.toContain(REAL);
  }
  expect(reasons.get("/network")).toContain(REAL);
});

test("the version of a goal's prices is the network's own", async () => {
  for (const party of [affiliate, advertiser]) {
    for (const form of FORMS) {
      const text = await sent(party, "/conversions", form);
      expect(text).not.toContain("rule_version");
    }
    expect(await sent(party, `/conversions/${id}`)).not.toContain(
      "rule_version",
    );
  }
  expect(await sent(api, `/conversions/${id}`)).toContain("rule_version");
});

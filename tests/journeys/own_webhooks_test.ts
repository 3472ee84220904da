// An affiliate's own webhook tells it apart what happened and what is a sample, and nothing of others.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

let world: EndpointWorld;
let affiliate: ApiClient;
beforeAll(async () => {
  world = await EndpointWorld.start(api);
  const { affiliate_id } = world.setup;
  const party = { name: "t", role: "affiliate", affiliate_id };
  const { token } = await api.call("POST", "/tokens", party);
  affiliate = new ApiClient(service.url, String(token));
});
beforeEach(() => {
  world.heard.length = 0;
});
afterAll(() => world.stop());

test("an affiliate can't find out by a webhook which campaigns there are", async () => {
  const { advertiser_id, campaign_id } = world.setup;
  const { id: hidden } = await api.call("POST", "/campaigns", {
    advertiser_id,
    name: "Hers alone",
    destination_url: "https://shop.example/",
    currency: "USD",
    visibility: "private",
    status: "active",
    goals: [
      { key: "sale", revenue: { type: "none" }, payout: { type: "none" } },
    ],
  });
  const named = async (id: unknown, client: ApiClient) => {
    const url = world.url("/hook");
    const events = ["conversion.recorded"];
    const hook = { url, events, campaign_id: id };
    const { status, body } = await client.try("POST", "/webhooks", hook);
    return { status, errors: body.errors, detail: body.detail };
  };
  const nobodys = await named(2_000_000_000, affiliate);
  expect(nobodys.status).toBe(422);
  expect(await named(hidden, affiliate)).toEqual(nobodys);
  expect((await named(campaign_id, affiliate)).status).toBe(201);
  expect((await named(hidden, api)).status).toBe(201);
});

test("a sample of each event that an affiliate is told of is marked, for it as for the network", async () => {
  const url = world.url("/hook");
  const refused = await affiliate.try("POST", "/webhooks", {
    url,
    events: ["ledger.broken"],
  });
  const [error] = refused.body.errors as { allowed: string[] }[];
  const types = error?.allowed ?? [];
  expect(types).toContain("endpoint.switched_off");
  for (const type of types) {
    for (const client of [affiliate, api]) {
      const hook = { url, events: [type] };
      const { id } = await client.call("POST", "/webhooks", hook);
      await client.call("POST", `/webhooks/${id}/test`, {});
    }
  }
  const marks = world.heard.map(({ body }) => {
    const { type, data } = JSON.parse(body) as {
      type: string;
      data: Record<string, unknown>;
    };
    return [type, data.is_test];
  });
  expect(marks).toEqual(
    types.flatMap((type) => [
      [type, true],
      [type, true],
    ]),
  );
});

// A network gives each account manager some affiliates and advertisers. Such a manager works with
// theirs as any other, and the rest isn't there for it.
import { beforeAll, describe, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf, signedIn } from "../people.ts";

const service = await serviceForFile();
const { api } = service;

let mine: Setup[];
let other: Setup;
let manager: ApiClient;
let sale_ids: string[];
let other_sale: string;
beforeAll(async () => {
  mine = [await setUp(api), await setUp(api)];
  other = await setUp(api, {
    affiliate: { name: "Foreign Media", external_id: "foreign" },
    advertiser: { external_id: "foreign" },
    campaign: { name: "Foreign hats" },
  });
  sale_ids = [];
  for (const { slug } of mine) {
    sale_ids.push(await sell(api, slug, { amount: "10.00" }));
  }
  other_sale = await sell(api, other.slug, { amount: "99.00" });
  manager = await managerOf({
    affiliate_ids: mine.map(({ affiliate_id }) => affiliate_id),
    advertiser_ids: mine.map(({ advertiser_id }) => advertiser_id),
  });
});

async function managerOf(limits: object): Promise<ApiClient> {
  const token = { name: "office", role: "manager", ...limits };
  return await clientOf(api, token);
}

interface Listed {
  data: { id: string | number }[];
  totals?: { count: number; amount: string }[];
}

async function idsOf(client: ApiClient, path: string) {
  const { data } = await client.call<Listed>("GET", path);
  return data.map(({ id }) => id).toSorted();
}

async function statusOf(method: string, path: string, body?: object) {
  return (await manager.try(method, path, body)).status;
}

describe("a manager who is limited to some parties", () => {
  test("lists theirs, and adds up theirs alone", async () => {
    expect(await idsOf(manager, "/conversions")).toEqual(sale_ids.toSorted());
    const { totals } = await manager.call<Listed>("GET", "/conversions");
    expect(totals).toMatchObject([{ count: 2, amount: "20.00" }]);
    for (const [path, key] of [
      ["/affiliates", "affiliate_id"],
      ["/advertisers", "advertiser_id"],
      ["/campaigns", "campaign_id"],
      ["/links", "link_id"],
    ] as const) {
      const ids = mine.map((setup) => setup[key]);
      expect(await idsOf(manager, path)).toEqual(ids.toSorted());
    }
    while (await service.drain.runOnce());
    const summary = await manager.call("GET", "/clicks/summary");
    const all = await api.call("GET", "/clicks/summary");
    expect([summary.total, all.total]).toEqual([2, 3]);
  });

  test("lists nothing of others, whatever it asks for, in any format", async () => {
    for (const path of [
      `/conversions?affiliate_id=${other.affiliate_id}`,
      `/conversions?advertiser_id=external_id:foreign`,
      `/conversions?campaign_id=${other.campaign_id}`,
      `/affiliates?q=foreign`,
      `/affiliates?id=${other.affiliate_id}`,
      `/campaigns?q=hats`,
      `/campaigns?id=${other.campaign_id}`,
      `/links?affiliate_id=${other.affiliate_id}`,
      `/clicks?affiliate_id=${other.affiliate_id}`,
      `/deliveries?affiliate_id=${other.affiliate_id}`,
    ]) {
      const { status, body } = await manager.try<Listed>("GET", path);
      if (status !== 404) expect(body.data).toEqual([]);
    }
    const both = `${mine[0]?.affiliate_id},${other.affiliate_id}`;
    expect(await idsOf(manager, `/conversions?affiliate_id=${both}`)).toEqual([
      sale_ids[0] ?? "",
    ]);
    const campaigns = `${mine[0]?.campaign_id},${other.campaign_id}`;
    expect(await idsOf(manager, `/campaigns?id=${campaigns}`)).toEqual([
      mine[0]?.campaign_id ?? 0,
    ]);
    for (const accept of ["text/csv", "application/x-ndjson"]) {
      const answer = await fetch(`${service.url}/api/v1/conversions`, {
        headers: { authorization: `Bearer ${manager.token}`, accept },
      });
      const text = await answer.text();
      for (const id of sale_ids) expect(text).toContain(id);
      expect(text).not.toContain(other_sale);
    }
  });

  test("finds nothing of others by its address, and changes nothing of theirs", async () => {
    for (const [method, path, body] of [
      ["GET", `/conversions/${other_sale}`],
      ["HEAD", `/conversions/${other_sale}`],
      [
        "PATCH",
        `/conversions/${other_sale}`,
        { status: "reversed", reason: "x" },
      ],
      ["GET", `/affiliates/${other.affiliate_id}`],
      ["GET", "/affiliates/external_id:foreign"],
      ["PATCH", `/affiliates/${other.affiliate_id}`, { name: "Mine" }],
      ["DELETE", `/affiliates/${other.affiliate_id}`],
      ["GET", `/affiliates/${other.affiliate_id}/balance`],
      ["GET", `/advertisers/${other.advertiser_id}`],
      ["GET", `/campaigns/${other.campaign_id}`],
      ["PATCH", `/campaigns/${other.campaign_id}`, { name: "Mine" }],
      ["POST", `/campaigns/${other.campaign_id}/goals`, { key: "lead" }],
      ["GET", `/campaigns/${other.campaign_id}/caps`],
      ["GET", `/links/${other.link_id}`],
      ["PATCH", `/links/${other.link_id}`, { paused: true }],
      ["POST", `/links/${other.link_id}/test-click`, {}],
    ] as const) {
      expect([path, await statusOf(method, path, body)]).toEqual([path, 404]);
    }
    const campaign = await api.call("GET", `/campaigns/${other.campaign_id}`);
    expect(campaign).toMatchObject({ name: "Foreign hats" });
  });

  test("makes things for theirs only", async () => {
    const [own, second] = mine;
    const link = (campaign_id: unknown, affiliate_id: unknown) =>
      statusOf("POST", "/links", { campaign_id, affiliate_id });
    expect(await link(own?.campaign_id, second?.affiliate_id)).toBe(201);
    expect(await link(other.campaign_id, own?.affiliate_id)).toBe(404);
    expect(await link(own?.campaign_id, other.affiliate_id)).toBe(422);
    expect(await link(undefined, own?.affiliate_id)).toBe(422);
    const smart = [{ campaign_id: other.campaign_id }];
    const made = { smart, affiliate_id: own?.affiliate_id };
    expect(await statusOf("POST", "/links", made)).toBe(422);
    const campaign = (advertiser_id: unknown) =>
      statusOf("POST", "/campaigns", {
        advertiser_id,
        name: "More shoes",
        destination_url: "https://shop.example/",
        currency: "USD",
        goals: [
          { key: "sale", revenue: { type: "none" }, payout: { type: "none" } },
        ],
      });
    expect(await campaign(second?.advertiser_id)).toBe(201);
    expect(await campaign(other.advertiser_id)).toBe(422);
    expect(await campaign(undefined)).toBe(422);
    expect(await statusOf("POST", "/affiliates", { name: "New" })).toBe(404);
    const paths = ["/bulk/links", "/conversions/bulk", "/payment-runs"];
    for (const path of paths) {
      expect(await statusOf("POST", path, { items: [] })).toBe(404);
    }
  });

  test("works with theirs as any other manager", async () => {
    const [own] = mine;
    const sale = `/conversions/${sale_ids[0]}`;
    const shown = await manager.call("GET", sale);
    expect(shown).toMatchObject({ revenue: "20.00", payout: "12.50" });
    await manager.call("PATCH", `/affiliates/${own?.affiliate_id}`, {
      name: "Renamed",
    });
    await manager.call("PATCH", sale, {
      status: "reversed",
      reason: "returned",
    });
    const cap = { metric: "clicks", period: "day", limit: 5 };
    await manager.call("POST", `/campaigns/${own?.campaign_id}/caps`, {
      ...cap,
      affiliate_id: own?.affiliate_id,
    });
  });

  test("sees the deliveries of theirs, and keeps the endpoints and sources", async () => {
    const [own] = mine;
    const endpoints = `/affiliates/${own?.affiliate_id}/postbacks`;
    const url = "https://partner.example/pb?c={click_ref}";
    await manager.call("POST", endpoints, { url });
    const id = await sell(api, String(own?.slug));
    const asked = `/deliveries?conversion_id=${id}`;
    const [delivery] = await idsOf(manager, asked);
    expect(await manager.call("GET", `/deliveries/${delivery}`)).toMatchObject({
      affiliate_id: own?.affiliate_id,
      advertiser_id: own?.advertiser_id,
    });
    const half = await managerOf({
      affiliate_ids: [own?.affiliate_id],
      advertiser_ids: [other.advertiser_id],
    });
    expect(await idsOf(half, asked)).toEqual([]);
    for (const method of ["GET", "HEAD"]) {
      const { status } = await half.try(method, `/deliveries/${delivery}`);
      expect(status).toBe(404);
    }
    const sources = `/advertisers/${own?.advertiser_id}/sources`;
    await manager.call("POST", sources, { name: "Shop" });
    for (const path of [
      `/affiliates/${other.affiliate_id}/postbacks`,
      `/advertisers/${other.advertiser_id}/sources`,
    ]) {
      expect(await statusOf("GET", path)).toBe(404);
      expect(await statusOf("POST", path, { url, name: "x" })).toBe(404);
    }
  });

  test("traces what is theirs, and answers nothing of others", async () => {
    type Story = { found: { id: string }[]; timeline: unknown[] };
    const trace = (q: string) => manager.call<Story>("GET", `/trace?q=${q}`);
    expect((await trace(sale_ids[0] ?? "")).found).not.toEqual([]);
    const theirs = await trace(other_sale);
    expect([theirs.found, theirs.timeline]).toEqual([[], []]);
  });

  test("may not call a route that doesn't say which rows are theirs", async () => {
    for (const path of ["/tasks", "/jobs", "/fx-rates", "/ledger/accounts"]) {
      expect([path, await statusOf("GET", path)]).toEqual([path, 404]);
    }
  });
});

describe("a limit", () => {
  test("to no party is a manager without rows, and none on one kind is all of it", async () => {
    const none = await managerOf({ affiliate_ids: [], advertiser_ids: [] });
    for (const path of ["/conversions", "/affiliates", "/campaigns"]) {
      expect(await idsOf(none, path)).toEqual([]);
    }
    const one = await managerOf({ affiliate_ids: [other.affiliate_id] });
    expect(await idsOf(one, "/conversions")).toEqual([other_sale]);
    expect((await idsOf(one, "/campaigns")).length).toBeGreaterThan(2);
    const { status } = await one.try(
      "PATCH",
      `/campaigns/${other.campaign_id}`,
      {
        name: "Changed",
      },
    );
    expect(status).toBe(404);
  });

  test("names known parties, of a manager only", async () => {
    for (const body of [
      { role: "manager", affiliate_ids: [999_999] },
      { role: "manager", advertiser_ids: [0] },
      { role: "manager", advertiser_ids: "7" },
      { role: "admin", affiliate_ids: [other.affiliate_id] },
      {
        role: "affiliate",
        affiliate_id: other.affiliate_id,
        affiliate_ids: [other.affiliate_id],
      },
    ]) {
      const made = await api.try("POST", "/tokens", { name: "x", ...body });
      expect(made.status).toBe(422);
    }
  });

  test("of a user counts for its sessions and tokens, from the next request on", async () => {
    const limits = {
      affiliate_ids: [other.affiliate_id],
      advertiser_ids: null,
    };
    const user = await signedIn(api, "manager", limits);
    const path = `/users/${user.id}`;
    expect(await api.call("GET", path)).toMatchObject(limits);
    const made = await api.call("POST", "/tokens", {
      name: "own",
      user_id: user.id,
    });
    expect(made).toMatchObject(limits);
    const token = new ApiClient(service.url, String(made.token));
    expect(await token.call("GET", "/me")).toMatchObject(limits);
    expect(await idsOf(token, "/conversions")).toEqual([other_sale]);
    const listed = async () => {
      const { body } = await user.ask<Listed>("GET", "/conversions");
      return body.data.length;
    };
    expect(await listed()).toBe(1);
    await api.call("PATCH", path, {
      affiliate_ids: [mine[1]?.affiliate_id],
    });
    expect(await idsOf(token, "/conversions")).toEqual([sale_ids[1] ?? ""]);
    const off = { events: { "endpoint.failing": false } };
    const told = await user.ask("PUT", "/me/notifications", off);
    expect(told).toMatchObject({ status: 200, body: off });
    await api.call("PATCH", path, { affiliate_ids: null });
    expect(await listed()).toBeGreaterThan(2);
  });
});

// People think in days, and a day is where somebody is: from its first moment there to the first of the
// next, 23 to 25 hours later. `to` is exclusive, also as a day.
import { describe, expect, test } from "bun:test";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";

const BEGIN = "2026-10-24T12:00:00Z";
const clock = new ManualClock(Date.parse(BEGIN));
const service = await serviceForFile({
  clock,
  env: { TALLYHO_TIMEZONE: "Europe/Berlin" },
});
const { api } = service;

interface Named {
  data: { name: string }[];
}

/** Summer time ends in Berlin on the 25th of October, which has 25 hours. */
const MOMENTS = {
  "before the 25th": "2026-10-24T21:59:59.999Z",
  "first of the 25th": "2026-10-24T22:00:00.000Z",
  "last of the 25th": "2026-10-25T22:59:59.999Z",
  "first of the 26th": "2026-10-25T23:00:00.000Z",
};

for (const [name, at] of Object.entries(MOMENTS)) {
  clock.set(Date.parse(at));
  await api.call("POST", "/advertisers", { name });
}

async function made(query: string): Promise<string[]> {
  const path = `/advertisers?${query}`;
  const { data } = await api.call<Named>("GET", path);
  return data.map(({ name }) => name);
}

describe("a day", () => {
  test.each([
    ["from=2026-10-25&to=2026-10-26", [1, 2]],
    ["from=2026-10-26", [3]],
    ["to=2026-10-25", [0]],
    ["from=2026-10-25&to=2026-10-25", []],
    ["from=2026-10-24&to=2026-10-27", [0, 1, 2, 3]],
    ["from=2026-10-25T00:00:00Z&to=2026-10-26", [2]],
    ["from=2026-10-25T00:00:00%2B02:00&to=2026-10-26T00:00:00%2B01:00", [1, 2]],
  ])("is the network's for its office: %s", async (query, at) => {
    const names = Object.keys(MOMENTS);
    expect(await made(query)).toEqual(at.map((one) => names[one] ?? ""));
  });

  test("is the affiliate's own for an affiliate", async () => {
    const { affiliate_id } = await setUp(api, {
      affiliate: { timezone: "America/New_York" },
    });
    const times = ["2026-11-01T03:59:59.999Z", "2026-11-01T04:00:00Z"];
    for (const [index, at] of times.entries()) {
      clock.set(Date.parse(at));
      await api.call("POST", "/ledger/adjustments", {
        affiliate_id,
        amount: `${index + 1}.00`,
        currency: "USD",
        kind: "bonus",
        reason: "for the day",
      });
    }
    const own = await clientOf(api, {
      name: "own",
      role: "affiliate",
      affiliate_id,
    });
    const amounts = async (client: ApiClient, query: string) => {
      const path = `/affiliates/${affiliate_id}/entries?${query}`;
      const { data } = await client.call<{ data: { amount: string }[] }>(
        "GET",
        path,
      );
      return data.map(({ amount }) => amount);
    };
    expect(await amounts(own, "from=2026-11-01")).toEqual(["2.00"]);
    expect(await amounts(own, "to=2026-11-01")).toEqual(["1.00"]);
    // It was the 1st in Berlin long before.
    expect(await amounts(api, "from=2026-11-01")).toEqual(["2.00", "1.00"]);
  });

  test.each(["2026-02-30", "2026-13-01", "26-10-25", "yesterday", "2026-10"])(
    "that is none is refused with both forms: %s",
    async (text) => {
      const { status, body } = await api.try<{
        errors: { field: string; message: string }[];
      }>("GET", `/advertisers?from=${text}`);
      expect(status).toBe(422);
      expect(body.errors[0]?.field).toBe("from");
      expect(body.errors[0]?.message).toContain("a day such as 2026-11-01");
      expect(body.errors[0]?.message).toContain("RFC 3339");
    },
  );
});

describe("a day in the filter of a body", () => {
  const headers = {
    authorization: `Bearer ${ADMIN_TOKEN}`,
    "content-type": "application/json",
  };

  test("is the caller's, also when a task reads it later", async () => {
    const { slug } = await setUp(api);
    for (const at of ["2026-11-09T22:59:00Z", "2026-11-09T23:00:00Z"]) {
      clock.set(Date.parse(at));
      await api.postback({ click_id: await api.click(slug) });
    }
    clock.set(Date.parse("2026-11-10T12:00:00Z"));
    const filter = { from: "2026-11-10", to: "2026-11-11" };
    const bulk = { filter, status: "approved", reason: "checked" };
    const tried = await api.call("POST", "/conversions/bulk", {
      ...bulk,
      dry_run: true,
    });
    expect(tried.outcomes).toEqual({ unchanged: 1 });
    const started = await api.call("POST", "/conversions/bulk", {
      ...bulk,
      as_task: true,
    });
    expect(started.count).toBe(1);
    await service.scheduler.runOnce();
    const task = `/tasks/${String(started.task_id)}`;
    expect(await api.call("GET", task)).toMatchObject({
      state: "done",
      total: 1,
    });
    const replay = await api.call("POST", "/postbacks/replay", {
      filter,
      dry_run: true,
    });
    await service.scheduler.runOnce();
    const replayed = await api.call("GET", `/tasks/${String(replay.task_id)}`);
    expect(replayed).toMatchObject({ state: "done", result: { count: 1 } });
  });

  test.each([
    ["/conversions/bulk", { status: "approved", reason: "x" }],
    ["/postbacks/replay", {}],
    ["/deliveries/replay", {}],
  ])("that is none is refused by %s", async (path, body) => {
    const filter = { from: "2026-02-30" };
    const answer = await api.fetch<{ errors: { field: string }[] }>(
      `/api/v1${path}`,
      {
        method: "POST",
        headers,
        body: JSON.stringify({ ...body, filter }),
      },
    );
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.field).toBe("filter.from");
  });
});

describe("a day in a body", () => {
  test("is taken by payment runs and for payments, and by tokens", async () => {
    const run = await api.call("POST", "/payment-runs", {
      currency: "USD",
      up_to: "2026-11-02",
      dry_run: true,
    });
    expect(run.up_to).toBe("2026-11-01T23:00:00.000Z");
    const token = await api.call("POST", "/tokens", {
      name: "until the 2nd",
      role: "manager",
      expires_at: "2027-07-02",
    });
    expect(token.expires_at).toBe("2027-07-01T22:00:00.000Z");
  });

  const START = "2026-11-01T23:00:00.000Z";
  const END = "2026-11-02T23:00:00.000Z";

  test("is taken by campaigns, also in bulk", async () => {
    const { campaign_id, advertiser_id } = await setUp(api);
    const period = { starts_at: "2026-11-02", ends_at: "2026-11-03" };
    const expected = { starts_at: START, ends_at: END };
    const path = `/campaigns/${campaign_id}`;
    expect(await api.call("PATCH", path, period)).toMatchObject(expected);
    const price = { type: "fixed", amount: "1.00" };
    const item = {
      advertiser_id,
      name: "by the day",
      destination_url: "https://shop.example/",
      currency: "USD",
      goals: [{ key: "sale", revenue: price, payout: price }],
      ...period,
    };
    const made = await api.call("POST", "/campaigns", item);
    expect(made).toMatchObject(expected);
    const { data } = await api.call<{ data: { made: object }[] }>(
      "POST",
      "/bulk/campaigns",
      { items: [item] },
    );
    expect(data[0]?.made).toMatchObject(expected);
  });

  test("is taken by prices of goals and clicks, also in bulk", async () => {
    const { campaign_id } = await setUp(api);
    const validity = { valid_from: "2026-11-02", valid_to: "2026-11-03" };
    const expected = { valid_from: START, valid_to: END };
    const later = "2027-07-02";
    const end = { valid_to: "2027-07-01T22:00:00.000Z" };
    const price = { payout: { type: "fixed", amount: "3.00" }, ...validity };
    const payouts = `/campaigns/${campaign_id}/goals/sale/payouts`;
    const payout = await api.call("POST", payouts, price);
    expect(payout).toMatchObject(expected);
    const at = `${payouts}/${String(payout.id)}`;
    const changed = await api.call("PATCH", at, { valid_to: later });
    expect(changed).toMatchObject(end);
    const { data } = await api.call<{ data: { made: object }[] }>(
      "POST",
      "/bulk/payouts",
      { items: [{ campaign_id, goal_key: "*", ...price }] },
    );
    expect(data[0]?.made).toMatchObject(expected);

    clock.set(Date.parse("2026-11-01T12:00:00Z"));
    const click_prices = `/campaigns/${campaign_id}/click-prices`;
    const click_price = await api.call("POST", click_prices, {
      model: "cpc",
      revenue: "0.05",
      payout: "0.02",
      ...validity,
    });
    expect(click_price).toMatchObject(expected);
    const one = `${click_prices}/${String(click_price.id)}`;
    const longer = await api.call("PATCH", one, { valid_to: later });
    expect(longer).toMatchObject(end);
  });

  test("is taken by backfill windows and conversions by hand", async () => {
    clock.set(Date.parse("2026-11-14T12:00:00Z"));
    const { advertiser_id, slug } = await setUp(api);
    const window = await api.call("POST", "/backfill-windows", {
      advertiser_id,
      opens_at: "2026-11-15",
      closes_at: "2026-11-16",
      event_from: "2026-11-02",
      event_to: "2026-11-03",
    });
    expect(window).toMatchObject({
      opens_at: "2026-11-14T23:00:00.000Z",
      closes_at: "2026-11-15T23:00:00.000Z",
      event_from: START,
      event_to: END,
    });
    const click_id = await api.click(slug);
    clock.set(Date.parse("2026-11-15T12:00:00Z"));
    const conversion = await api.call("POST", "/conversions", {
      click_id,
      occurred_at: "2026-11-15",
      reason: "by phone",
    });
    expect(conversion.occurred_at).toBe("2026-11-14T23:00:00.000Z");
  });

  test("that is none is refused with both forms", async () => {
    const { campaign_id } = await setUp(api);
    const { status, body } = await api.try<{
      errors: { field: string; message: string }[];
    }>("PATCH", `/campaigns/${campaign_id}`, { ends_at: "2026-02-30" });
    expect(status).toBe(422);
    expect(body.errors[0]?.field).toBe("ends_at");
    expect(body.errors[0]?.message).toContain("a day such as 2026-11-01");
  });

  test("is taken by the rules of a campaign at a time", async () => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/effective?at=2026-11-02`;
    const { at } = await api.call("GET", path);
    expect(at).toBe("2026-11-01T23:00:00.000Z");
  });
});

// Sales that a rule holds wait for somebody: the office sees how much it is, whoever runs a part of it sees
// that part, and an affiliate reads what its own sales are held for.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";

interface Held {
  conversions: number;
  since: string | null;
  recorded_since: string | null;
  money: { currency: string; payout: string }[];
  reasons: { code: string; count: number }[];
  example_ids: string[];
}

const service = await serviceForFile();
const { api } = service;
const BOT = "curl/8.5.0";

let one: Setup;
let other: Setup;
let limited: ApiClient;
let affiliate: ApiClient;

beforeAll(async () => {
  one = await setUp(api);
  other = await setUp(api);
  const rule = { watch_score: 20, hold_score: 40, action: "pending" };
  await api.call("POST", "/risk-rules", rule);
  const { affiliate_id } = one;
  limited = await clientOf(api, {
    role: "manager",
    affiliate_ids: [affiliate_id],
  });
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
});

async function sell({ slug }: Setup, order_id: string, user_agent = BOT) {
  const click_id = await api.click(slug);
  const { body } = await api.postback({ click_id, order_id, user_agent });
  return String(body["conversion_id"]);
}

const held = (client = api) => client.call<Held>("GET", "/risk/held");

describe("what is held", () => {
  test("is nothing at first", async () => {
    expect(await held()).toEqual({
      ...{ conversions: 0, since: null, recorded_since: null },
      ...{ money: [], reasons: [], example_ids: [] },
    });
  });

  test("is counted with its money, by those who may see it", async () => {
    const id = await sell(one, "H-1");
    await sell(other, "H-2");
    await sell(other, "H-3");
    await sell(other, "H-4", "Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0");
    const all = await held();
    expect(all).toMatchObject({
      conversions: 3,
      money: [{ currency: "USD", payout: "37.50" }],
      reasons: [{ code: "bot_agent", count: 3 }],
    });
    expect(all.since).not.toBeNull();
    for (const client of [limited, affiliate]) {
      expect(await held(client)).toMatchObject({
        conversions: 1,
        money: [{ currency: "USD", payout: "12.50" }],
        reasons: [{ code: "bot_agent", count: 1 }],
        example_ids: [id],
      });
    }
    const advertiser = await clientOf(api, {
      role: "advertiser",
      advertiser_id: one.advertiser_id,
    });
    expect((await advertiser.try("GET", "/risk/held")).status).toBe(404);
  });

  test("is found from the day on which the oldest was recorded", async () => {
    const { recorded_since } = await held();
    const day = String(recorded_since).slice(0, 10);
    const path = `/risk?held=true&from=${day}`;
    const { totals } = await api.call<{ totals: { held: number } }>(
      "GET",
      path,
    );
    expect(totals.held).toBe(3);
  });

  test("is found and decided however long it waits, where a summary of all has its limit", async () => {
    const whole = "from=2020-01-01";
    const { totals } = await api.call<{ totals: { held: number } }>(
      "GET",
      `/risk?held=true&${whole}`,
    );
    expect(totals.held).toBe(3);
    const asked = { decision: "clear", why: "old", dry_run: true };
    const filter = { held: true, from: "2020-01-01" };
    const tried = await api.call<{ conversions: number }>(
      "POST",
      "/risk/decisions",
      { ...asked, filter },
    );
    expect(tried.conversions).toBe(3);
    for (const query of [whole, `held=false&${whole}`]) {
      expect((await api.try("GET", `/risk?${query}`)).status).toBe(422);
    }
    const { affiliate_id } = one;
    const picture = `/risk/affiliates/${affiliate_id}?${whole}`;
    expect((await api.try("GET", picture)).status).toBe(422);
  });
});

describe("a manager of some affiliates", () => {
  test("sees who stands out among them, and nobody else", async () => {
    const { data, totals } = await limited.call<{
      data: { key: string }[];
      totals: { suspected: number };
    }>("GET", "/risk");
    expect(data.map(({ key }) => key)).toEqual([String(one.affiliate_id)]);
    expect(totals.suspected).toBe(1);
    const path = (id: number) => `/risk/affiliates/${id}`;
    expect((await limited.try("GET", path(one.affiliate_id))).status).toBe(200);
    const others = await limited.try("GET", path(other.affiliate_id));
    expect(others.status).toBe(404);
  });

  test("decides about them alone, also where it names no affiliate", async () => {
    const asked = { decision: "clear", why: "ours", dry_run: true };
    const tried = await limited.call<{ conversions: number }>(
      "POST",
      "/risk/decisions",
      { ...asked, filter: { code: "bot_agent" } },
    );
    expect(tried.conversions).toBe(1);
    const { affiliate_id } = other;
    const refused = await limited.try("POST", "/risk/decisions", {
      ...{ ...asked, filter: { code: "bot_agent", affiliate_id } },
    });
    expect(JSON.stringify(refused.body)).not.toContain('"conversions":2');
  });
});

test("groups that aren't shown are counted, and totals are of all", async () => {
  for (let at = 0; at < 3; at++) await sell(other, `G-${at}`);
  const summary = await api.call<{
    totals: { suspected: number; money: { payout: string }[] };
    groups: number;
    data: { key: string; suspected: number }[];
  }>("GET", "/risk?group_by=affiliate");
  expect(summary.totals.suspected).toBe(6);
  expect(summary.totals.money[0]?.payout).toBe("75.00");
  expect(summary.groups).toBe(2);
  expect(summary.data.map(({ suspected }) => suspected)).toEqual([5, 1]);
});

test("of very many groups the list has 200, and the totals are of all", async () => {
  const id = await sell(other, "M-1");
  const named = sql`jsonb_build_object('affiliate_id', 1000 + n, 'dedupe_key', 'm:' || n,
    'id', '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), 'conversion_id', '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))`;
  await service.db.execute(sql`
    insert into conversions select x.* from conversions as c cross join generate_series(1, 230) as n
    cross join lateral jsonb_populate_record(c, ${named}) as x where c.id = ${id}::uuid`);
  await service.db.execute(sql`
    insert into conversion_risks select x.* from conversion_risks as r cross join generate_series(1, 230) as n
    cross join lateral jsonb_populate_record(r, ${named}) as x where r.conversion_id = ${id}::uuid`);
  const summary = await api.call<{
    totals: { suspected: number; held: number; money: { payout: string }[] };
    groups: number;
    data: { reasons: unknown[] }[];
  }>("GET", "/risk");
  expect(summary).toMatchObject({ groups: 232 });
  expect(summary.data).toHaveLength(200);
  expect(summary.data.every(({ reasons }) => reasons.length === 1)).toBe(true);
  expect(summary.totals).toMatchObject({ suspected: 237, held: 237 });
  expect(summary.totals.money[0]?.payout).toBe("2962.50");
  await service.db.execute(
    sql`delete from conversion_risks where affiliate_id > 1000`,
  );
});

test("what is decided is no longer held, and teaches what to propose", async () => {
  const decision = { why: "a test", filter: { code: "bot_agent" } };
  await api.call("POST", "/risk/decisions", { ...decision, decision: "fraud" });
  expect((await held()).conversions).toBe(0);
  const { totals } = await api.call<{ totals: { held: number } }>(
    "GET",
    "/risk",
  );
  expect(totals.held).toBe(0);
  const { thresholds } = await api.call<{
    thresholds: { campaign_id: number | null }[];
  }>("GET", "/risk/codes");
  expect(thresholds[0]).toMatchObject({
    ...{ campaign_id: null, hold_score: 40, decided: 7, fraud: 7 },
    ...{ precision: 1, proposed_hold_score: 40 },
  });
  expect(thresholds.map(({ campaign_id }) => campaign_id)).toEqual([
    null,
    other.campaign_id,
    one.campaign_id,
  ]);
});

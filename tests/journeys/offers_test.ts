// An affiliate sees what it may promote, at its own price and with what is left of the caps, and
// never what the network earns.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

interface Offer {
  campaign_id: number;
  status: string;
  reason: string | null;
  may_promote: boolean;
  why_not: string | null;
  goals: Record<string, unknown>[];
  caps: Record<string, unknown>[];
  targeting: { text: string };
  terms: { version: string; to_accept: boolean } | null;
  creatives: unknown[];
}
interface Refused {
  code: string;
  errors?: { field: string }[];
}
interface Offers {
  data: Offer[];
}

const fixed = (amount: string) => ({ type: "fixed", amount });

async function affiliateOf(affiliate_id: number) {
  return await clientOf(api, {
    name: "affiliate",
    role: "affiliate",
    affiliate_id,
  });
}

async function offered(campaign: Record<string, unknown> = {}) {
  const world = await setUp(api, { campaign });
  return { ...world, own: await affiliateOf(world.affiliate_id) };
}

test("an affiliate sees public and requestable campaigns, and private ones it is invited to", async () => {
  const open = await offered();
  const ids: Record<string, number> = {};
  for (const [name, change] of Object.entries({
    request: { visibility: "request" },
    private: { visibility: "private" },
    invited: { visibility: "private" },
    draft: { status: "draft" },
    ended: { ends_at: "2020-01-01" },
  })) {
    ids[name] = (await setUp(api, { campaign: change })).campaign_id;
  }
  await api.call("POST", `/campaigns/${ids.invited}/affiliates`, {
    affiliate_id: open.affiliate_id,
    status: "approved",
  });
  const { data } = await open.own.call<Offers>("GET", "/offers?limit=500");
  const seen = new Map(data.map((offer) => [offer.campaign_id, offer]));
  expect(seen.get(open.campaign_id)).toMatchObject({
    status: "none",
    may_promote: true,
    why_not: null,
  });
  expect(seen.get(ids.request ?? 0)).toMatchObject({
    status: "none",
    may_promote: false,
    why_not: "Apply first: the campaign needs an approval",
  });
  expect(seen.get(ids.invited ?? 0)).toMatchObject({
    status: "approved",
    may_promote: true,
  });
  for (const hidden of ["private", "draft", "ended"]) {
    expect(seen.has(ids[hidden] ?? 0)).toBe(false);
  }
  for (const hidden of ["private", "draft"]) {
    const { status } = await open.own.try("GET", `/offers/${ids[hidden]}`);
    expect(status).toBe(404);
  }
  const ended = await open.own.call<Offer>("GET", `/offers/${ids.ended}`);
  expect(ended.why_not).toBe("The campaign has ended");
});

test("an affiliate's own price counts, since the day it was agreed", async () => {
  const { own, affiliate_id, campaign_id } = await offered();
  const [goal] = (await own.call<Offer>("GET", `/offers/${campaign_id}`)).goals;
  expect(goal).toMatchObject({ payout: fixed("12.50"), is_own_price: false });
  const path = `/campaigns/${campaign_id}/goals/sale/payouts`;
  const from = new Date(service.clock.nowMs()).toISOString();
  await api.call("POST", path, {
    affiliate_id,
    payout: fixed("15.00"),
    valid_from: from,
  });
  const shown = await own.call<Offer>("GET", `/offers/${campaign_id}`);
  expect(shown.goals).toEqual([
    expect.objectContaining({
      payout: fixed("15.00"),
      is_own_price: true,
      valid_from: from,
    }),
  ]);
  const other = await affiliateOf((await setUp(api)).affiliate_id);
  const theirs = await other.call<Offer>("GET", `/offers/${campaign_id}`);
  expect(theirs.goals[0]).toMatchObject({ payout: fixed("12.50") });
  expect(JSON.stringify(shown)).not.toMatch(/revenue|margin/);
});

test("tiers say how far it is, caps what is left", async () => {
  const { own, affiliate_id, campaign_id, slug } = await offered();
  await api.call("POST", `/campaigns/${campaign_id}/goals/sale/payouts`, {
    tiers: {
      by: "count",
      period: "month",
      steps: [
        { from: "2", payout: fixed("13.00") },
        { from: "10", payout: fixed("14.00") },
      ],
    },
  });
  // A price without a start is valid some seconds after it is made.
  service.clock.advance(5_000);
  for (const cap of [
    { metric: "conversions", limit: 10 },
    { metric: "payout", limit: "100.00" },
    { metric: "payout", limit: "100.00", affiliate_id },
    { metric: "revenue", limit: "100.00" },
  ]) {
    await api.call("POST", `/campaigns/${campaign_id}/caps`, {
      ...cap,
      period: "month",
    });
  }
  for (const order_id of ["1", "2", "3"]) {
    await api.postback({ click_id: await api.click(slug), order_id });
  }
  const { goals, caps } = await own.call<Offer>(
    "GET",
    `/offers/${campaign_id}`,
  );
  expect(goals[0]?.tier_progress).toMatchObject({
    step: 1,
    payout: fixed("13.00"),
    had: "3",
    next_from: "10",
    left: "7",
    percent: 30,
  });
  expect(caps).toMatchObject([
    { metric: "conversions", limit: "10", used: "3", left: "7" },
    { metric: "payout", limit: null, used: null, left: null, left_percent: 62 },
    { metric: "payout", limit: "100.00", used: "38.00", left: "62.00" },
    { metric: "revenue", limit: null, left_percent: 40 },
  ]);
  expect(caps[0]?.text).toContain(
    "10 conversions a month for all affiliates together: 7 left",
  );
});

test("a new wording of the terms is a new version", async () => {
  const { own, campaign_id } = await offered({
    terms: "No brand bidding.",
    creatives: [
      { name: "Banner", kind: "image", url: "https://shop.example/b.png" },
    ],
  });
  const read = () => own.call<Offer>("GET", `/offers/${campaign_id}`);
  const before = await read();
  expect(before.terms).toMatchObject({ version: "1", to_accept: true });
  expect(before.creatives).toHaveLength(1);
  const at = `/campaigns/${campaign_id}`;
  await api.call("PATCH", at, { terms: "No brand bidding." });
  expect((await read()).terms).toMatchObject({ version: "1" });
  await api.call("PATCH", at, { terms: "No brand bidding, no coupons." });
  expect((await read()).terms).toMatchObject({ version: "2" });
  const bad = [{ name: "x", kind: "image", url: "javascript:alert(1)" }];
  const refused = await api.try<Refused>("PATCH", at, { creatives: bad });
  expect(refused.body.errors?.[0]?.field).toBe("creatives.0.url");
});

test("the advertiser's name is shown unless the campaign hides it", async () => {
  const { own, campaign_id } = await offered();
  const at = `/offers/${campaign_id}`;
  expect(await own.call("GET", at)).toMatchObject({
    advertiser: "Northwind Shoes",
  });
  await api.call("PATCH", `/campaigns/${campaign_id}`, {
    show_advertiser: false,
  });
  expect(await own.call("GET", at)).not.toHaveProperty("advertiser");
});

test("targeting is said in words", async () => {
  const { own, campaign_id } = await offered();
  await api.call("PUT", `/campaigns/${campaign_id}/targeting`, {
    countries: { allow: ["de", "at"] },
    devices: { deny: ["bot"] },
  });
  const shown = await own.call<Offer>("GET", `/offers/${campaign_id}`);
  expect(shown.targeting.text).toBe(
    "Only countries DE, AT; no devices bot. Visitors who don't fit go to the fallback.",
  );
});

test("an admin looks as an affiliate, and as one without an approval", async () => {
  const { affiliate_id, campaign_id } = await offered({
    visibility: "request",
  });
  const path = `/campaigns/${campaign_id}/affiliates`;
  await api.call("POST", path, {
    affiliate_id,
    status: "refused",
    reason: "x",
  });
  const at = `/offers/${campaign_id}`;
  const theirs = await api.call<Offer>(
    "GET",
    `${at}?affiliate_id=${affiliate_id}`,
  );
  expect(theirs).toMatchObject({ status: "refused", reason: "x" });
  expect(await api.call("GET", at)).toMatchObject({ status: "none" });
  const { data } = await api.call<Offers>(
    "GET",
    `/offers?affiliate_id=${affiliate_id}&status=refused`,
  );
  expect(data).toHaveLength(1);
  const nobody = await api.call<Offers>("GET", "/offers?affiliate_id=999999");
  expect(nobody.data).toEqual([]);
});

test("an affiliate that is paused is told so, and searches by name", async () => {
  const { own, affiliate_id, campaign_id } = await offered({
    name: 'A rare "name", <b>',
  });
  await api.call("PATCH", `/affiliates/${affiliate_id}`, { status: "paused" });
  const { data } = await own.call<Offers>("GET", "/offers?q=rare");
  expect(data).toMatchObject([
    { campaign_id, may_promote: false, why_not: "Your account is paused" },
  ]);
});

test("a price of the advertiser's money only is no price of the affiliate's own", async () => {
  const { own, affiliate_id, campaign_id } = await offered();
  const read = async () =>
    (await own.call<Offer>("GET", `/offers/${campaign_id}`)).goals;
  const before = await read();
  service.clock.advance(60_000);
  await api.call("POST", `/campaigns/${campaign_id}/goals/sale/payouts`, {
    affiliate_id,
    revenue: fixed("30.00"),
    valid_from: new Date(service.clock.nowMs()).toISOString(),
    valid_to: "2040-01-01",
  });
  expect(await read()).toEqual(before);
});

test("more offers than a page holds are listed to the end", async () => {
  const { own, advertiser_id } = await offered();
  const created_at = new Date(service.clock.nowMs()).toISOString();
  await service.db.execute(sql`
    with made as (
      insert into campaigns
        (advertiser_id, name, destination_url, currency, created_at)
      select ${advertiser_id}::int, 'Many ' || n, 'https://shop.example/',
        'USD', ${created_at}::timestamptz
      from generate_series(1, 1200) as n returning id
    )
    insert into goals
      (campaign_id, key, position, name, revenue, payout, created_at)
    select id, 'sale', 1, 'Sale', '{"type":"none"}',
      '{"type":"fixed","amount":"1.00"}', ${created_at}::timestamptz
    from made`);
  await service.configuration.reload();
  const answer = await fetch(`${service.url}/api/v1/offers?q=many`, {
    headers: {
      authorization: `Bearer ${own.token}`,
      accept: "application/x-ndjson",
    },
  });
  const rows = (await answer.text()).trim().split("\n");
  expect(rows).toHaveLength(1_200);
  const { goals } = JSON.parse(rows.at(-1) ?? "{}") as Offer;
  expect(goals[0]).toMatchObject({ payout: fixed("1.00") });
});

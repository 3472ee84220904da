// Somebody who is paid by click sees in a report what the balance has: each click at the price of its
// time, by each dimension, and to the micro what is booked when its day is over.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clickEntries, countedEntries } from "../block_counts.ts";
import { exactAmount } from "../exact_amount.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile, START_MS } from "../harness.ts";
import { clientOf } from "../people.ts";
import { report, reportFile, sale } from "../report_world.ts";
import type { Reported, ReportedRow } from "../report_world.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock, db } = service;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ZONE = "Asia/Kathmandu";
/** The world's visits are on two of the zone's days. */
const PERIOD = `from=2026-11-22&to=2026-11-24&timezone=${ZONE}`;

let shoes: Setup;
let hats: Setup;
/** Another affiliate of the shoes, with a price of its own. */
let other: { affiliate_id: number; slug: string };
let affiliate: ApiClient;
let advertiser: ApiClient;
let visitors = 0;

async function visits(
  slug: string,
  count: number,
  query = "",
): Promise<string> {
  let last = "";
  for (let done = 0; done < count; done++) {
    const ip = `8.8.8.${++visitors}`;
    const user_agent = AGENTS.windows;
    last = (await visit(api, slug, { ip, user_agent, query })).click_id;
  }
  return last;
}

const setTime = (minutes: number) => clock.set(START_MS + minutes * MINUTE_MS);
const timeText = (minutes: number) =>
  new Date(START_MS + minutes * MINUTE_MS).toISOString();

async function addPrice(
  { campaign_id }: Setup,
  price: Record<string, unknown>,
): Promise<void> {
  await api.call("POST", `/campaigns/${campaign_id}/click-prices`, price);
}

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(db, { name });
  while (await service.scheduler.runOnce());
}

async function otherAffiliate(): Promise<typeof other> {
  const made = await api.call<{ id: number }>("POST", "/affiliates", {
    name: "Hill Media",
  });
  const link = await api.call<{ slug: string }>("POST", "/links", {
    campaign_id: shoes.campaign_id,
    affiliate_id: made.id,
  });
  return { affiliate_id: made.id, slug: link.slug };
}

beforeAll(async () => {
  const campaign = { timezone: ZONE };
  shoes = await setUp(api, { campaign });
  hats = await setUp(api, { campaign: { ...campaign, name: "Summer hats" } });
  other = await otherAffiliate();
  const { affiliate_id, advertiser_id } = shoes;
  affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  advertiser = await clientOf(api, { role: "advertiser", advertiser_id });
  const cpc = { model: "cpc", revenue: "0.10", payout: "0.07" };
  await addPrice(shoes, { ...cpc, valid_to: timeText(30) });
  await addPrice(shoes, {
    ...{ model: "cpc", revenue: "0.20", payout: "0.15" },
    valid_from: timeText(30),
  });
  const { affiliate_id: own } = other;
  await addPrice(shoes, { ...cpc, payout: "0.09", affiliate_id: own });
  const cpm = { model: "cpm", revenue: "2.50", payout: "1.25" };
  await addPrice(hats, { ...cpm, counts: "all" });
  await api.call("POST", `/campaigns/${hats.campaign_id}/caps`, {
    ...{ metric: "clicks", period: "day", limit: 3, over: "unpaid" },
  });

  setTime(29);
  await visits(shoes.slug, 2, "?sub1=old");
  await visits(other.slug, 1);
  setTime(30);
  const click_id = await visits(shoes.slug, 3, "?sub1=new");
  await visits(other.slug, 2);
  const robot = { ip: "8.8.4.4", user_agent: AGENTS.robot };
  await visit(api, shoes.slug, robot);
  const twice = { ip: "8.8.4.5" };
  await visit(api, shoes.slug, twice);
  await visit(api, shoes.slug, twice);
  for (let count = 0; count < 5; count++) await visit(api, hats.slug, twice);
  await sale(api, click_id, "S-1");
  await drainAll(service);
  // The next day has begun in the campaign's zone.
  setTime(9 * 60);
  await visits(shoes.slug, 1, "?sub1=new");
  await visits(hats.slug, 2);
  await drainAll(service);
});

const money = (row: ReportedRow, field: string): bigint =>
  exactAmount(row as ReportedRow & Record<string, string>, field);

describe("money of clicks", () => {
  test("is in revenue and payout, and of these as its own", async () => {
    const { data, totals, columns } = await report(
      api,
      `group_by=campaign&sort=campaign&${PERIOD}`,
    );
    // Shoes: 2 at the old price, 5 at the new one, and 3 of the other affiliate; and a sale.
    expect(data).toMatchObject([
      {
        campaign: { id: shoes.campaign_id },
        ...{ click_revenue: "1.50", click_payout: "1.16" },
        ...{ revenue: "21.50", payout: "13.66", margin: "7.84" },
        ...{ cpa: "13.6600", conversions: { approved: 1 } },
      },
      {
        campaign: { id: hats.campaign_id },
        clicks: { gross: 7, valid: 7 },
        // 3 of the first day and 2 of the second; 2 were over the cap.
        exact: { click_revenue: "0.0125", click_payout: "0.00625" },
        rpc: "0.0018",
      },
    ]);
    expect(totals).toMatchObject({
      exact: { revenue: "21.5125", payout: "13.66625" },
    });
    const mixed = (of: Reported["columns"]) =>
      of.filter(({ mixed_axes }) => mixed_axes).map(({ key }) => key);
    expect(mixed(columns)).toEqual([
      ...["revenue", "payout", "margin", "cr", "cr_approved", "epc", "rpc"],
      ...["cpa", "margin_percent"],
    ]);
    const by_click = await report(
      api,
      `group_by=campaign&time=click&${PERIOD}`,
    );
    expect(mixed(by_click.columns)).toEqual([]);
    const before = await report(api, "from=2026-11-01&to=2026-11-20");
    expect(mixed(before.columns)).not.toContain("revenue");
  });

  test("is the same by each dimension and axis, on each page and in the rest", async () => {
    const asked = await api.try("GET", "/reports?group_by=none");
    const [error] = asked.body.errors as { allowed: string[] }[];
    for (const time of ["conversion", "click", "approval"]) {
      for (const dimension of error?.allowed ?? []) {
        const { data, totals } = await report(
          api,
          `group_by=${dimension}&time=${time}&${PERIOD}`,
        );
        for (const field of ["revenue", "click_payout"]) {
          const sum = data.reduce((all, row) => all + money(row, field), 0n);
          expect([dimension, field, sum]).toEqual([
            dimension,
            field,
            field === "revenue" ? 21_512_500n : 1_166_250n,
          ]);
          expect(money(totals, field)).toBe(sum);
        }
      }
    }
    const first = await report(
      api,
      `group_by=affiliate&sort=-payout&limit=1&${PERIOD}`,
    );
    expect(first.data).toMatchObject([{ payout: "13.39" }]);
    expect(first.rest).toMatchObject({ click_revenue: "0.31" });
    const cursor = encodeURIComponent(first.next_cursor ?? "");
    const second = await report(
      api,
      `group_by=affiliate&sort=-payout&limit=1&${PERIOD}&cursor=${cursor}`,
    );
    expect(second.data).toMatchObject([{ click_payout: "0.27" }]);
  });

  test("is of each click's own minute, link and label", async () => {
    const { data } = await report(
      api,
      `group_by=sub1,hour&affiliate=${shoes.affiliate_id}&sort=sub1&from=2026-11-22T10:00:00Z&to=2026-11-22T10:30:00Z&timezone=UTC`,
    );
    expect(data).toMatchObject([{ sub1: "old", click_payout: "0.14" }]);
  });

  test("has neither goal nor status: it stands with clicks that have none", async () => {
    const { data, totals } = await report(
      api,
      `group_by=goal&campaign=${shoes.campaign_id}&${PERIOD}`,
    );
    const rows = data.map(({ goal, revenue }) => [goal, revenue]);
    expect(new Map(rows as [string, string][])).toEqual(
      new Map([
        ["sale", "20.00"],
        [null as never, "1.50"],
      ]),
    );
    expect(totals).toMatchObject({ revenue: "21.50" });
    const sales = await report(
      api,
      `group_by=campaign&goal=sale&campaign=${shoes.campaign_id}&${PERIOD}`,
    );
    expect(sales.totals).toMatchObject({
      ...{ revenue: "20.00", click_revenue: "0.00" },
    });
  });

  test("is compared with the period before", async () => {
    clock.set(START_MS + 3 * DAY_MS);
    const { data, compare } = await report(
      api,
      `group_by=campaign&campaign=${shoes.campaign_id}&from=2026-11-23&to=2026-11-24&timezone=${ZONE}&compare=previous_period`,
    );
    expect(data).toMatchObject([
      { click_payout: "0.15", before: { click_payout: "1.01" } },
    ]);
    expect(compare?.totals).toMatchObject({ payout: "13.51" });
  });

  test("is cut by role as revenue and payout are, also in files", async () => {
    const query = `group_by=campaign&${PERIOD}`;
    const of_affiliate = await report(affiliate, query);
    expect(of_affiliate.data).toMatchObject([
      { payout: "13.39", click_payout: "0.89" },
    ]);
    expect(of_affiliate.totals).not.toHaveProperty("click_revenue");
    const of_advertiser = await report(advertiser, query);
    expect(of_advertiser.data).toMatchObject([{ click_revenue: "1.50" }]);
    expect(of_advertiser.totals).not.toHaveProperty("click_payout");
    for (const [client, has, hasnt] of [
      [affiliate, "click_payout", "click_revenue"],
      [advertiser, "click_revenue", "click_payout"],
    ] as const) {
      const csv = await reportFile(client, query, "text/csv");
      const [head = "", row = ""] = csv.split("\r\n");
      const names = head.split(",");
      expect(names).not.toContain(hasnt);
      expect(names).toContain(has);
      expect(row).toContain(has === "click_payout" ? "0.89" : "1.50");
      const refused = await client.try("GET", `/reports?sort=${hasnt}`);
      expect(refused.status).toBe(422);
    }
  });
});

describe("what is booked", () => {
  interface ClickDay extends Record<string, unknown> {
    day: string;
    affiliate_id: number;
    revenue: string;
    payout: string;
    exact?: Record<string, string>;
  }

  const reported = async (): Promise<unknown[]> => {
    const { data } = await report(
      api,
      `group_by=day,campaign,affiliate&sort=day&limit=500&${PERIOD}`,
    );
    return data
      .map((row) => ({
        day: row["day"],
        campaign_id: (row["campaign"] as { id: number }).id,
        affiliate_id: (row["affiliate"] as { id: number }).id,
        revenue: money(row, "click_revenue"),
        payout: money(row, "click_payout"),
      }))
      .sort(byPlace);
  };

  interface Place {
    day: unknown;
    campaign_id: number;
    affiliate_id: number;
  }

  const nameOf = ({ day, campaign_id, affiliate_id }: Place) =>
    `${String(day)} ${campaign_id} ${affiliate_id}`;
  const byPlace = (a: Place, b: Place) => (nameOf(a) < nameOf(b) ? -1 : 1);

  test("is what reports show, by day of the campaign's zone and affiliate", async () => {
    await runJob("book_clicks");
    const booked: Place[] = [];
    for (const { campaign_id } of [shoes, hats]) {
      const { data } = await api.call<{ data: ClickDay[] }>(
        "GET",
        `/campaigns/${campaign_id}/click-days`,
      );
      for (const row of data) {
        booked.push({
          ...{ day: row.day, campaign_id, affiliate_id: row.affiliate_id },
          ...{ revenue: exactAmount(row, "revenue") },
          ...{ payout: exactAmount(row, "payout") },
        } as Place);
      }
    }
    expect(booked.length).toBe(5);
    expect(await reported()).toEqual(booked.sort(byPlace));
  });

  test("stays what reports show when they are folded, sorted and counted again", async () => {
    const before = await reported();
    for (const job of ["merge_report_blocks", "sort_report_days"]) {
      await runJob(job);
      expect(await reported()).toEqual(before);
    }
    await db.$client.unsafe("delete from report_blocks where axis = 'click'");
    expect(await reported()).not.toEqual(before);
    await noteUnpaid();
    await runJob("recount_reports");
    expect(await countedEntries(db, "click")).toEqual(await clickEntries(db));
    expect(await reported()).toEqual(before);
  });

  test("a price that is made later doesn't change what clicks of a past day cost", async () => {
    const before = await reported();
    await addPrice(shoes, {
      ...{ model: "cpc", revenue: "9.00", payout: "9.00" },
      valid_from: timeText(0),
    });
    await runJob("book_clicks");
    expect(await reported()).toEqual(before);
  });
});

describe("a price that changes within a minute", () => {
  test("is each click's own to the moment, as it is booked", async () => {
    const world = await setUp(api, { campaign: { timezone: "UTC" } });
    const path = `/campaigns/${world.campaign_id}/click-prices`;
    const noon_ms = START_MS + 5 * DAY_MS + 2 * 60 * MINUTE_MS;
    const cpc = { model: "cpc", counts: "all" };
    clock.set(noon_ms + 10_250);
    const { id } = await api.call<{ id: number }>("POST", path, {
      ...{ ...cpc, revenue: "0.10", payout: "0.07" },
    });
    await visits(world.slug, 2);
    clock.set(noon_ms + 20_500);
    await api.call("DELETE", `${path}/${id}`);
    await visits(world.slug, 1);
    clock.set(noon_ms + 30_125);
    await api.call("POST", path, {
      ...{ ...cpc, revenue: "0.20", payout: "0.15" },
      valid_from: new Date(clock.nowMs()).toISOString(),
    });
    await visits(world.slug, 3, "?sub1=exact");
    clock.set(noon_ms + MINUTE_MS);
    await visits(world.slug, 1);
    await drainAll(service);
    const period = `from=2026-11-27&to=2026-11-28&campaign=${world.campaign_id}`;
    // Two at the first price, one without, three and one at the second.
    const sums = { click_revenue: "1.00", click_payout: "0.74" };
    for (const dimension of ["day", "hour", "status", "device", "affiliate"]) {
      const { data } = await report(api, `group_by=${dimension}&${period}`);
      expect(data).toMatchObject([sums]);
    }
    const { data } = await report(api, `group_by=sub1&sub1=exact&${period}`);
    expect(data).toMatchObject([{ click_revenue: "0.60" }]);
    clock.set(noon_ms + 2 * DAY_MS);
    const compared = await report(
      api,
      `group_by=campaign&campaign=${world.campaign_id}&from=2026-11-28&to=2026-11-29&compare=previous_period`,
    );
    expect(compared.compare?.totals).toMatchObject(sums);
    await runJob("book_clicks");
    const { data: booked } = await api.call<{ data: unknown[] }>(
      "GET",
      `/campaigns/${world.campaign_id}/click-days`,
    );
    expect(booked).toMatchObject([{ revenue: "1.00", payout: "0.74" }]);
  });
});

/** Notes the days with unpaid clicks, as the migration does. */
async function noteUnpaid(): Promise<void> {
  const path = new URL(
    "../../db/migrations/0054_recount_unpaid_clicks.sql",
    import.meta.url,
  );
  await db.$client.unsafe(await Bun.file(path).text());
  const noted = await db.$client.unsafe(
    "select axis, day from report_recounts",
  );
  expect(noted).toHaveLength(1);
}

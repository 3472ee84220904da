// People act on a report's numbers: they are those of the clicks and sales that happened, right after
// they did, and the same in each zone, form and folding.
import { beforeAll, describe, expect, test } from "bun:test";
import { serviceForFile, START_MS } from "../harness.ts";
import {
  DAY_MS,
  PERIOD,
  report,
  reportFile,
  reportWorld,
} from "../report_world.ts";
import type { Reported, ReportedRow, ReportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld(service);
});

/** A count, or an amount, at a key with dots. */
function numberAt(row: ReportedRow, key: string): number {
  const [name = "", inner] = key.split(".");
  const value =
    inner === undefined ? row[name] : Reflect.get(Object(row[name]), inner);
  return Number(value);
}

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(service.db, { name });
  while (await service.scheduler.runOnce());
}

describe("the numbers", () => {
  test("are those of the clicks and sales, by day and campaign", async () => {
    const { data, totals, rest, next_cursor, currency } = await report(
      api,
      `group_by=day,campaign&${PERIOD}`,
    );
    expect([rest, next_cursor, currency]).toEqual([null, null, "USD"]);
    expect(data).toMatchObject([
      {
        day: "2026-11-22",
        campaign: { id: world.shoes.campaign_id, name: "Winter shoes" },
        clicks: { gross: 3, valid: 2, unique: 1, invalid: 1, bot: 1 },
        conversions: { pending: 0, approved: 1, rejected: 0, reversed: 0 },
        ...{ amount: "50.00", revenue: "20.00", payout: "12.50" },
        ...{ margin: "7.50", margin_percent: 37.5, cr: 0.5, epc: "6.2500" },
      },
      {
        day: "2026-11-23",
        campaign: { id: world.shoes.campaign_id },
        clicks: { gross: 2, valid: 2, unique: 2, by_verdict: { sent: 2 } },
        conversions: { pending: 1, approved: 1 },
        ...{ cr: 1, cr_approved: 0.5, approval_rate: 1, aov: "50.0000" },
        ...{ pending_payout: "12.50", pending_revenue: "20.00" },
      },
      {
        day: "2026-11-23",
        campaign: { id: world.hats.campaign_id, name: "Summer hats" },
        clicks: { gross: 2, valid: 2, unique: 1 },
        conversions: { approved: 1 },
      },
    ]);
    expect(totals).toMatchObject({
      clicks: { gross: 7, valid: 6, unique: 4, invalid: 1, bot: 1 },
      conversions: { pending: 1, approved: 3 },
      ...{ revenue: "60.00", payout: "37.50", cr: 0.666667, epc: "6.2500" },
    });
  });

  test("stay the same while clicks and conversions are folded", async () => {
    const asked = [
      `group_by=day,sub1,country&${PERIOD}`,
      `group_by=campaign&${PERIOD}`,
      `group_by=hour,affiliate&${PERIOD}&timezone=Asia/Kathmandu`,
      `group_by=status,goal&${PERIOD}&time=click`,
      `group_by=country,device&${PERIOD}&time=approval`,
    ];
    const counted = async () =>
      await Promise.all(asked.map((query) => report(api, query)));
    const live = await counted();
    expect(live.map(({ data }) => data.length)).toEqual([6, 2, 3, 2, 3]);
    clock.set(START_MS + 2 * DAY_MS);
    for (const job of [
      "fold_conversions",
      "merge_report_blocks",
      "sort_report_days",
    ]) {
      await runJob(job);
      const folded = await counted();
      expect(folded.map(({ data }) => data)).toEqual(
        live.map(({ data }) => data),
      );
    }
  });

  test("agree in all reports, and add up where a column says so", async () => {
    const asked = await api.try("GET", "/reports?group_by=none");
    const [error] = asked.body.errors as { allowed: string[] }[];
    const dimensions = error?.allowed ?? [];
    expect(dimensions.length).toBeGreaterThan(25);
    for (const time of ["conversion", "click", "approval"]) {
      const query = `${PERIOD}&time=${time}&limit=500`;
      const { totals } = await report(api, query);
      expect(totals.clicks.gross).toBe(7);
      for (const dimension of dimensions) {
        const by = await report(api, `group_by=${dimension}&${query}`);
        expect([dimension, by.totals]).toEqual([dimension, totals]);
        for (const { key, additive } of by.columns.slice(1)) {
          if (!additive || key === "clicks.by_verdict") continue;
          const sum = by.data.reduce((all, row) => all + numberAt(row, key), 0);
          expect([dimension, key, sum]).toEqual([
            dimension,
            key,
            numberAt(totals, key),
          ]);
        }
      }
    }
  });

  test("move with the axis of time, and say where it mixes", async () => {
    const by_click = await report(api, `group_by=day&${PERIOD}&time=click`);
    expect(by_click.data.map(({ conversions }) => conversions)).toMatchObject([
      { pending: 1, approved: 1 },
      { pending: 0, approved: 2 },
    ]);
    const mixed = (columns: Reported["columns"]) =>
      columns.filter(({ mixed_axes }) => mixed_axes).map(({ key }) => key);
    expect(mixed(by_click.columns)).toEqual([]);
    const by_sale = await report(api, `group_by=day&${PERIOD}`);
    expect(mixed(by_sale.columns)).toEqual(["cr", "cr_approved", "epc", "rpc"]);
  });

  test("are cut by the zone's days", async () => {
    const kathmandu = await report(
      api,
      `group_by=hour&${PERIOD}&timezone=asia/kathmandu`,
    );
    expect(kathmandu.timezone).toBe("Asia/Kathmandu");
    expect(kathmandu.data.map(({ hour }) => hour)).toEqual([
      "2026-11-22T15:00:00+05:45",
      "2026-11-23T15:00:00+05:45",
    ]);
    const days = await report(
      api,
      "group_by=day&from=2026-11-20&to=2026-11-25&empty=true",
    );
    expect(days.data.map(({ day, clicks }) => [day, clicks.gross])).toEqual([
      ["2026-11-20", 0],
      ["2026-11-21", 0],
      ["2026-11-22", 3],
      ["2026-11-23", 4],
      ["2026-11-24", 0],
    ]);
  });

  test("are compared with the period before, by position", async () => {
    const { data, compare } = await report(
      api,
      "group_by=day&from=2026-11-23&to=2026-11-24&compare=previous_period",
    );
    expect(data).toMatchObject([
      { day: "2026-11-23", clicks: { gross: 4 }, before: { cr: 0.5 } },
    ]);
    expect(compare).toMatchObject({
      from: "2026-11-22T00:00:00.000Z",
      to: "2026-11-23T00:00:00.000Z",
      totals: { clicks: { gross: 3 } },
    });
  });

  test("by goal and status repeat the clicks, and say so", async () => {
    const { data, totals, columns } = await report(
      api,
      `group_by=status&${PERIOD}&sort=status`,
    );
    expect(data).toMatchObject([
      { status: "approved", clicks: { gross: 7 } },
      { status: "pending", clicks: { gross: 7 } },
    ]);
    expect(totals.clicks.gross).toBe(7);
    const gross = columns.find(({ key }) => key === "clicks.gross");
    expect(gross?.additive).toBe(false);
  });
});

test("a change moves a sale to another column, and a part refund only its money", async () => {
  const query = `${PERIOD}&group_by=campaign&campaign=${world.shoes.campaign_id}`;
  const { click_id } = await api
    .call<{ data: { click_id: string; order_id: string }[] }>(
      "GET",
      `/conversions?campaign_id=${world.shoes.campaign_id}`,
    )
    .then(({ data }) => data.find(({ order_id }) => order_id === "S-2")!);
  const change = async (status: string, amount: string) =>
    await api.postback({ click_id, order_id: "S-2", status, amount });
  await change("refunded", "20");
  expect((await report(api, query)).data).toMatchObject([
    { amount: "80.00", conversions: { approved: 2, pending: 1, reversed: 0 } },
  ]);
  await change("refunded", "50");
  await runJob("fold_conversions");
  expect((await report(api, query)).data).toMatchObject([
    { amount: "50.00", conversions: { approved: 1, pending: 1, reversed: 1 } },
  ]);
});

describe("rows", () => {
  test("are filtered by several values, with none and commas among them", async () => {
    const subs = async (sub1: string) => {
      const query = `group_by=sub1&${PERIOD}&sort=sub1&sub1=${encodeURIComponent(sub1)}`;
      const { data } = await report(api, query);
      return data.map((row) => row.sub1);
    };
    expect(await subs("a\\,b")).toEqual(["a,b"]);
    expect(await subs("a,b")).toEqual([]);
    expect(await subs("(none),a\\,b")).toEqual(["a,b", null]);
    expect(await subs("other,=1+1")).toEqual(["=1+1", "other"]);
    expect(await subs('"(none)"')).toEqual([]);
    expect(await subs("(other)")).toEqual([]);
    const { totals } = await report(
      api,
      `${PERIOD}&campaign=${world.hats.campaign_id}&verdict=sent&weekday=1`,
    );
    expect(totals).toMatchObject({ clicks: { gross: 2 }, revenue: "20.00" });
  });

  test("are filtered by external ids, of several and beside ids", async () => {
    const { shoes, hats } = world;
    for (const [{ affiliate_id }, external_id] of [
      [shoes, "S,1"],
      [hats, "H 1"],
    ] as const) {
      const path = `/affiliates/${affiliate_id}`;
      await api.call("PATCH", path, { external_id });
    }
    const both = "external_id:S,1,external_id:H 1";
    for (const values of [both, `${shoes.affiliate_id},external_id:H 1`]) {
      const affiliate = encodeURIComponent(values);
      const query = `group_by=affiliate&${PERIOD}&affiliate=${affiliate}`;
      expect((await report(api, query)).data).toHaveLength(2);
    }
  });

  test("come in pages, with those left over in one sum", async () => {
    const query = `group_by=sub1,campaign&${PERIOD}&sort=-clicks.valid&limit=2`;
    const first = await report(api, query);
    const second = await report(api, `${query}&cursor=${first.next_cursor}`);
    const third = await report(api, `${query}&cursor=${second.next_cursor}`);
    expect([second.rest, third.rest, third.next_cursor]).toEqual([
      null,
      null,
      null,
    ]);
    const rows = [first, second, third].flatMap(({ data }) => data);
    const whole = await report(api, query.replace("limit=2", "limit=500"));
    expect(rows).toEqual(whole.data);
    const left = rows.slice(2).map(({ clicks }) => Number(clicks.valid));
    const sum = left.reduce((all, valid) => all + valid, 0);
    expect(first.rest?.clicks.valid).toBe(sum);
  });

  test("have the name that a thing has now", async () => {
    const path = `/affiliates/${world.hats.affiliate_id}`;
    await api.call("PATCH", path, { name: "Hill and Dale" });
    const { data } = await report(api, `group_by=affiliate&${PERIOD}`);
    const name = "Hill and Dale";
    expect(data.map((row) => row.affiliate)).toContainEqual({
      id: world.hats.affiliate_id,
      name,
    });
    await api.call("PATCH", path, { name: "=Hill & Dale" });
  });

  test("are the same as CSV, NDJSON and JSON, and no cell is a formula", async () => {
    const query = `group_by=day,affiliate,sub1&${PERIOD}&compare=previous_year`;
    const { data, columns } = await report(api, query);
    const lines = await reportFile(api, query, "application/x-ndjson");
    expect(
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(data);
    const csv = await reportFile(api, query, "text/csv");
    const [head = "", ...rows] = csv.trimEnd().split("\r\n");
    expect(head).toStartWith(
      "day,affiliate.id,affiliate.name,sub1,clicks.gross,clicks.valid,",
    );
    for (const { key } of columns.slice(3)) {
      if (key !== "clicks.by_verdict") expect(head.split(",")).toContain(key);
    }
    expect(head.split(",")).toContain("before.clicks.gross");
    expect(rows).toHaveLength(data.length);
    expect(csv).toContain(`,"a,b",`);
    expect(csv).toContain(`,"'=1+1",`);
    expect(csv).toContain(`,"'=Hill & Dale",`);
    const none = await reportFile(api, `${query}&campaign=999`, "text/csv");
    expect(none).toBe(`${head}\r\n`);
  });
});

test("days that are still to be counted are named", async () => {
  const query = `${PERIOD}&group_by=campaign`;
  expect((await report(api, query)).limits).toEqual([]);
  const day = Math.floor(START_MS / DAY_MS);
  await service.db
    .$client`insert into report_recounts values ('click', ${day}), ('conversion_by_click', ${day}), ('click', ${day - 9})`;
  expect((await report(api, query)).limits).toEqual([
    "clicks: 2026-11-22 is still being counted",
  ]);
  const { limits } = await report(api, `${query}&time=click`);
  expect(limits).toHaveLength(2);
  await service.db.$client`delete from report_recounts`;
});

test("each wrong value is refused by name", async () => {
  for (const [query, status, field] of [
    ["group_by=day,planet", 422, "group_by"],
    ["group_by=day,day", 422, "group_by"],
    ["group_by=day,goal,sub1,sub2,sub3", 422, "group_by"],
    ["timezone=%2B05:45", 422, "timezone"],
    ["period=tomorrow", 422, "period"],
    ["period=today&to=2026-11-24", 422, "period"],
    ["from=2026-11-22T10:00:01Z", 422, "from"],
    ["from=2026-11-24&to=2026-11-22", 422, "from"],
    ["to=yesterday", 422, "to"],
    ["currency=XYZ", 422, "currency"],
    ["time=delivery", 422, "time"],
    ["compare=last_week", 422, "compare"],
    ["empty=yes", 422, "empty"],
    ["sort=-fun", 422, "sort"],
    ["sort=campaign", 422, "sort"],
    ["campaign=shoes", 422, "campaign"],
    ["country=Germany", 422, "country"],
    ["verdict=maybe", 422, "verdict"],
    ["status=done", 422, "status"],
    ["weekday=0", 422, "weekday"],
    ["hour_of_day=24", 422, "hour_of_day"],
    ["month=2026-13", 422, "month"],
    ["limit=501", 400, undefined],
    ["cursor=abc", 400, undefined],
    ["planet=earth", 422, "planet"],
    ["device=mobile&device=desktop", 422, "device"],
    ["group_by=", 422, "group_by"],
    ["sub1=%00", 200, undefined],
    ["hour=2026-11-28T10:00:00Z", 422, "hour"],
  ] as const) {
    const answer = await api.try("GET", `/reports?${query}`);
    const errors = (answer.body.errors ?? []) as { field: string }[];
    expect([query, answer.status, errors[0]?.field]).toEqual([
      query,
      status,
      field,
    ]);
  }
});

import { expect } from "bun:test";
import { cellsOf } from "../csv_cells.ts";
import { exactAmount } from "../exact_amount.ts";
import { report, reportFile } from "../report_world.ts";
import type { ReportedRow } from "../report_world.ts";
import { ZONES } from "./drawn_report.ts";
import { dateAfter, dayStartOf, timeLabel } from "./plain_calendar.ts";
import type { Thing } from "./plain_things.ts";
import type { Asker, HistoryWorld } from "./world.ts";

const MONEY = [
  "amount",
  "revenue",
  "payout",
  "margin",
  "pending_revenue",
  "pending_payout",
] as const;
const OF_CLICKS = [
  "day",
  "hour",
  "week",
  "campaign",
  "affiliate",
  "country",
  "device",
  "verdict",
] as const;
const OF_SALES = ["goal", "status", "month", "weekday"] as const;

/** Sums by figure: counts, and money in micros. */
type Sums = Map<string, bigint>;

/** A report without its dimensions: the rows that it is about. */
interface Subject {
  asker: Asker;
  filter: Record<string, string>;
  time: string;
  currency: string;
  from_ms: number;
  to_ms: number;
  /** Whole days, which the period is in. */
  days: { from: string; to: string; timezone: string };
}

/** An amount of a row in micros. */
function amountOf(row: object, name: string): bigint {
  return exactAmount(row as Record<string, string>, name);
}

/** The figures of a row that add up, by their keys. */
function sumsOf(row: ReportedRow, sums: Sums = new Map()): Sums {
  const add = (key: string, more: bigint) =>
    sums.set(key, (sums.get(key) ?? 0n) + more);
  const { by_verdict, ...clicks } = row.clicks;
  for (const [name, count] of Object.entries(clicks))
    add(`clicks.${name}`, BigInt(Number(count)));
  for (const [name, count] of Object.entries(
    by_verdict as Record<string, number>,
  )) {
    add(`clicks.by_verdict.${name}`, BigInt(count));
  }
  for (const [name, count] of Object.entries(row.conversions))
    add(`conversions.${name}`, BigInt(count));
  for (const name of MONEY) {
    if (row[name] !== undefined) add(name, amountOf(row, name));
  }
  return sums;
}

/** The same of a report's rows, from all its pages or from its file. */
async function rowsSumOf(
  world: HistoryWorld,
  { asker }: Subject,
  query: URLSearchParams,
): Promise<{ sums: Sums; rows: number }> {
  const client = world.clientOf(asker);
  const sums: Sums = new Map();
  if (world.chance.happens(0.4)) {
    const text = await reportFile(
      client,
      query.toString(),
      "application/x-ndjson",
    );
    const lines = text.split("\n").filter((line) => line !== "");
    for (const line of lines) sumsOf(JSON.parse(line) as ReportedRow, sums);
    return { sums, rows: lines.length };
  }
  if (world.chance.happens(0.5))
    return sumsOfCsv(await reportFile(client, query.toString(), "text/csv"));
  const limit = world.chance.oneOf([7, 50, 500]);
  let rows = 0;
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await report(
      client,
      `${query.toString()}&limit=${limit}&cursor=${encodeURIComponent(cursor)}`,
    );
    for (const row of page.data) sumsOf(row, sums);
    rows += page.data.length;
    cursor = page.next_cursor;
  }
  return { sums, rows };
}

function sumsOfCsv(text: string): { sums: Sums; rows: number } {
  const [head = [], ...lines] = cellsOf(text);
  const sums: Sums = new Map();
  for (const cells of lines) {
    const row = Object.fromEntries(
      head.map((name, at) => [name, cells[at] ?? ""]),
    );
    const exact =
      row["exact"] === ""
        ? {}
        : (JSON.parse(row["exact"] ?? "{}") as Record<string, string>);
    for (const name of head) {
      if (!/^(?:clicks|conversions)\./.test(name)) continue;
      sums.set(name, (sums.get(name) ?? 0n) + BigInt(row[name] ?? ""));
    }
    for (const name of MONEY) {
      if (!head.includes(name)) continue;
      const micros = amountOf({ ...row, exact }, name);
      sums.set(name, (sums.get(name) ?? 0n) + micros);
    }
  }
  return { sums, rows: lines.length };
}

/** Reports of the same rows by other dimensions, zones, forms and pages have the same sums. */
export async function checkPair(
  world: HistoryWorld,
  things: readonly Thing[],
): Promise<void> {
  const subject = drawSubject(world, things);
  const { asker, filter, time, currency, days, from_ms, to_ms } = subject;
  const first = queryOf(world, { ...filter, time, currency, ...days });
  const [from = "", to = ""] = [from_ms, to_ms].map((ms) =>
    new Date(ms).toISOString(),
  );
  const timezone = world.chance.oneOf(ZONES);
  const second = queryOf(world, {
    ...filter,
    time,
    currency,
    from,
    to,
    timezone,
  });
  const client = world.clientOf(asker);
  const totals: Sums[] = [];
  for (const query of [first, second]) {
    const answer = await report(client, `${query.toString()}&limit=1`);
    totals.push(sumsOf(answer.totals));
    const counted = await rowsSumOf(world, subject, query);
    const repeats_clicks = /goal|status/.test(query.get("group_by") ?? "");
    expectSame(counted, sumsOf(answer.totals), repeats_clicks);
  }
  expect(byKey(totals[1])).toEqual(byKey(totals[0]));
}

/** Rows in another currency are rounded one by one. */
function expectSame(
  { sums, rows }: { sums: Sums; rows: number },
  totals: Sums,
  repeats_clicks: boolean,
): void {
  for (const [key, total] of totals) {
    if (repeats_clicks && key.startsWith("clicks.")) continue;
    const difference = (sums.get(key) ?? 0n) - total;
    const tolerance = MONEY.some((name) => name === key) ? BigInt(rows) : 0n;
    const size = difference < 0n ? -difference : difference;
    if (size > tolerance)
      expect([key, sums.get(key) ?? 0n]).toEqual([key, total]);
  }
}

const byKey = (sums: Sums | undefined) => Object.fromEntries(sums ?? []);

function queryOf(
  { chance }: HistoryWorld,
  given: Record<string, string>,
): URLSearchParams {
  const dimensions: string[] = [chance.oneOf(OF_CLICKS)];
  const other = chance.oneOf([...OF_CLICKS, ...OF_SALES]);
  if (!dimensions.includes(other)) dimensions.push(other);
  return new URLSearchParams({ ...given, group_by: dimensions.join() });
}

function drawSubject(world: HistoryWorld, things: readonly Thing[]): Subject {
  const { chance, clock, start_ms } = world;
  const timezone = chance.oneOf(ZONES);
  const day = (ms: number) => timeLabel("day", ms, timezone);
  const from = day(
    chance.happens(0.5)
      ? start_ms
      : chance.between(start_ms, clock.nowMs() + 1),
  );
  const to = dateAfter(from, chance.oneOf([1, 3, 31, 90]));
  const thing = things[chance.between(0, things.length)];
  const dimension = chance.oneOf(["campaign", "country", "verdict", "device"]);
  const value = thing?.values[dimension] ?? "(none)";
  return {
    asker: world.askers[chance.between(0, world.askers.length)]!,
    filter: chance.happens(0.5) ? { [dimension]: value } : {},
    time: chance.oneOf(["conversion", "click", "approval"]),
    currency: chance.oneOf(["USD", "EUR", "JPY"]),
    ...{ from_ms: dayStartOf(from, timezone), to_ms: dayStartOf(to, timezone) },
    days: { from, to, timezone },
  };
}

/** All that ever was. */
function everything({ start_ms, clock }: HistoryWorld) {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    from: day(start_ms - 2 * 86_400_000),
    to: day(clock.nowMs() + 2 * 86_400_000),
    timezone: "UTC",
  };
}

/** A party sees what the network sees of it; each axis has the same approved sales. */
export async function checkSides(world: HistoryWorld): Promise<void> {
  const all = everything(world);
  for (const asker of world.askers.slice(1)) {
    const own = await report(
      world.clientOf(asker),
      new URLSearchParams(all).toString(),
    );
    const filter = {
      ...(asker.affiliates === undefined
        ? {}
        : { affiliate: asker.affiliates.join() }),
      ...(asker.advertisers === undefined
        ? {}
        : { advertiser: asker.advertisers.join() }),
    };
    const { currency } = own;
    const seen = await report(
      world.api,
      new URLSearchParams({ ...all, ...filter, currency }).toString(),
    );
    // A party sees fewer figures, and of these the same sums.
    expect([asker.name, byKey(sumsOf(seen.totals))]).toMatchObject([
      asker.name,
      byKey(sumsOf(own.totals)),
    ]);
  }
  const of_axes = await Promise.all(
    ["conversion", "click", "approval"].map(async (time) => {
      const query = new URLSearchParams({ ...all, time, currency: "USD" });
      return sumsOf((await report(world.api, query.toString())).totals);
    }),
  );
  const [by_conversion, by_click, by_approval] = of_axes as [Sums, Sums, Sums];
  expect(byKey(by_click)).toEqual(byKey(by_conversion));
  for (const key of [
    "conversions.approved",
    "amount",
    "revenue",
    "payout",
    "clicks.gross",
  ]) {
    expect([key, by_approval.get(key)]).toEqual([key, by_conversion.get(key)]);
  }
}

import type { Dimension, Figures } from "../../../modules/reports/model.ts";
import type { Axis } from "../../../modules/rollups/mod.ts";
import { FIXED_ZONE } from "./fixed_zone.ts";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Something that happened, once, or -1 times if it is taken back. */
export interface Entry {
  /** `priced` is the money of a click, in thousandths of micros. */
  axis: Axis | "priced";
  at_ms: number;
  facts: Readonly<Record<string, string | null>>;
  count: number;
  amount: bigint;
  revenue: bigint;
  payout: bigint;
}

/** Converts money: units of the report's currency for one of a lane's. */
export type NaiveRates = (
  currency: string,
  rate_day: string | null,
) => { numerator: bigint; denominator: bigint } | null;

/** A report that is recounted. */
export interface Asked {
  group_by: readonly Dimension[];
  filters: readonly {
    dimension: Dimension;
    values: readonly (string | null)[];
  }[];
  from_ms: number;
  to_ms: number;
  advertisers: ReadonlyMap<string, string>;
  currency: string;
  rates: NaiveRates;
}

export interface NaiveRow {
  keys: (string | null)[];
  figures: Figures;
}

/** Entries of a period that pass the filters. */
export function keptEntries(
  entries: readonly Entry[],
  asked: Asked,
  { from_ms, to_ms }: { from_ms: number; to_ms: number } = asked,
): Entry[] {
  return entries.filter(
    (entry) =>
      entry.at_ms >= from_ms &&
      entry.at_ms < to_ms &&
      isCounted(entry) &&
      asked.filters.every(
        ({ dimension, values }) =>
          (isOwn(dimension) && entry.axis === "click") ||
          values.includes(keyOf(entry, dimension, asked)),
      ),
  );
}

/** The value of an entry's dimension. */
export function keyOf(
  entry: Entry,
  dimension: Dimension,
  { advertisers }: Pick<Asked, "advertisers">,
): string | null {
  const { facts } = entry;
  if (dimension in FIXED_ZONE) {
    return FIXED_ZONE[dimension as keyof typeof FIXED_ZONE](entry.at_ms);
  }
  if (dimension === "advertiser") {
    return advertisers.get(facts["campaign"] ?? "") ?? null;
  }
  if (dimension === "verdict" && entry.axis === "click") {
    return facts["kind"]?.split(" ")[1] ?? null;
  }
  return facts[dimension] ?? null;
}

/** Rows of a report, in no order. */
export function naiveRows(kept: readonly Entry[], asked: Asked): NaiveRow[] {
  const { group_by } = asked;
  const others = group_by.filter((dimension) => !isOwn(dimension));
  const keysOf = (entry: Entry, dimensions: readonly Dimension[]) =>
    JSON.stringify(
      dimensions.map((dimension) => keyOf(entry, dimension, asked)),
    );
  const clicks = Map.groupBy(
    kept.filter(({ axis }) => axis === "click"),
    (entry) => keysOf(entry, others),
  );
  const conversions = Map.groupBy(
    kept.filter(({ axis }) => axis !== "click"),
    (entry) => keysOf(entry, group_by),
  );
  const rows = new Map<string, NaiveRow>();
  const clicked = new Set<string>();
  for (const [text, entries] of conversions) {
    if (!isSomething(entries)) continue;
    const other = keysOf(entries[0]!, others);
    clicked.add(other);
    const all = [...entries, ...(clicks.get(other) ?? [])];
    const keys = JSON.parse(text) as NaiveRow["keys"];
    rows.set(text, { keys, figures: naiveFigures(all, asked) });
  }
  for (const [other, entries] of clicks) {
    if (clicked.has(other) || !isSomething(entries)) continue;
    const values = JSON.parse(other) as NaiveRow["keys"];
    const keys = group_by.map((dimension) =>
      isOwn(dimension) ? null : (values.shift() ?? null),
    );
    const figures = naiveFigures(entries, asked);
    rows.set(JSON.stringify(keys), { keys, figures });
  }
  return [...rows.values()];
}

/** Figures of all entries. */
export function naiveFigures(
  entries: readonly Entry[],
  asked: Pick<Asked, "currency" | "rates">,
): Figures {
  const of = (...statuses: string[]) =>
    entries.filter(
      ({ axis, facts }) =>
        axis !== "click" && statuses.includes(facts["status"] ?? ""),
    );
  const priced = entries.filter(({ axis }) => axis === "priced");
  const approved = money(of("approved"), asked);
  const pending = money(of("pending"), asked);
  const clicks = money(priced, asked);
  const earned = money([...of("approved"), ...priced], asked);
  const missing = [approved, pending, clicks].flatMap((sums) => [
    ...sums.missing.keys(),
  ]);
  const unconverted = [...new Set(missing)].sort();
  return {
    clicks: naiveClicks(entries),
    conversions: {
      pending: total(of("pending")),
      approved: total(of("approved")),
      rejected: total(of("rejected")),
      reversed: total(of("reversed")),
    },
    amount: approved.amount,
    revenue: earned.revenue,
    payout: earned.payout,
    pending_revenue: pending.revenue,
    pending_payout: pending.payout,
    click_revenue: clicks.revenue,
    click_payout: clicks.payout,
    seconds_to_convert: naiveMedian(entries),
    unconverted: unconverted.map((currency) => ({
      currency,
      ...(earned.missing.get(currency) ?? { revenue: 0n, payout: 0n }),
    })),
  };
}

/** Whether clicks are counted: those of prefetches and tests aren't. */
function isCounted({ axis, facts }: Entry): boolean {
  const marks = Number(facts["kind"]?.split(" ")[0] ?? 0);
  return axis !== "click" || (marks & 24) === 0;
}

function isOwn(dimension: Dimension): boolean {
  return dimension === "goal" || dimension === "status";
}

/** Whether entries don't take each other back, of each kind, status and lane. */
function isSomething(entries: readonly Entry[]): boolean {
  const lanes = Map.groupBy(entries, ({ facts }) =>
    JSON.stringify([
      facts["kind"],
      facts["status"],
      facts["currency"],
      facts["rate_day"],
    ]),
  );
  return [...lanes.values()].some(
    (lane) =>
      total(lane) !== 0 ||
      lane.reduce((sum, { amount }) => sum + amount, 0n) !== 0n ||
      lane.reduce((sum, { revenue }) => sum + revenue, 0n) !== 0n ||
      lane.reduce((sum, { payout }) => sum + payout, 0n) !== 0n,
  );
}

function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

function naiveClicks(entries: readonly Entry[]): Figures["clicks"] {
  const clicks = entries.filter(({ axis }) => axis === "click");
  const kind = ({ facts }: Entry) => {
    const [marks = "", verdict = ""] = (facts["kind"] ?? "").split(" ");
    return { marks: Number(marks), verdict };
  };
  const isBot = (entry: Entry) => (kind(entry).marks & 4) !== 0;
  const isValid = (entry: Entry) =>
    kind(entry).verdict === "sent" && !isBot(entry);
  const by_verdict: Record<string, number> = {};
  for (const [verdict, of] of Map.groupBy(clicks, (e) => kind(e).verdict)) {
    if (total(of) !== 0) by_verdict[verdict] = total(of);
  }
  const valid = clicks.filter(isValid);
  return {
    gross: total(clicks),
    valid: total(valid),
    unique: total(valid.filter((entry) => (kind(entry).marks & 1) !== 0)),
    invalid: total(clicks) - total(valid),
    bot: total(clicks.filter(isBot)),
    by_verdict,
  };
}

type Measure = "amount" | "revenue" | "payout";

/** Money as fractions of thousandths of micros, rounded once. */
function money(
  entries: readonly Entry[],
  { currency: into, rates }: Pick<Asked, "currency" | "rates">,
) {
  const sums = { amount: [0n, 1n], revenue: [0n, 1n], payout: [0n, 1n] };
  const missing = new Map<string, { revenue: bigint; payout: bigint }>();
  const lanes = Map.groupBy(entries, ({ facts }) =>
    JSON.stringify([facts["currency"], facts["rate_day"] ?? null]),
  );
  for (const [lane, of] of lanes) {
    const [currency, day] = JSON.parse(lane) as [string, string | null];
    const sum = (measure: Measure) =>
      of.reduce(
        (all, entry) =>
          all + entry[measure] * (entry.axis === "priced" ? 1n : 1000n),
        0n,
      );
    const measures: Measure[] = ["amount", "revenue", "payout"];
    if (measures.every((measure) => sum(measure) === 0n)) continue;
    const rate =
      currency === into
        ? { numerator: 1n, denominator: 1n }
        : rates(currency, day);
    if (rate === null) {
      const had = missing.get(currency) ?? { revenue: 0n, payout: 0n };
      missing.set(currency, {
        revenue: had.revenue + sum("revenue"),
        payout: had.payout + sum("payout"),
      });
      continue;
    }
    for (const measure of measures) {
      const [top, bottom] = sums[measure] as [bigint, bigint];
      sums[measure] = [
        top * rate.denominator + sum(measure) * rate.numerator * bottom,
        bottom * rate.denominator,
      ];
    }
  }
  return {
    amount: inMicros(sums.amount),
    revenue: inMicros(sums.revenue),
    payout: inMicros(sums.payout),
    missing: new Map(
      [...missing].map(([currency, { revenue, payout }]) => [
        currency,
        { revenue: inMicros([revenue]), payout: inMicros([payout]) },
      ]),
    ),
  };
}

function inMicros([top = 0n, bottom = 1n]: bigint[]): bigint {
  return halfEven([top, bottom * 1000n]);
}

function halfEven([top = 0n, bottom = 1n]: bigint[]): bigint {
  const down = top / bottom - (top % bottom < 0n ? 1n : 0n);
  const rest = 2n * (top - down * bottom);
  if (rest < bottom || (rest === bottom && down % 2n === 0n)) return down;
  return down + 1n;
}

function naiveMedian(entries: readonly Entry[]): number | null {
  const counts = new Map<number, number>();
  for (const { axis, facts, count } of entries) {
    if (axis === "click" || typeof facts["seconds"] !== "string") continue;
    const seconds = Number(facts["seconds"]);
    counts.set(seconds, (counts.get(seconds) ?? 0) + count);
  }
  const all = [...counts]
    .sort(([a], [b]) => a - b)
    .flatMap(([seconds, count]) => Array<number>(count).fill(seconds));
  if (all.length === 0) return null;
  const middle = all[Math.floor(all.length / 2)]!;
  return all.length % 2 === 1
    ? middle
    : (middle + all[all.length / 2 - 1]!) / 2;
}

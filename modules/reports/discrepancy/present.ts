import { dayStart, isoTime, offsetAt } from "../../kernel/mod.ts";
import type { ZonedRange } from "../../kernel/mod.ts";
import { offsetText } from "../calendar.ts";
import type { FoundDiscrepancy } from "./discrepancies.ts";
import { CLICKS, CONVERSIONS } from "./model.ts";
import type { DayDifference, Explanation, Subject, TheirDay } from "./model.ts";
import { sentenceOf, verdictWords } from "./sentences.ts";
import type { Told } from "./sentences.ts";
import type { Explained } from "./tasks.ts";

/** The days that were asked for. */
export interface DiscrepancyView extends ZonedRange {
  affiliate_id: number;
  days: readonly TheirDay[];
  /** Days of the period without figures of theirs. */
  not_compared: readonly string[];
}

/** Clicks and conversions of a day, or of all. */
interface Both {
  clicks: DayDifference;
  conversions: DayDifference | null;
}

/** A discrepancy as the API shows it. */
export function presentDiscrepancy(
  view: DiscrepancyView,
  { as_of_ms, limits, ...explained }: FoundDiscrepancy,
) {
  const { affiliate_id, from_ms, to_ms, timezone, days, not_compared } = view;
  const { clicks, conversions } = explained;
  const present = (both: Both) => presentBoth(view, explained, both);
  const of_conversions = [...(conversions?.days ?? [])];
  return {
    affiliate_id,
    from: isoTime(from_ms),
    to: isoTime(to_ms),
    timezone,
    as_of: isoTime(as_of_ms),
    tracker: presentTracker(view, explained),
    ...present({
      clicks: totalOf(clicks.days),
      conversions: conversions === null ? null : totalOf(conversions.days),
    }),
    data: days.map(({ day, conversions: theirs }, at) => ({
      day,
      is_over: endOf(day, timezone) <= as_of_ms,
      ...present({
        clicks: clicks.days[at]!,
        conversions: theirs === null ? null : (of_conversions.shift() ?? null),
      }),
    })),
    not_compared: [...not_compared],
    limits: [...limits],
  };
}

function presentBoth(
  { from_ms }: DiscrepancyView,
  found: Explained,
  { clicks, conversions }: Both,
) {
  const zone = zoneOf(found.clicks, from_ms);
  const told = (noun: Told["noun"]): Told => ({
    noun,
    zone,
    axis: found.conversions?.axis ?? "conversion",
  });
  const sentences = [
    sentenceOf(told("click"), clicks),
    ...(conversions === null
      ? []
      : [sentenceOf(told("conversion"), conversions)]),
  ];
  return {
    sentence: sentences.join(" "),
    clicks: presentClicks(clicks),
    conversions: conversions === null ? null : presentConversions(conversions),
  };
}

function presentTracker(
  { from_ms, timezone }: DiscrepancyView,
  { clicks, conversions }: Explained,
) {
  const found = clicks.zone?.timezone ?? timezone;
  return {
    timezone: found,
    offset: offsetText(offsetAt(from_ms, found)),
    or_timezones: [...(clicks.zone?.or_timezones ?? [])],
    clicks: countingOf(clicks, CLICKS),
    conversions:
      conversions === null
        ? null
        : { ...countingOf(conversions, CONVERSIONS), time: conversions.axis },
  };
}

function zoneOf({ zone }: Explanation, from_ms: number): Told["zone"] {
  if (zone === null) return null;
  const { timezone } = zone;
  return { timezone, offset: offsetText(offsetAt(from_ms, timezone)) };
}

/** The parts that occur and that the tool counts. */
function countingOf(
  { counting, days }: Explanation,
  { always, optional, counted }: Subject,
) {
  const total = totalOf(days).ours;
  const occur = [always, ...optional].filter(
    (part) => part === always || (total[part] ?? 0) !== 0,
  );
  const countsOf = (differs_in: readonly string[]) =>
    occur.filter(
      (part) => counted.includes(part) !== differs_in.includes(part),
    );
  return {
    counts: countsOf(counting.differs_in),
    or_counts: counting.or_in.map(countsOf),
  };
}

function presentClicks(found: DayDifference) {
  const { theirs, ours, difference, explained, zone, late } = found;
  const { unique = 0, repeats = 0, bots = 0, refused = 0 } = ours;
  const { prefetches = 0, tests = 0 } = ours;
  const parts: readonly string[] = [CLICKS.always, ...CLICKS.optional];
  const verdicts = Object.entries(ours)
    .filter(([part, count]) => !parts.includes(part) && count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const { repeats: duplicates = 0, ...others } = explained;
  return {
    theirs,
    ours: {
      valid: unique + repeats,
      unique,
      repeats,
      bots,
      refused,
      refused_because: verdicts.map(([verdict, count]) => ({
        verdict,
        reason: verdictWords(verdict),
        count,
      })),
      prefetches,
      tests,
    },
    difference,
    explained: {
      duplicates,
      bots: others["bots"] ?? 0,
      refused: others["refused"] ?? 0,
      prefetches: others["prefetches"] ?? 0,
      tests: others["tests"] ?? 0,
      zone,
      late,
    },
    unexplained: found.unexplained,
  };
}

function presentConversions(found: DayDifference) {
  const { theirs, ours, difference, explained, zone, late } = found;
  const { approved = 0, pending = 0, rejected = 0, reversed = 0 } = ours;
  return {
    theirs,
    ours: {
      counted: approved + pending,
      ...{ pending, approved, rejected, reversed },
    },
    difference,
    explained: {
      pending: explained["pending"] ?? 0,
      rejected: explained["rejected"] ?? 0,
      reversed: explained["reversed"] ?? 0,
      zone,
      late,
    },
    unexplained: found.unexplained,
  };
}

/** The sum of days, which their parts add up to as well. */
function totalOf(days: readonly DayDifference[]): DayDifference {
  const total: DayDifference = {
    theirs: 0,
    ours: {},
    difference: 0,
    explained: {},
    zone: 0,
    late: 0,
    unexplained: 0,
  };
  for (const day of days) {
    for (const name of COUNTS) total[name] += day[name];
    addTo(total.ours, day.ours);
    addTo(total.explained, day.explained);
  }
  return total;
}

const COUNTS = ["theirs", "difference", "zone", "late", "unexplained"] as const;

function addTo(
  sums: Record<string, number>,
  more: Readonly<Record<string, number>>,
): void {
  for (const [name, count] of Object.entries(more)) {
    sums[name] = (sums[name] ?? 0) + count;
  }
}

function endOf(day: string, timezone: string): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return dayStart(year, month, date + 1, timezone);
}

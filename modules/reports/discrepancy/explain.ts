import { effectOf, fitCounting, shownBy, sumOf } from "./fit.ts";
import type { Fit } from "./fit.ts";
import { CLICKS, CONVERSIONS } from "./model.ts";
import type {
  DayDifference,
  Explanation,
  OurMoments,
  Subject,
  TimeAxis,
  ZoneDays,
} from "./model.ts";
import { moveOverMidnight } from "./move_over_midnight.ts";
import { PartSums } from "./part_sums.ts";
import type { PartCounts } from "./part_sums.ts";

/** Another zone or time must leave at most this part of what the plain reading leaves. */
const LEFT_SHARE_MAX = 0.5;
/** A single day's difference says nothing of a zone. */
const ZONE_DAYS_MIN = 2;
/** Other zones that are named, if several fit. */
const OTHERS_MAX = 10;

/** Days, and the zones that they may be of: first the one that was asked for. */
export type Zones = readonly [ZoneDays, ...ZoneDays[]];

/** A way to read the figures: the days of a zone, at a time. */
interface Reading extends Fit {
  zone: ZoneDays;
  axis: TimeAxis;
  /** Ours, by day. */
  counts: readonly PartCounts[];
  /** Over midnight, by day. */
  moved: readonly number[];
  /** Sum of what is left, without regard to its sign. */
  left: number;
  days_left: number;
}

/** Explains the difference of clicks. */
export function explainClicks(
  theirs: readonly number[],
  moments: OurMoments["clicks"],
  zones: Zones,
): Explanation {
  const sums = new PartSums(moments, CLICKS);
  const read = (zone: ZoneDays) =>
    readAs(theirs, CLICKS, { sums, zone, axis: "click" });
  const [asked, ...others] = zones;
  const plain = read(asked);
  const better =
    plain.days_left < ZONE_DAYS_MIN ? [] : betterThan(plain, others.map(read));
  const [found = plain] = better;
  const is_other = found !== plain;
  const same = better.filter(({ left, cost }) => {
    return left === found.left && cost === found.cost;
  });
  const names = same.map(({ zone }) => zone.timezone);
  return {
    counting: found.counting,
    zone: is_other
      ? {
          timezone: found.zone.timezone,
          or_timezones: names.slice(1, OTHERS_MAX + 1),
        }
      : null,
    axis: "click",
    days: differencesOf(theirs, CLICKS, {
      plain: plain.counts,
      zoned: found.counts,
      found,
    }),
  };
}

/** Explains the difference of conversions, on the days of a zone. */
export function explainConversions(
  theirs: readonly number[],
  moments: OurMoments["conversions"],
  { asked, zone }: { asked: ZoneDays; zone: ZoneDays },
): Explanation {
  const read = (axis: TimeAxis) => {
    const sums = new PartSums(moments[axis], CONVERSIONS);
    return { sums, ...readAs(theirs, CONVERSIONS, { sums, zone, axis }) };
  };
  const plain = read("conversion");
  const others = [read("click"), read("approval")];
  const [found = plain] = betterThan(plain, others);
  return {
    counting: found.counting,
    zone: zone === asked ? null : { timezone: zone.timezone, or_timezones: [] },
    axis: found.axis,
    days: differencesOf(theirs, CONVERSIONS, {
      plain: countDays(plain.sums, asked),
      zoned: plain.counts,
      found,
    }),
  };
}

function readAs(
  theirs: readonly number[],
  subject: Subject,
  way: { sums: PartSums; zone: ZoneDays; axis: TimeAxis },
): Reading {
  const { sums, zone, axis } = way;
  const counts = countDays(sums, zone);
  const fit = fitCounting(theirs, counts, subject);
  const left = fit.expected.map((count, at) => theirs[at]! - count);
  const { differs_in } = fit.counting;
  // Conversions have another time to be late by.
  const moved =
    subject === CLICKS
      ? moveOverMidnight(left, way, { subject, differs_in })
      : left.map(() => 0);
  const rest = left.map((count, at) => count - moved[at]!);
  return {
    ...fit,
    zone,
    axis,
    counts,
    moved,
    left: sumOf(rest),
    days_left: rest.filter((count) => count !== 0).length,
  };
}

function countDays(sums: PartSums, { days }: ZoneDays): PartCounts[] {
  return days.map(({ start, end }) => sums.between(start, end));
}

/** Readings that leave much less than the plain one, those that leave least first. */
function betterThan(plain: Reading, others: readonly Reading[]): Reading[] {
  if (plain.left === 0) return [];
  const most = plain.left * LEFT_SHARE_MAX;
  return others
    .filter(({ left, cost }) => left <= most && cost < plain.cost)
    .sort((a, b) => a.left - b.left || a.cost - b.cost);
}

/** Takes each day's difference apart; what is left over is unexplained. */
function differencesOf(
  theirs: readonly number[],
  subject: Subject,
  readings: {
    plain: readonly PartCounts[];
    zoned: readonly PartCounts[];
    found: Reading;
  },
): DayDifference[] {
  const { differs_in } = readings.found.counting;
  return theirs.map((shown, at) => {
    const ours = readings.plain[at]!;
    const here = shownBy(ours, subject, differs_in);
    const in_zone = shownBy(readings.zoned[at]!, subject, differs_in);
    const difference = shown - shownBy(ours, subject, []);
    const explained = Object.fromEntries(
      subject.optional.map((part) => [
        part,
        differs_in.includes(part)
          ? effectOf(part, subject.counted) * (ours[part] ?? 0)
          : 0,
      ]),
    );
    const expected = readings.found.expected[at]!;
    const moved = readings.found.moved[at]!;
    return {
      theirs: shown,
      ours,
      difference,
      explained,
      zone: in_zone - here,
      late: expected - in_zone + moved,
      unexplained: shown - expected - moved,
    };
  });
}

import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import { isoTime } from "../kernel/mod.ts";
import { invalid, readMoment } from "./readers.ts";
import { Count, described, nullable, oneOf, Time } from "./shapes.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_DEFAULT = 7;
const GROUPS_MAX = 500;

/** How many examples a group has at most. */
export const EXAMPLES_MAX = 5;

/** A period in milliseconds; the end isn't included. */
export interface SummaryRange {
  from_ms: number;
  to_ms: number;
}

/** A group of a summary. */
export interface SummaryGroupCount {
  key: string | number | null;
  count: number;
  last_at: number;
  example_ids: string[];
}

/**
 * Parses the period of a summary, by default the last seven days in whole hours; throws a Problem
 * if it is longer than `days_max`.
 */
export function readSummaryRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  {
    now_ms,
    days_max,
    timezone,
  }: { now_ms: number; days_max: number; timezone: string },
): SummaryRange {
  const next_hour = Math.floor(now_ms / HOUR_MS + 1) * HOUR_MS;
  const to_ms = to === undefined ? next_hour : readMoment("to", to, timezone);
  const from_ms =
    from === undefined
      ? to_ms - DAYS_DEFAULT * DAY_MS
      : readMoment("from", from, timezone);
  if (from_ms >= to_ms) throw invalid("from", "must be before `to`");
  // The current hour may be added on top.
  if (to_ms - from_ms <= days_max * DAY_MS + HOUR_MS) return { from_ms, to_ms };
  throw invalid("from", `a summary covers at most ${days_max} days`);
}

/** Presents a summary: its groups, largest first, and each outcome's count in `totals`. */
export function presentSummary(
  { names, range }: { names: readonly string[]; range: SummaryRange },
  groups: readonly SummaryGroupCount[],
  outcomes: Readonly<Record<string, number>>,
) {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    group_by: names[0] ?? "",
    from: isoTime(range.from_ms),
    to: isoTime(range.to_ms),
    total: count,
    totals: { count, ...outcomes },
    data: largestGroups(groups).map(({ key, last_at, ...group }) => ({
      ...Object.fromEntries(["key", ...names].map((name) => [name, key])),
      ...group,
      share: Math.round((group.count / count) * 10_000) / 10_000,
      last_at: isoTime(last_at),
    })),
  };
}

/** The groups that a summary shows, largest first. */
export function largestGroups<G extends SummaryGroupCount>(
  groups: readonly G[],
): G[] {
  return [...groups]
    .sort(
      (one, other) =>
        other.count - one.count ||
        String(one.key).localeCompare(String(other.key)),
    )
    .slice(0, GROUPS_MAX);
}

/** Answer of a summary: `key` of each group also under the name that was grouped by. */
export function summaryOf<const G extends readonly string[]>(
  groups: G,
  id: TSchema,
) {
  const key = nullable(Type.Union([Type.String(), Type.Integer()]));
  const names = Object.fromEntries(
    groups.map((name) => [name, Type.Optional(key)]),
  );
  return Type.Object({
    group_by: oneOf(groups),
    from: Time,
    to: Time,
    total: Count,
    totals: described(
      "`count`, and the count of each outcome.",
      Type.Record(Type.String(), Count),
    ),
    data: Type.Array(
      Type.Object({
        key,
        ...names,
        count: Count,
        example_ids: described("The latest of them.", Type.Array(id)),
        share: described("Part of the total, from 0 to 1.", Type.Number()),
        last_at: Time,
      }),
    ),
  });
}

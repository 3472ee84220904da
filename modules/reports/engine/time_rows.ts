import { Problem } from "../../kernel/mod.ts";
import type { TimeDimension } from "../model.ts";
import type { Counted } from "./counted.ts";
import { columnOfEntries } from "./coded_column.ts";
import { Groups } from "./groups.ts";
import { isOfConversions, isTime, partAt } from "./plan.ts";
import type { Period, ReportPlan } from "./plan.ts";

/** Rows of a report that shows times without entries: eleven years of hours. Others wait meanwhile. */
const ROWS_MAX = 100_000;

/**
 * Groups of each time of the period with the other codes of each given group, numbered if they
 * are new.
 */
export function fillTimes(
  plan: ReportPlan,
  counted: Counted,
  groups: Uint32Array,
): Uint32Array {
  const times = timeTuples(plan);
  const others = otherTuples(plan, counted, groups);
  if (times.length * others.length > ROWS_MAX) throw tooManyRows();
  const size = times.length * others.length;
  const columns = plan.group_by.map(() => new Int32Array(size));
  let at = 0;
  for (const other of others) {
    for (const time of times) {
      for (const [place, code] of other.entries()) columns[place]![at] = code;
      for (const [place, code] of time) columns[place]![at] = code;
      at++;
    }
  }
  return numberRows(plan, counted, columns);
}

/** Groups of rows by their codes of each place in `group_by`, numbered if they are new. */
function numberRows(
  plan: ReportPlan,
  { bases, groups }: Counted,
  columns: readonly Int32Array[],
): Uint32Array {
  const isOwn = (_: unknown, place: number) =>
    isOfConversions(plan.group_by[place]!);
  const own = columns.filter(isOwn);
  const others = columns.filter((column, place) => !isOwn(column, place));
  const of_bases = numbered(bases, others);
  if (groups === bases) return Uint32Array.from(of_bases);
  return Uint32Array.from(numbered(groups, [of_bases, ...own]));
}

function numbered(groups: Groups, columns: readonly Int32Array[]): Int32Array {
  const numbers = new Int32Array(columns[0]?.length ?? 0);
  const sizes = columns.map((codes) =>
    codes.reduce((most, code) => Math.max(most, code + 1), 1),
  );
  groups.numberAll(columns.map(columnOfEntries), sizes, numbers);
  return numbers;
}

/** The code of a group by place in `group_by`. */
export function codeReader(
  plan: ReportPlan,
  counted: Counted,
): (group: number, place: number) => number {
  const { bases, groups } = counted;
  if (groups === bases) return (group, place) => groups.code(group, place);
  let base_size = 0;
  let own_size = 1;
  const readers = plan.group_by.map((dimension) => {
    if (isOfConversions(dimension)) {
      const position = own_size++;
      return (group: number) => groups.code(group, position);
    }
    const position = base_size++;
    return (group: number) => bases.code(counted.baseOf(group), position);
  });
  return (group, place) => readers[place]!(group);
}

/** Codes of all times of the report's period, each with its place. */
function timeTuples({ group_by, periods }: ReportPlan): [number, number][][] {
  const [period] = periods;
  const places = [...group_by.entries()].flatMap(([place, dimension]) =>
    isTime(dimension) ? [{ place, dimension }] : [],
  );
  const tuples = new Map<string, [number, number][]>();
  for (const start_ms of allStarts(period, places)) {
    const tuple = places.map(({ place, dimension }): [number, number] => {
      const { starts_ms, codes } = period.times.get(dimension)!;
      return [place, codes[partAt(starts_ms, start_ms)] ?? 0];
    });
    tuples.set(tuple.join(), tuple);
  }
  return [...tuples.values()];
}

function allStarts(
  { times }: Period,
  places: readonly { dimension: TimeDimension }[],
): Set<number> {
  return new Set(
    places.flatMap(({ dimension }) => times.get(dimension)?.starts_ms ?? []),
  );
}

/** Codes of groups without those of times, each once. */
function otherTuples(
  plan: ReportPlan,
  counted: Counted,
  groups: Uint32Array,
): number[][] {
  const codeOf = codeReader(plan, counted);
  const is_time = plan.group_by.map(isTime);
  if (is_time.every(Boolean)) return [is_time.map(() => 0)];
  const known = new Groups(plan.group_by.length);
  for (const group of groups) {
    known.number(
      is_time.map((time, place) => (time ? 0 : codeOf(group, place))),
    );
  }
  return Array.from({ length: known.size }, (_, number) =>
    is_time.map((_time, place) => known.code(number, place)),
  );
}

function tooManyRows(): Problem {
  const message = `a report with empty rows has at most ${ROWS_MAX}: narrow it, or leave out empty`;
  return new Problem(422, "invalid_request", `Invalid empty: ${message}`, {
    errors: [{ field: "empty", message }],
  });
}

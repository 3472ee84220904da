import type { Counting, Subject } from "./model.ts";
import type { PartCounts } from "./part_sums.ts";

/** Other ways to count that are named, if several fit. */
const OTHERS_MAX = 5;
/** Days on which a way to count must be exact to be taken whatever it consists of. */
const EXACT_DAYS_MIN = 2;

/** How a tool counts. */
export interface Fit {
  counting: Counting;
  /** By day, if it counts so. */
  expected: readonly number[];
  /** How badly it fits. */
  cost: number;
}

/** How many a tool shows that counts some parts otherwise than we do. */
export function shownBy(
  counts: PartCounts,
  { counted }: Subject,
  differs_in: readonly string[],
): number {
  let sum = 0;
  for (const part of counted) sum += counts[part] ?? 0;
  for (const part of differs_in) {
    sum += effectOf(part, counted) * (counts[part] ?? 0);
  }
  return sum;
}

/** 1 if a tool shows more for counting a part otherwise than we do, -1 if less. */
export function effectOf(part: string, counted: readonly string[]): 1 | -1 {
  return counted.includes(part) ? -1 : 1;
}

/**
 * Finds the way to count that leaves least, the same on all days. So that chance explains nothing, a
 * part must take away more than half of what it is, or leave nothing on several days that differ;
 * and at most half of the difference may be left, or half of the days that differ.
 */
export function fitCounting(
  theirs: readonly number[],
  counts: readonly PartCounts[],
  subject: Subject,
): Fit {
  const fits = waysToCount(theirs, counts, subject);
  const [plain] = fits;
  const differing = plain.rest.filter((count) => count !== 0).length;
  const exact = fits.filter((fit) => fit.left === 0);
  const is_sure = differing >= EXACT_DAYS_MIN && exact.length > 0;
  const able = is_sure
    ? exact
    : fits.filter((fit) => fit === plain || explainsHalf(fit, plain));
  const cost = Math.min(...able.map((fit) => fit.cost));
  const [best = plain, ...others] = able
    .filter((fit) => fit.cost === cost)
    .sort((a, b) => a.differs_in.length - b.differs_in.length);
  const { differs_in, rest } = best;
  const or_in = others.slice(0, OTHERS_MAX).map((fit) => fit.differs_in);
  const expected = theirs.map((shown, at) => shown - rest[at]!);
  return { counting: { differs_in, or_in }, expected, cost };
}

function explainsHalf(way: Way, plain: Way): boolean {
  if (2 * way.left <= plain.left) return true;
  const differing = plain.rest.flatMap((count, at) =>
    count === 0 ? [] : [way.rest[at]!],
  );
  const exact = differing.filter((count) => count === 0);
  return 2 * exact.length >= differing.length;
}

interface Way {
  differs_in: readonly string[];
  /** Of each day, after what it explains. */
  rest: readonly number[];
  left: number;
  /** `left` twice, and the size of the parts. */
  cost: number;
}

/** All ways to count, that of ours first. */
function waysToCount(
  theirs: readonly number[],
  counts: readonly PartCounts[],
  subject: Subject,
): [Way, ...Way[]] {
  const rest = theirs.map(
    (shown, at) => shown - shownBy(counts[at]!, subject, []),
  );
  const left = sumOf(rest);
  const ways: [Way, ...Way[]] = [
    { differs_in: [], rest, left, cost: 2 * left },
  ];
  for (const part of subject.optional) {
    const effect = effectOf(part, subject.counted);
    const each = counts.map((day) => effect * (day[part] ?? 0));
    const size = Math.abs(each.reduce((sum, count) => sum + count, 0));
    if (size === 0) continue;
    for (const way of [...ways]) ways.push(withPart(way, part, each, size));
  }
  return ways;
}

function withPart(
  way: Way,
  part: string,
  each: readonly number[],
  size: number,
): Way {
  const rest = way.rest.map((count, at) => count - each[at]!);
  const left = sumOf(rest);
  const of_parts = way.cost - 2 * way.left + size;
  return {
    differs_in: [...way.differs_in, part],
    rest,
    left,
    cost: 2 * left + of_parts,
  };
}

/** Sums up without regard to signs. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + Math.abs(number), 0);
}

/** Number of samples that support a candidate value. */
export interface Votes<T> {
  value: T;
  count: number;
}

/** Votes for one property of a statement. */
export interface Evidence<T> {
  /** Number of pairs or rows sampled. */
  sample: number;
  votes: readonly Votes<T>[];
}

/** A chosen value, and whether the evidence is clear enough to need no confirmation. */
export interface Choice<T> {
  value: T;
  is_clear: boolean;
}

/** With fewer pairs a majority may be chance. */
const PAIRS_MIN = 8;
/** With this few pairs, all must agree with each other and with the expected value. */
const PAIRS_FEW = 2;

/**
 * Chooses the value that most pairs support; `preference` (lower first) breaks
 * ties. It is clear if it has 60 % of the sample and twice the votes of the next.
 */
export function chooseByPairs<T>(
  { sample, votes }: Evidence<T>,
  expected: T,
  preference: (value: T) => number,
): Choice<T> {
  const [best, second] = ranked(votes, preference);
  if (best === undefined) return { value: expected, is_clear: false };
  const is_majority =
    sample >= PAIRS_MIN &&
    best.count * 10 >= sample * 6 &&
    best.count >= 2 * (second?.count ?? 0);
  const is_expected =
    sample >= PAIRS_FEW && best.count === sample && best.value === expected;
  return { value: best.value, is_clear: is_majority || is_expected };
}

/**
 * Chooses an offset for a statement with dates only. Neighboring offsets differ
 * only in events around midnight, so a small lead is enough if nearly all agree.
 */
export function chooseByDays(
  { sample, votes }: Evidence<number>,
  expected: number,
): Choice<number> {
  const [best, second] = ranked(votes, (value) => Math.abs(value - expected));
  if (best === undefined) return { value: expected, is_clear: false };
  const lead = best.count - (second?.count ?? 0);
  const is_clear =
    sample >= PAIRS_MIN &&
    best.count * 10 >= sample * 9 &&
    (lead >= 5 || best.value === expected);
  return { value: best.value, is_clear };
}

/**
 * Chooses an offset by how many sampled rows find a conversion of the same amount
 * at that time. Some hits are chance.
 */
export function chooseByAmounts(
  { sample, votes }: Evidence<number>,
  expected: number,
): Choice<number> {
  const [best, second] = ranked(votes, (value) => Math.abs(value - expected));
  if (best === undefined) return { value: expected, is_clear: false };
  const is_clear =
    best.count >= PAIRS_MIN &&
    best.count * 10 >= sample * 3 &&
    best.count >= 2 * (second?.count ?? 0);
  return { value: best.value, is_clear };
}

function ranked<T>(
  votes: readonly Votes<T>[],
  preference: (value: T) => number,
): Votes<T>[] {
  return votes.toSorted(
    (a, b) =>
      b.count - a.count ||
      preference(a.value) - preference(b.value) ||
      (String(a.value) < String(b.value) ? -1 : 1),
  );
}

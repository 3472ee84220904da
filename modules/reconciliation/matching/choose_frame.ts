/** How many of a sample speak for a candidate. */
export interface Votes<T> {
  value: T;
  count: number;
}

/** What the data says of one thing. */
export interface Evidence<T> {
  /** Of so many pairs, or rows of a sample. */
  sample: number;
  votes: readonly Votes<T>[];
}

/** A choice, and whether what speaks for it is enough to go on without being asked. */
export interface Choice<T> {
  value: T;
  is_clear: boolean;
}

/** With fewer pairs than these a majority may be chance. */
const PAIRS_MIN = 8;
/** With as few as these they have to agree wholly, and with what was expected. */
const PAIRS_FEW = 2;

/**
 * Chooses what most pairs say; where several are said as often, the first by
 * `preference`. It is clear where most say it, twice as many as say anything else.
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
 * Chooses an offset where only days are known: offsets next to each other differ
 * only in events around midnight, so that a few more are enough, where nearly all agree.
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

/** Chooses an offset by how many rows of a sample find some conversion of their amount at that time, which chance does too. */
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

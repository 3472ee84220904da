import type { SecondCounts } from "./counted.ts";

/** Buckets that a median of many is first looked for in. */
const BUCKETS = 2 ** 16;
/** As many as this are sorted at once. */
const FEW = 1000;

/** A time in seconds, and how often it occurs. */
interface Occurrence {
  seconds: number;
  count: number;
}

/** Finds medians of groups. Counts below zero take others back. */
export class Medians {
  readonly #of: SecondCounts;
  /** Places by group: those of group g are `#places` from `#starts[g]` to `#starts[g + 1]`. */
  readonly #starts: Int32Array;
  readonly #places: Int32Array;

  constructor(of: SecondCounts, groups: number) {
    this.#of = of;
    this.#starts = new Int32Array(of.size === 0 ? 0 : groups + 1);
    this.#places = new Int32Array(of.size);
    if (of.size > 0) this.#sort();
  }

  /** The median of all times of some groups; null if they have none. */
  of(groups: ArrayLike<number>): number | null {
    if (this.#of.size === 0) return null;
    const places: number[] = [];
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      if (group + 1 >= this.#starts.length) continue;
      const end = this.#starts[group + 1]!;
      for (let from = this.#starts[group]!; from < end; from++) {
        places.push(this.#places[from]!);
      }
    }
    if (places.length <= FEW) return middleOf(this.#occurrences(places));
    return this.#middleOfMany(places);
  }

  #occurrences(places: readonly number[]): Occurrence[] {
    const { seconds, counts } = this.#of;
    return places.map((at) => ({ seconds: seconds[at]!, count: counts[at]! }));
  }

  /** Counts by buckets, and sorts only those with the middle. */
  #middleOfMany(places: readonly number[]): number | null {
    const { seconds, counts } = this.#of;
    let least = Infinity;
    let most = -Infinity;
    let total = 0;
    for (const at of places) {
      least = Math.min(least, seconds[at]!);
      most = Math.max(most, seconds[at]!);
      total += counts[at]!;
    }
    if (total <= 0) return null;
    const width = Math.ceil((most - least + 1) / BUCKETS);
    const buckets = new Float64Array(BUCKETS);
    const bucketOf = (at: number) => Math.floor((seconds[at]! - least) / width);
    for (const at of places) buckets[bucketOf(at)]! += counts[at]!;
    const lower = bucketWith(buckets, Math.floor((total - 1) / 2));
    const upper = bucketWith(buckets, Math.floor(total / 2));
    const middle = places.filter((at) => {
      const bucket = bucketOf(at);
      return bucket >= lower.bucket && bucket <= upper.bucket;
    });
    return middleOf(this.#occurrences(middle), total, lower.before);
  }

  #sort(): void {
    const { size, groups } = this.#of;
    const starts = this.#starts;
    for (let at = 0; at < size; at++) starts[groups[at]! + 1]!++;
    for (let group = 1; group < starts.length; group++) {
      starts[group]! += starts[group - 1]!;
    }
    const next = starts.slice();
    for (let at = 0; at < size; at++) {
      this.#places[next[groups[at]!]!++] = at;
    }
  }
}

/** The bucket of the n-th from 0, and how many are in those before it. */
function bucketWith(buckets: Float64Array, nth: number) {
  let before = 0;
  let bucket = 0;
  while (before + buckets[bucket]! <= nth) before += buckets[bucket++]!;
  return { bucket, before };
}

/** The median of `total`, of which `before` are less than all of these. */
function middleOf(
  occurrences: readonly Occurrence[],
  total?: number,
  before = 0,
): number | null {
  const counts = new Map<number, number>();
  let all = 0;
  for (const { seconds, count } of occurrences) {
    counts.set(seconds, (counts.get(seconds) ?? 0) + count);
    all += count;
  }
  const size = total ?? all;
  if (size <= 0) return null;
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const nth = (place: number) => {
    let reached = before;
    for (const [seconds, count] of sorted) {
      reached += count;
      if (reached > place) return seconds;
    }
    return sorted.at(-1)?.[0] ?? 0;
  };
  return (nth(Math.floor((size - 1) / 2)) + nth(Math.floor(size / 2))) / 2;
}

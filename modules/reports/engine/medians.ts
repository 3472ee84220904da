import type { SecondCounts } from "./counted.ts";

/** Buckets that a median of many is first looked for in. */
const BUCKETS = 2 ** 16;

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

  /** The median of a group's times; null if it has none. */
  of(group: number): number | null {
    if (group + 1 >= this.#starts.length) return null;
    const start = this.#starts[group]!;
    const end = this.#starts[group + 1]!;
    return start === end
      ? null
      : this.#middle(this.#places.subarray(start, end));
  }

  /** The median of all times but some groups'. */
  without(groups: readonly number[]): number | null {
    if (this.#of.size === 0) return null;
    if (groups.length === 0) return this.#middle(this.#places);
    const left_out = new Set(groups);
    const places = this.#places.filter(
      (at) => !left_out.has(this.#of.groups[at]!),
    );
    return this.#middle(places);
  }

  /** Counts by buckets, and sorts only those with the middle. */
  #middle(places: Int32Array): number | null {
    if (places.length < BUCKETS / 16) return this.#middleOf(places, 0, null);
    const { seconds, counts } = this.#of;
    let least = seconds[places[0]!]!;
    let most = least;
    let total = 0;
    // Iterators of typed arrays are ten times slower than places.
    for (let place = 0; place < places.length; place++) {
      const at = places[place]!;
      const of_place = seconds[at]!;
      if (of_place < least) least = of_place;
      if (of_place > most) most = of_place;
      total += counts[at]!;
    }
    if (total <= 0) return null;
    const width = Math.ceil((most - least + 1) / BUCKETS);
    const buckets = new Float64Array(BUCKETS);
    const bucketOf = (at: number) => ((seconds[at]! - least) / width) | 0;
    for (let place = 0; place < places.length; place++) {
      const at = places[place]!;
      buckets[bucketOf(at)]! += counts[at]!;
    }
    const lower = bucketWith(buckets, Math.floor((total - 1) / 2));
    const upper = bucketWith(buckets, Math.floor(total / 2));
    const middle = places.filter(
      (at) => bucketOf(at) === lower.bucket || bucketOf(at) === upper.bucket,
    );
    return this.#middleOf(middle, lower.before, total);
  }

  /** The median of `total`, of which `before` are less than all of these. */
  #middleOf(
    places: Int32Array,
    before: number,
    total: number | null,
  ): number | null {
    const { seconds, counts } = this.#of;
    const by_seconds = new Map<number, number>();
    let all = before;
    for (const at of places) {
      const known = by_seconds.get(seconds[at]!) ?? 0;
      by_seconds.set(seconds[at]!, known + counts[at]!);
      all += counts[at]!;
    }
    const size = total ?? all;
    if (size <= 0) return null;
    const sorted = [...by_seconds].sort(([a], [b]) => a - b);
    const nth = (place: number) => {
      let reached = before;
      for (const [of_place, count] of sorted) {
        reached += count;
        if (reached > place) return of_place;
      }
      return 0;
    };
    return (nth(Math.floor((size - 1) / 2)) + nth(Math.floor(size / 2))) / 2;
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

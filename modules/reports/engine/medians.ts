import type { SecondChunk, SecondCounts } from "./counted.ts";

/** Buckets that a median of many is first looked for in. */
const BUCKETS = 2 ** 16;
/** Times from which on it is. */
const MANY = BUCKETS / 16;

/** Times and how many of each, in any order; counts below zero take others back. */
interface Times {
  seconds: Uint32Array;
  counts: Int32Array;
}

/** Finds medians of groups. */
export class Medians {
  /** By group: those of group g are from `#starts[g]` to `#starts[g + 1]`. */
  readonly #starts: Int32Array;
  readonly #times: Times;

  constructor(of: SecondCounts, groups: number) {
    this.#starts = startsOf(of, groups);
    this.#times = timesByGroup(of, this.#starts);
  }

  /** The median of a group's times; null if it has none. */
  of(group: number): number | null {
    if (group + 1 >= this.#starts.length) return null;
    const start = this.#starts[group]!;
    const end = this.#starts[group + 1]!;
    return start === end ? null : median(this.#between(start, end));
  }

  /** The median of all times but some groups'. */
  without(groups: readonly number[]): number | null {
    const { seconds, counts } = this.#times;
    if (groups.length === 0) return median(this.#times);
    const kept: Times = {
      seconds: new Uint32Array(seconds.length),
      counts: new Int32Array(counts.length),
    };
    let size = 0;
    let from = 0;
    const keep = (end: number): void => {
      const some = this.#between(from, end);
      kept.seconds.set(some.seconds, size);
      kept.counts.set(some.counts, size);
      size += end - from;
    };
    for (const group of Uint32Array.from(groups).sort()) {
      if (group + 1 >= this.#starts.length) continue;
      keep(this.#starts[group]!);
      from = this.#starts[group + 1]!;
    }
    keep(seconds.length);
    return median(part(kept, 0, size));
  }

  #between(start: number, end: number): Times {
    return part(this.#times, start, end);
  }
}

function part({ seconds, counts }: Times, start: number, end: number): Times {
  return {
    seconds: seconds.subarray(start, end),
    counts: counts.subarray(start, end),
  };
}

function startsOf({ chunks }: SecondCounts, of: number): Int32Array {
  const starts = new Int32Array(chunks.length === 0 ? 0 : of + 1);
  for (const { size, groups } of chunks) {
    for (let at = 0; at < size; at++) starts[groups[at]! + 1]!++;
  }
  for (let group = 1; group < starts.length; group++) {
    starts[group]! += starts[group - 1]!;
  }
  return starts;
}

/** Shorter runs of a group are moved one by one. */
const RUN_MIN = 32;

function timesByGroup(of: SecondCounts, starts: Int32Array): Times {
  const next = starts.slice();
  const { size } = of;
  const times: Times = {
    seconds: new Uint32Array(size),
    counts: new Int32Array(size),
  };
  for (const chunk of of.chunks) moveChunk(chunk, next, times);
  return times;
}

function moveChunk(
  { size, groups, seconds, counts }: SecondChunk,
  next: Int32Array,
  times: Times,
): void {
  for (let from = 0, end = 0; from < size; from = end) {
    const group = groups[from]!;
    for (end = from + 1; end < size && groups[end] === group;) end++;
    const place = next[group]!;
    next[group] = place + end - from;
    if (end - from >= RUN_MIN) {
      times.seconds.set(seconds.subarray(from, end), place);
      times.counts.set(counts.subarray(from, end), place);
      continue;
    }
    for (let at = from, to = place; at < end; at++, to++) {
      times.seconds[to] = seconds[at]!;
      times.counts[to] = counts[at]!;
    }
  }
}

/** Of many, counts by buckets first, and sorts only those with the middle. */
function median(times: Times): number | null {
  const { seconds, counts } = times;
  if (seconds.length < MANY) return middleOf(times, 0, null);
  let least = seconds[0]!;
  let most = least;
  let total = 0;
  // Iterators of typed arrays are ten times slower than places.
  for (let at = 0; at < seconds.length; at++) {
    const of_place = seconds[at]!;
    if (of_place < least) least = of_place;
    if (of_place > most) most = of_place;
    total += counts[at]!;
  }
  if (total <= 0) return null;
  const buckets = new Int32Array(BUCKETS);
  // Shifted, which is faster than divided.
  let shift = 0;
  while ((most - least) / 2 ** shift >= BUCKETS) shift++;
  for (let at = 0; at < seconds.length; at++) {
    buckets[(seconds[at]! - least) >>> shift]! += counts[at]!;
  }
  const lower = bucketWith(buckets, Math.floor((total - 1) / 2));
  const upper = bucketWith(buckets, Math.floor(total / 2));
  if (shift === 0) return least + (lower.bucket + upper.bucket) / 2;
  const kept: Times = {
    seconds: new Uint32Array(seconds.length),
    counts: new Int32Array(seconds.length),
  };
  let size = 0;
  for (let at = 0; at < seconds.length; at++) {
    const bucket = (seconds[at]! - least) >>> shift;
    if (bucket !== lower.bucket && bucket !== upper.bucket) continue;
    kept.seconds[size] = seconds[at]!;
    kept.counts[size++] = counts[at]!;
  }
  return middleOf(part(kept, 0, size), lower.before, total);
}

/** The median of `total`, of which `before` are less than all of these. */
function middleOf(
  { seconds, counts }: Times,
  before: number,
  total: number | null,
): number | null {
  const by_seconds = new Map<number, number>();
  let all = before;
  for (let at = 0; at < seconds.length; at++) {
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

/** The bucket of the n-th from 0, and how many are in those before it. */
function bucketWith(buckets: Int32Array, nth: number) {
  let before = 0;
  let bucket = 0;
  while (before + buckets[bucket]! <= nth) before += buckets[bucket++]!;
  return { bucket, before };
}

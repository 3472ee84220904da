/** How the values of several processes become one: added, the greatest, the least, or any one of them. */
export type Merge = "sum" | "max" | "min" | "once";

/** One value of a metric, or the counts of a histogram by bucket, the last without a bound. */
export type Series = { labels: Readonly<Record<string, string>> } & (
  { value: number } | { counts: readonly number[]; sum: number }
);

/** Bounds in seconds, from a redirect in memory to a partner's timeout. */
export const LATENCY_BOUNDS_S: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
  10, 30,
];

/** Counts values by bucket. To observe one costs a few comparisons and additions. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[] = LATENCY_BOUNDS_S) {
    this.#bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += value;
  }

  series(): Series[] {
    return [{ labels: {}, counts: [...this.#counts], sum: this.#sum }];
  }
}

/** Collects what would be one series too many. */
const OTHER = "other";

/** Counts by labels. Beyond its most series, further ones are counted as `other`. */
export class Counter<Label extends string> {
  readonly #names: readonly Label[];
  readonly #series_max: number;
  readonly #cells = new Map<string, { values: string[]; count: number }>();

  /** `from_zero` are series that are there from the start, so that their first count is a change. */
  constructor(
    names: readonly Label[],
    series_max: number,
    from_zero: readonly string[][] = [],
  ) {
    this.#names = names;
    this.#series_max = series_max;
    for (const values of from_zero) {
      this.#cells.set(values.join("\0"), { values, count: 0 });
    }
  }

  /** Adds one to a series; the values are in the order of the names. */
  add(...values: string[]): void {
    // A text alone is its own key: joining would make a string for each redirect.
    const key = values.length === 1 ? (values[0] ?? "") : values.join("\0");
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#open(key, values);
    else cell.count += 1;
  }

  #open(key: string, values: string[]): void {
    if (this.#cells.size < this.#series_max) {
      this.#cells.set(key, { values, count: 1 });
      return;
    }
    const others = this.#names.map(() => OTHER);
    const other_key = others.join("\0");
    const cell = this.#cells.get(other_key);
    if (cell !== undefined) cell.count += 1;
    else this.#cells.set(other_key, { values: others, count: 1 });
  }

  series(): Series[] {
    return [...this.#cells.values()].map(({ values, count }) => ({
      labels: Object.fromEntries(
        this.#names.map((name, at) => [name, values[at] ?? ""]),
      ),
      value: count,
    }));
  }
}

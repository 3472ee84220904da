import { isoTime } from "../../kernel/mod.ts";
import { noCounts, presentCounts } from "./minute_counts.ts";
import type { Cell, Counts } from "./minute_counts.ts";
import type { SeenRows } from "./row_feed.ts";

const MINUTE_MS = 60_000;
/** Minutes that are shown. */
export const MINUTES = 60;

/** The minutes of the last hour, as all who see the same rows see them. */
export class Tally {
  readonly #seen: Pick<SeenRows, "isSeen">;
  readonly #advertiserOf: (campaign: number) => number | undefined;
  readonly #minutes = new Map<number, Counts>();
  readonly #told = new Map<number, string>();
  /** Whether a campaign's and affiliate's cells are seen. */
  readonly #known = new Map<string, boolean>();

  constructor(
    seen: Pick<SeenRows, "isSeen">,
    advertiserOf: (campaign: number) => number | undefined,
  ) {
    this.#seen = seen;
    this.#advertiserOf = advertiserOf;
  }

  /** Adds cells, or takes them back. */
  add(cells: readonly Cell[], sign: 1 | -1): void {
    for (const cell of cells) {
      if (!this.#isSeen(cell)) continue;
      const { minute, counts } = cell;
      const sums = this.#minutes.get(minute) ?? noCounts();
      this.#minutes.set(minute, sums);
      for (let at = 0; at < sums.length; at++) sums[at]! += sign * counts[at]!;
    }
  }

  /** Forgets the minutes before one. */
  forget(from: number): void {
    for (const minutes of [this.#minutes, this.#told]) {
      for (const minute of minutes.keys()) {
        if (minute < from) minutes.delete(minute);
      }
    }
  }

  /** The minutes of an hour that changed since they were told. */
  changes(from: number): object[] {
    return this.#all(from).flatMap(({ minute, row }) => {
      const text = JSON.stringify(row);
      if (this.#told.get(minute) === text) return [];
      this.#told.set(minute, text);
      return [row];
    });
  }

  /** All minutes of an hour. */
  hour(from: number): object[] {
    return this.#all(from).map(({ row }) => row);
  }

  #all(from: number) {
    return Array.from({ length: MINUTES }, (_, at) => {
      const minute = from + at;
      const counts = this.#minutes.get(minute) ?? noCounts();
      const start = isoTime(minute * MINUTE_MS);
      return { minute, row: { minute: start, ...presentCounts(counts) } };
    });
  }

  #isSeen({ affiliate, campaign }: Cell): boolean {
    const key = `${affiliate} ${campaign}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const advertiser = this.#advertiserOf(campaign) ?? null;
    const is_seen = this.#seen.isSeen({ affiliate, advertiser });
    this.#known.set(key, is_seen);
    return is_seen;
  }
}

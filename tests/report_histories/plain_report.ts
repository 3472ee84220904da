import type { Memory } from "./memory.ts";
import { labelsOf, momentsOf, timeLabel } from "./plain_calendar.ts";
import type { TimeDimension } from "./plain_calendar.ts";
import { plainFigures } from "./plain_figures.ts";
import type { PlainFigures } from "./plain_figures.ts";
import { sortValue } from "./plain_row.ts";
import type { Axis, Thing } from "./plain_things.ts";

/** A dimension by its name in the API. */
export type Dimension = string;

export interface Period {
  from_ms: number;
  to_ms: number;
}

/** A report to be counted again. */
export interface PlainAsked extends Period {
  group_by: readonly Dimension[];
  axis: Axis;
  timezone: string;
  filters: ReadonlyMap<Dimension, readonly (string | null)[]>;
  sort: string | null;
  is_filled: boolean;
  /** The period that it is compared with. */
  compared: Period | null;
}

export interface PlainRow {
  keys: (string | null)[];
  figures: PlainFigures;
  before: PlainFigures | null;
  things: readonly Thing[];
}

const TIMES: readonly string[] = [
  "hour",
  "day",
  "week",
  "month",
  "hour_of_day",
  "weekday",
];
const IDS: readonly string[] = ["advertiser", "campaign", "affiliate", "link"];

export function isTime(dimension: Dimension): dimension is TimeDimension {
  return TIMES.includes(dimension);
}

/** Only conversions have it. */
function isOwn(dimension: Dimension): boolean {
  return dimension === "goal" || dimension === "status";
}

/** Counts a report from the things themselves. */
export class PlainReport {
  readonly currency: string;
  readonly kept: readonly Thing[];
  readonly kept_before: readonly Thing[];
  readonly rows: readonly PlainRow[];
  readonly #asked: PlainAsked;
  readonly #memory: Memory;

  constructor(
    things: readonly Thing[],
    asked: PlainAsked,
    { memory, currency }: { memory: Memory; currency: string | null },
  ) {
    this.#asked = asked;
    this.#memory = memory;
    this.kept = this.#kept(things, asked);
    this.kept_before =
      asked.compared === null ? [] : this.#kept(things, asked.compared);
    const of_conversions = this.kept.filter(({ is_click }) => !is_click);
    const [only, ...others] = new Set(
      of_conversions.map((thing) => thing.currency),
    );
    this.currency =
      currency ?? (others.length === 0 ? only : undefined) ?? "USD";
    this.rows = this.#rows().sort((a, b) => this.#compare(a, b));
  }

  /** Figures of things, of which clicks that several rows repeat count once. */
  figures(things: readonly Thing[]): PlainFigures {
    const { currency } = this;
    return plainFigures([...new Set(things)], {
      currency,
      memory: this.#memory,
    });
  }

  #kept(things: readonly Thing[], period: Period): Thing[] {
    const { from_ms, to_ms } = period;
    const { axis, filters } = this.#asked;
    const wanted = [...filters].map(
      ([dimension, values]) =>
        [dimension, this.#valuesIn(period, dimension, values)] as const,
    );
    return things.filter((thing) => {
      const at_ms = thing.at_ms[axis];
      if (at_ms === null || at_ms < from_ms || at_ms >= to_ms) return false;
      return wanted.every(
        ([dimension, values]) =>
          (thing.is_click && isOwn(dimension)) ||
          values.includes(this.#valueOf(thing, dimension)),
      );
    });
  }

  /** A filter's values in a period: times that are at the same positions in it. */
  #valuesIn(
    period: Period,
    dimension: Dimension,
    values: readonly (string | null)[],
  ): readonly (string | null)[] {
    if (!isTime(dimension)) return values;
    const { timezone } = this.#asked;
    const now = labelsOf(dimension, this.#asked, timezone);
    const then = labelsOf(dimension, period, timezone);
    return then.filter((_, at) => values.includes(now[at] ?? ""));
  }

  #valueOf(thing: Thing, dimension: Dimension): string | null {
    const { axis, timezone } = this.#asked;
    if (isTime(dimension))
      return timeLabel(dimension, thing.at_ms[axis] ?? 0, timezone);
    return thing.values[dimension] ?? null;
  }

  #rows(): PlainRow[] {
    const keys = new Map<string, (string | null)[]>();
    const add = (key: (string | null)[]) => keys.set(JSON.stringify(key), key);
    const conversions = this.kept.filter(({ is_click }) => !is_click);
    for (const thing of conversions) add(this.#keysOf(thing));
    const bases = new Set([...keys.values()].map((key) => this.#baseOf(key)));
    for (const thing of this.kept) {
      if (!thing.is_click || bases.has(this.#baseOf(this.#keysOf(thing))))
        continue;
      add(this.#keysOf(thing));
    }
    if (this.#asked.is_filled)
      for (const key of this.#filled([...keys.values()])) add(key);
    const now = this.#grouped(this.kept);
    const earlier = this.#grouped(this.kept_before);
    return [...keys.values()].map((key) => {
      const things = this.#thingsOf(key, now);
      const then = this.#keysBefore(key);
      const before = then === null ? [] : this.#thingsOf(then, earlier);
      return {
        keys: key,
        things,
        figures: this.figures(things),
        before: before.length === 0 ? null : this.figures(before),
      };
    });
  }

  #keysOf(thing: Thing): (string | null)[] {
    return this.#asked.group_by.map((dimension) =>
      thing.is_click && isOwn(dimension)
        ? null
        : this.#valueOf(thing, dimension),
    );
  }

  /** Keys without what clicks don't have. */
  #baseOf(keys: readonly (string | null)[]): string {
    const { group_by } = this.#asked;
    return JSON.stringify(keys.filter((_, at) => !isOwn(group_by[at]!)));
  }

  #grouped(things: readonly Thing[]): Map<string, Thing[]> {
    return Map.groupBy(things, (thing) => {
      const keys = this.#keysOf(thing);
      return thing.is_click
        ? `clicks ${this.#baseOf(keys)}`
        : JSON.stringify(keys);
    });
  }

  #thingsOf(
    keys: readonly (string | null)[],
    grouped: ReadonlyMap<string, Thing[]>,
  ): Thing[] {
    const clicks = grouped.get(`clicks ${this.#baseOf(keys)}`) ?? [];
    return [...clicks, ...(grouped.get(JSON.stringify(keys)) ?? [])];
  }

  /** Each time of the period with each of the other keys. */
  #filled(keys: readonly (string | null)[][]): (string | null)[][] {
    const { group_by, timezone } = this.#asked;
    const times = group_by.filter(isTime);
    if (times.length === 0) return [];
    const all_times = new Map(
      momentsOf(this.#asked).map((ms) => {
        const labels = times.map((time) => timeLabel(time, ms, timezone));
        return [labels.join(), labels];
      }),
    );
    const others = new Map(
      keys.map((key) => {
        const other = key.filter((_, at) => !isTime(group_by[at]!));
        return [JSON.stringify(other), other];
      }),
    );
    if (times.length === group_by.length) others.set("[]", []);
    return [...others.values()].flatMap((other) =>
      [...all_times.values()].map((labels) => {
        const left = [...other];
        const [...time] = labels;
        return group_by.map(
          (dimension) =>
            (isTime(dimension) ? time.shift() : left.shift()) ?? null,
        );
      }),
    );
  }

  /** The keys that a row had in the compared period: times by their position. */
  #keysBefore(keys: readonly (string | null)[]): (string | null)[] | null {
    const { group_by, compared, timezone } = this.#asked;
    if (compared === null) return null;
    const then = keys.map((key, at) => {
      const dimension = group_by[at]!;
      if (!isTime(dimension)) return key;
      const position = labelsOf(dimension, this.#asked, timezone).indexOf(
        key ?? "",
      );
      return labelsOf(dimension, compared, timezone)[position];
    });
    return then.some((key) => key === undefined)
      ? null
      : (then as (string | null)[]);
  }

  #compare(a: PlainRow, b: PlainRow): number {
    const { group_by, sort } = this.#asked;
    const places = group_by.map((_, at) => at);
    const times = places.filter((at) => isTime(group_by[at]!));
    const key = sort ?? (times.length > 0 ? null : "-clicks.gross");
    if (key === null)
      return this.#firstOf(
        [...times, ...places].map((at) => this.#compareKeys(a, b, at, 1)),
      );
    const sign = key.startsWith("-") ? -1 : 1;
    const name = key.replace(/^-/, "");
    const place = group_by.indexOf(name);
    const first =
      place >= 0
        ? this.#compareKeys(a, b, place, sign)
        : compareFigures(name, { a, b, sign });
    return this.#firstOf([
      first,
      ...places.map((at) => this.#compareKeys(a, b, at, 1)),
    ]);
  }

  #firstOf(differences: readonly number[]): number {
    return differences.find((difference) => difference !== 0) ?? 0;
  }

  /** Ids by number, times by their place, texts by their bytes; none last. */
  #compareKeys(a: PlainRow, b: PlainRow, at: number, sign: number): number {
    const dimension = this.#asked.group_by[at]!;
    const [a_key, b_key] = [a.keys[at] ?? null, b.keys[at] ?? null];
    if (a_key === b_key) return 0;
    if (a_key === null || b_key === null) return a_key === null ? 1 : -1;
    if (isTime(dimension)) {
      const labels = labelsOf(dimension, this.#asked, this.#asked.timezone);
      return sign * (labels.indexOf(a_key) - labels.indexOf(b_key));
    }
    if (IDS.includes(dimension)) return sign * (Number(a_key) - Number(b_key));
    return sign * Buffer.compare(Buffer.from(a_key), Buffer.from(b_key));
  }
}

function compareFigures(
  key: string,
  { a, b, sign }: { a: PlainRow; b: PlainRow; sign: number },
): number {
  const a_value = sortValue(key, a.figures);
  const b_value = sortValue(key, b.figures);
  if (a_value === null || b_value === null)
    return Number(a_value === null) - Number(b_value === null);
  const difference = a_value[0] * b_value[1] - b_value[0] * a_value[1];
  if (difference === 0n) return 0;
  return difference < 0n ? -sign : sign;
}

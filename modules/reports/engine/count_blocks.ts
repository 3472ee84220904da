import type { Block, Column, DimensionColumn } from "../../rollups/mod.ts";
import type { Dimension, Filter, TimeDimension } from "../model.ts";
import { readKind, verdictOf } from "./click_kinds.ts";
import { Counted } from "./counted.ts";
import type { MoneyHalves, PeriodCounts } from "./counted.ts";
import { isOfConversions, isTime } from "./plan.ts";
import type { ReportPlan, Period, TimeParts } from "./plan.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The code of an entry that isn't counted. */
const LEFT_OUT = -1;
const UNKNOWN = -2;
/** Added to seconds, so that 0 is none. */
const SECONDS_BASE = 2 ** 30;
const MEASURES = ["amount", "revenue", "payout"] as const;

type CodeOf = (value: string | null) => number;

/** A dimension of rows, with its place in `group_by`. */
interface Part {
  dimension: Dimension;
  at: number;
}

/** Counts entries of blocks by the groups of a plan. */
export class BlockCounter {
  readonly counted: Counted;
  readonly #plan: ReportPlan;
  /** Dimensions that clicks have, too, and those that only conversions have. */
  readonly #base_parts: readonly Part[];
  readonly #own_parts: readonly Part[];
  readonly #kinds = new Map<string, number>();

  constructor(plan: ReportPlan) {
    this.#plan = plan;
    const parts = plan.group_by.map((dimension, at) => ({ dimension, at }));
    this.#base_parts = parts.filter((part) => !isOfConversions(part.dimension));
    this.#own_parts = parts.filter((part) => isOfConversions(part.dimension));
    const widths = {
      bases: this.#base_parts.length,
      own: this.#own_parts.length,
    };
    this.counted = new Counted(widths, plan.periods.length);
  }

  /** Counts a block's entries in each period that they are in. */
  add(block: Block): void {
    if (block.entries === 0) return;
    this.#plan.periods.forEach((period, at) => {
      const start_ms = block.day * DAY_MS;
      if (start_ms >= period.to_ms || start_ms + DAY_MS <= period.from_ms) {
        return;
      }
      this.#addTo(this.counted.periods[at]!, period, block);
    });
  }

  #addTo(counts: PeriodCounts, period: Period, block: Block): void {
    const is_clicks = block.axis === "click";
    const reading = new BlockReading(block, period, this.#plan.advertisers);
    reading.keepPeriod();
    for (const filter of this.#plan.filters) {
      if (is_clicks && isOfConversions(filter.dimension)) continue;
      if (!reading.keep(filter)) return;
    }
    const kinds = is_clicks
      ? reading.codes("kind", (kind) => this.#kindOf(kind))
      : null;
    const { groups } = reading;
    const { bases, kinds: known_kinds } = this.counted;
    const { codes, sizes } = this.#codesOf(reading, this.#base_parts);
    bases.numberAll(codes, sizes, groups);
    if (kinds === null) {
      this.#addConversions(counts, reading);
      return;
    }
    const limits = { groups: bases.size, kinds: known_kinds.length };
    counts.clicks.add(groups, kinds, block.count, limits);
  }

  #addConversions(counts: PeriodCounts, reading: BlockReading): void {
    const { groups, block } = reading;
    const { tags, words, bases } = this.counted;
    const word = (value: string | null) => words.codeOf(value);
    const lanes = (["status", "currency", "rate_day"] as const).map((name) =>
      reading.codes(name, word),
    );
    const of_tags = Int32Array.from(groups, (group) => Math.min(group, 0));
    tags.numberAll(lanes, [words.size, words.size, words.size], of_tags);
    if (this.#own_parts.length > 0) {
      const { codes, sizes } = this.#codesOf(reading, this.#own_parts);
      const of_bases = groups.slice();
      for (let at = 0; at < groups.length; at++) {
        if (groups[at]! > 0) groups[at] = 0;
      }
      const all = [of_bases, ...codes];
      this.counted.groups.numberAll(all, [bases.size, ...sizes], groups);
    }
    const limits = { groups: this.counted.groups.size, tags: tags.size };
    const money = moneyOf(block);
    counts.conversions.add(groups, of_tags, block.count, money, limits);
    addSeconds(counts, reading);
  }

  /** Codes of some dimensions of rows, with one more than the highest of each. */
  #codesOf(reading: BlockReading, parts: readonly Part[]) {
    const codes = parts.map(({ dimension, at }) => {
      const texts = this.counted.texts[at]!;
      return reading.dimension(dimension, (value) => texts.codeOf(value));
    });
    const sizes = parts.map(({ dimension, at }) =>
      isTime(dimension)
        ? timeSize(this.#plan, dimension)
        : this.counted.texts[at]!.size,
    );
    return { codes, sizes };
  }

  #kindOf(text: string | null): number {
    const known = this.#kinds.get(text ?? "");
    if (known !== undefined) return known;
    const kind = readKind(text);
    const number = kind === null ? LEFT_OUT : this.counted.kinds.push(kind) - 1;
    this.#kinds.set(text ?? "", number);
    return number;
  }
}

/** A block's entries in a period: those that are kept, and their codes. */
class BlockReading {
  readonly block: Block;
  /** 0 for each entry that is kept, below 0 for others. */
  readonly groups: Int32Array;
  readonly #period: Period;
  readonly #advertisers: ReadonlyMap<string, string>;

  constructor(
    block: Block,
    period: Period,
    advertisers: ReadonlyMap<string, string>,
  ) {
    this.block = block;
    this.#period = period;
    this.#advertisers = advertisers;
    this.groups = new Int32Array(block.entries);
  }

  /** Keeps entries with one of a filter's values; false if none has one. */
  keep({ dimension, values }: Filter): boolean {
    if (isTime(dimension)) {
      const { labels } = this.#timesOf(dimension);
      const kept = new Set(values.map((value) => labels.indexOf(value ?? "")));
      this.#translate("minute", (minute) => {
        const code = this.#timeCode(dimension, minute);
        return kept.has(code) ? 0 : LEFT_OUT;
      });
      return true;
    }
    const kept = new Set(values);
    const judge = (value: string | null) => (kept.has(value) ? 0 : LEFT_OUT);
    if (this.#isMissing(dimension)) return kept.has(null);
    this.dimension(dimension, judge);
    return true;
  }

  /** Keeps entries within the period. */
  keepPeriod(): void {
    const { from_ms, to_ms } = this.#period;
    const start_ms = this.block.day * DAY_MS;
    if (from_ms <= start_ms && start_ms + DAY_MS <= to_ms) return;
    if (!this.block.columns.has("minute")) throw this.#cut();
    this.#translate("minute", (minute) => {
      const at_ms = start_ms + Number(minute) * MINUTE_MS;
      return from_ms <= at_ms && at_ms < to_ms ? 0 : LEFT_OUT;
    });
  }

  /** The codes of a dimension's values; for a time, the places of its labels. */
  dimension(dimension: Dimension, codeOf: CodeOf): Int32Array {
    if (isTime(dimension)) {
      return this.#translate("minute", (minute) =>
        this.#timeCode(dimension, minute),
      );
    }
    if (dimension === "advertiser") {
      return this.#translate("campaign", (campaign) =>
        codeOf(this.#advertisers.get(campaign ?? "") ?? null),
      );
    }
    if (dimension === "verdict" && this.block.axis === "click") {
      return this.#translate("kind", (kind) => codeOf(verdictOf(kind)));
    }
    return this.#translate(dimension, codeOf);
  }

  /** The codes of a column's values; entries with one below 0 are left out. */
  codes(name: DimensionColumn, codeOf: CodeOf): Int32Array {
    return this.#translate(name, codeOf);
  }

  #isMissing(dimension: Dimension): boolean {
    if (dimension === "advertiser" || dimension === "verdict") return false;
    return !this.block.columns.has(dimension as DimensionColumn);
  }

  #translate(name: DimensionColumn, codeOf: CodeOf): Int32Array {
    const codes = new Int32Array(this.block.entries);
    const column = this.block.columns.get(name);
    if (column !== undefined) {
      translate(column, codeOf, codes, this.groups);
      return codes;
    }
    const code = codeOf(null);
    if (code < 0) this.groups.fill(LEFT_OUT);
    return codes.fill(code);
  }

  #timesOf(dimension: TimeDimension): TimeParts {
    const parts = this.#period.times.get(dimension);
    if (parts === undefined) throw new RangeError(`No times by ${dimension}`);
    return parts;
  }

  /** The code of a minute of the block's day; without one, of its whole day. */
  #timeCode(dimension: TimeDimension, minute: string | null): number {
    const { starts_ms, codes } = this.#timesOf(dimension);
    const day_ms = this.block.day * DAY_MS;
    const at = partAt(starts_ms, day_ms + Number(minute ?? 0) * MINUTE_MS);
    if (minute === null) {
      const last_ms = day_ms + DAY_MS - MINUTE_MS;
      if (partAt(starts_ms, last_ms) !== at) throw this.#cut();
    }
    return codes[at] ?? LEFT_OUT;
  }

  #cut(): RangeError {
    return new RangeError(
      `Cannot count day ${this.block.day} without its minutes: it isn't in one part of the period`,
    );
  }
}

function translate(
  { values, codes }: Column,
  codeOf: CodeOf,
  into: Int32Array,
  groups: Int32Array,
): void {
  // Values that only entries left out have cost nothing.
  const known = new Int32Array(values.length).fill(UNKNOWN);
  for (let at = 0; at < into.length; at++) {
    if (groups[at]! < 0) continue;
    const code = codes[at]!;
    if (known[code] === UNKNOWN) known[code] = codeOf(values.at(code));
    const translated = known[code]!;
    if (translated < 0) groups[at] = LEFT_OUT;
    else into[at] = translated;
  }
}

/** The last part that begins at a time or before; -1 if none does. */
function partAt(starts_ms: readonly number[], at_ms: number): number {
  let low = 0;
  let high = starts_ms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts_ms[middle]! <= at_ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function timeSize({ periods }: ReportPlan, dimension: TimeDimension): number {
  const codes = periods.map(({ times }) => times.get(dimension)?.labels.length);
  return Math.max(...codes.map((length) => length ?? 0), 1);
}

function moneyOf({ money }: Block): MoneyHalves {
  return MEASURES.map((name) => {
    const column = money.get(name);
    if (column === undefined) return null;
    const { buffer, byteOffset, length } = column;
    return new Int32Array(buffer, byteOffset, length * 2);
  });
}

function addSeconds(
  { seconds }: PeriodCounts,
  { block, groups }: BlockReading,
): void {
  const column = block.columns.get("seconds");
  if (column === undefined) return;
  const codes = new Int32Array(block.entries);
  translate(column, secondsCode, codes, groups);
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at]!;
    if (group < 0 || codes[at] === 0) continue;
    seconds.add(group, codes[at]! - SECONDS_BASE, block.count?.[at] ?? 1);
  }
}

function secondsCode(value: string | null): number {
  return value === null ? 0 : Number(value) + SECONDS_BASE;
}

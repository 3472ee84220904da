import type { Block, Column, DimensionColumn } from "../../rollups/mod.ts";
import type { Dimension, Filter, TimeDimension } from "../model.ts";
import { readKind, verdictOf } from "./click_kinds.ts";
import {
  codeColumn,
  columnOfEntries,
  expand,
  LEFT_OUT,
  leaveOut,
} from "./coded_column.ts";
import type { CodedColumn, CodeOf } from "./coded_column.ts";
import { Counted, NO_TIME } from "./counted.ts";
import type { MoneyHalves, PeriodCounts } from "./counted.ts";
import { knownCurrency } from "./cursor.ts";
import { isOfConversions, isTime, partAt } from "./plan.ts";
import type { ReportPlan, Period, TimeParts } from "./plan.ts";
import { halvesOf, isInSlice, WHOLE } from "./slices.ts";
import type { Slices } from "./slices.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Slices of a dimension; more would tell apart only values of the same hash. */
const SLICES_MAX = 2 ** 20;
const MEASURES = ["amount", "revenue", "payout"] as const;

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
  readonly #slices: Slices;
  readonly #kinds = new Map<string, number>();
  /**
   * The currency whose money surely needs no rate: the report's, unless all of its money is in another one, which
   * needs none either. Null if none is sure: such a report may be compared with money in several.
   */
  readonly currency: string | null;

  /** Counts the groups of some slices only. */
  constructor(plan: ReportPlan, slices: Slices = WHOLE) {
    this.#plan = plan;
    this.#slices = slices;
    const is_compared = plan.periods.length > 1;
    this.currency =
      knownCurrency(plan) ?? (is_compared ? null : plan.default_currency);
    const parts = plan.group_by.map((dimension, at) => ({ dimension, at }));
    this.#base_parts = parts.filter((part) => !isOfConversions(part.dimension));
    this.#own_parts = parts.filter((part) => isOfConversions(part.dimension));
    const widths = {
      bases: this.#base_parts.length,
      own: this.#own_parts.length,
    };
    this.counted = new Counted(widths, plan.periods.length);
  }

  /** Bytes of what was counted. */
  get bytes(): number {
    return this.counted.bytes;
  }

  /** Both halves of the slices, cut by the text with the most values; null if none has several. */
  halves(): [Slices, Slices] | null {
    let most: { at: number; values: number } = { at: -1, values: 2 };
    for (const { dimension, at } of this.#base_parts) {
      const cut = this.#slices.get(at)?.of ?? 1;
      const can_be_cut = !isTime(dimension) && cut < SLICES_MAX;
      const values = can_be_cut ? this.counted.texts[at]!.size : 0;
      if (values > most.values) most = { at, values };
    }
    return most.at < 0 ? null : halvesOf(this.#slices, most.at);
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
    const filters = this.#plan.filters.filter(
      ({ dimension }) => !is_clicks || !isOfConversions(dimension),
    );
    if (!this.keep(reading, filters)) return;
    const kinds = is_clicks
      ? reading.column("kind", (kind) => this.#kindOf(kind))
      : null;
    if (kinds !== null) leaveOut(kinds, reading.groups);
    this.numberBases(reading);
    if (kinds === null) {
      this.numberGroups(reading);
      if (block.has_only_seconds !== true)
        this.#addConversions(counts, reading);
      addSeconds(counts, reading);
      return;
    }
    const { bases, kinds: known_kinds } = this.counted;
    const limits = { groups: bases.size, kinds: known_kinds.length };
    counts.clicks.add(reading.groups, kinds, block.count, limits);
  }

  /** Keeps entries that pass filters and are of the slices; false if none is kept. */
  keep(reading: BlockReading, filters: readonly Filter[]): boolean {
    const [period] = this.#plan.periods;
    for (const filter of filters) {
      if (!reading.keep(filter, period)) return false;
    }
    for (const [at, slice] of this.#slices) {
      const dimension = this.#plan.group_by[at]!;
      const isKept = (value: string | null) => isInSlice(slice, value);
      if (!reading.keepValues(dimension, isKept)) return false;
    }
    return true;
  }

  /** Numbers entries that are kept by the dimensions that clicks have, too. */
  numberBases(reading: BlockReading): void {
    const { columns, sizes } = this.#columnsOf(reading, this.#base_parts);
    this.counted.bases.numberAll(columns, sizes, reading.groups);
  }

  /** Numbers entries by their bases with goal and status, if rows are by one of these. */
  numberGroups(reading: BlockReading): void {
    if (this.#own_parts.length === 0) return;
    const { groups } = reading;
    const { columns, sizes } = this.#columnsOf(reading, this.#own_parts);
    const of_bases = columnOfEntries(groups.slice());
    for (let at = 0; at < groups.length; at++) {
      if (groups[at]! > 0) groups[at] = 0;
    }
    const all = [of_bases, ...columns];
    const { bases } = this.counted;
    this.counted.groups.numberAll(all, [bases.size, ...sizes], groups);
  }

  #addConversions(counts: PeriodCounts, reading: BlockReading): void {
    const { groups, block } = reading;
    const { tags, words } = this.counted;
    const word = (value: string | null) => words.codeOf(value);
    const statuses = reading.column("status", word);
    const currencies = reading.column("currency", word);
    const days = this.#rateDays(reading, currencies);
    const of_tags = new Int32Array(groups.length);
    for (let at = 0; at < groups.length; at++) {
      if (groups[at]! < 0) of_tags[at] = LEFT_OUT;
    }
    const sizes = [words.size, words.size, words.size];
    tags.numberAll([statuses, currencies, days], sizes, of_tags);
    const limits = { groups: this.counted.groups.size, tags: tags.size };
    const money = moneyOf(block);
    counts.conversions.add(groups, of_tags, block.count, money, limits);
  }

  /** The day of each entry's rate; none where the money surely needs no rate. */
  #rateDays(reading: BlockReading, currencies: CodedColumn): CodedColumn {
    const { words } = this.counted;
    const { currency } = this;
    const own = currency === null ? LEFT_OUT : words.codeOf(currency);
    if (currencies.known.every((code) => code <= 0 || code === own)) {
      return { codes: null, known: Int32Array.of(0) };
    }
    const days = reading.column("rate_day", (day) => words.codeOf(day));
    const of_currencies = expand(currencies, reading.groups);
    const known = expand(days, reading.groups);
    for (let at = 0; at < known.length; at++) {
      if (of_currencies[at] === own) known[at] = 0;
    }
    return columnOfEntries(known);
  }

  /** Codes of some dimensions of rows, with one more than the highest of each. */
  #columnsOf(reading: BlockReading, parts: readonly Part[]) {
    const columns = parts.map(({ dimension, at }) => {
      const texts = this.counted.texts[at]!;
      const slice = this.#slices.get(at);
      return reading.dimension(dimension, (value) =>
        slice === undefined || isInSlice(slice, value)
          ? texts.codeOf(value)
          : LEFT_OUT,
      );
    });
    const sizes = parts.map(({ dimension, at }) =>
      isTime(dimension)
        ? timeSize(this.#plan, dimension)
        : this.counted.texts[at]!.size,
    );
    return { columns, sizes };
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
export class BlockReading {
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

  /**
   * Keeps entries with one of a filter's values; false if none has one. A time is named as in the
   * report's own period, and means the same place in the compared one.
   */
  keep({ dimension, values }: Filter, { times }: Period): boolean {
    if (!isTime(dimension)) {
      const kept = new Set(values);
      return this.keepValues(dimension, (value) => kept.has(value));
    }
    const { labels } = times.get(dimension)!;
    const codes = new Set(values.map((value) => labels.indexOf(value ?? "")));
    const column = this.#timeColumn(dimension, (code) =>
      codes.has(code) ? 0 : LEFT_OUT,
    );
    leaveOut(column, this.groups);
    return column.known.includes(0);
  }

  /** Keeps entries by a value that isn't a time; false if none is kept. */
  keepValues(
    dimension: Dimension,
    isKept: (value: string | null) => boolean,
  ): boolean {
    const column = this.dimension(dimension, (value) =>
      isKept(value) ? 0 : LEFT_OUT,
    );
    leaveOut(column, this.groups);
    return column.known.includes(0);
  }

  /** Keeps entries within the period. */
  keepPeriod(): void {
    const { from_ms, to_ms } = this.#period;
    const start_ms = this.block.day * DAY_MS;
    if (from_ms <= start_ms && start_ms + DAY_MS <= to_ms) return;
    if (!this.block.columns.has("minute")) throw this.#cut();
    const minutes = this.column("minute", (minute) => {
      const at_ms = start_ms + Number(minute) * MINUTE_MS;
      return from_ms <= at_ms && at_ms < to_ms ? 0 : LEFT_OUT;
    });
    leaveOut(minutes, this.groups);
  }

  /** The codes of a dimension's values; for a time, the places of its labels. */
  dimension(dimension: Dimension, codeOf: CodeOf): CodedColumn {
    if (isTime(dimension)) {
      return this.#timeColumn(dimension, (code) => code);
    }
    if (dimension === "advertiser") {
      return this.column("campaign", (campaign) =>
        codeOf(this.#advertisers.get(campaign ?? "") ?? null),
      );
    }
    if (dimension === "verdict" && this.block.axis === "click") {
      return this.column("kind", (kind) => codeOf(verdictOf(kind)));
    }
    return this.column(dimension, codeOf);
  }

  /** The codes of a column's values. */
  column(name: DimensionColumn, codeOf: CodeOf): CodedColumn {
    return codeColumn(this.block.columns.get(name), codeOf, this.groups);
  }

  #timesOf(dimension: TimeDimension): TimeParts {
    const parts = this.#period.times.get(dimension);
    if (parts === undefined) throw new RangeError(`No times by ${dimension}`);
    return parts;
  }

  /** The codes of a time by the entries' minutes; without these, of the whole day. */
  #timeColumn(dimension: TimeDimension, judge: (code: number) => number) {
    const { starts_ms, codes } = this.#timesOf(dimension);
    const day_ms = this.block.day * DAY_MS;
    const codeAt = (at_ms: number) => codes[partAt(starts_ms, at_ms)];
    if (this.block.columns.has("minute")) {
      return this.column("minute", (minute) =>
        judge(codeAt(day_ms + Number(minute) * MINUTE_MS) ?? LEFT_OUT),
      );
    }
    const last_ms = day_ms + DAY_MS - MINUTE_MS;
    if (partAt(starts_ms, day_ms) !== partAt(starts_ms, last_ms)) {
      throw this.#cut();
    }
    const known = Int32Array.of(judge(codeAt(day_ms) ?? LEFT_OUT));
    return { codes: null, known };
  }

  #cut(): RangeError {
    return new RangeError(
      `Cannot count day ${this.block.day} without its minutes: it isn't in one part of the period`,
    );
  }
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
  const { values, codes } = column;
  const known = values.numbers ?? numbersOf(values);
  seconds.addAll(groups, { codes, known }, block.count);
}

function numbersOf(values: Column["values"]): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, code) => {
    const value = values.at(code);
    return value === null ? NO_TIME : Number(value);
  });
}

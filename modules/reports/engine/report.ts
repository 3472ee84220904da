import type { Figures, ReportResult, ReportRow } from "../model.ts";
import type { CountedReport } from "./counted_report.ts";
import type { Counted } from "./counted.ts";
import { invalidCursor, isLongKey, readCursor, writeCursor } from "./cursor.ts";
import { Exchange } from "./exchange.ts";
import type { Rates } from "./exchange.ts";
import { figureOf } from "./figure_values.ts";
import type { FigureValue } from "./figure_values.ts";
import { Live, rowsOf } from "./live.ts";
import { Medians } from "./medians.ts";
import { CURSOR, firstRows, Order, sortOf } from "./order.ts";
import type { CursorRow } from "./order.ts";
import { isTime } from "./plan.ts";
import type { ReportPlan } from "./plan.ts";
import { sortRows } from "./sort_rows.ts";
import { clicksOfKind, Sums } from "./sums.ts";
import type { PeriodSums } from "./sums.ts";
import { codeReader, fillTimes } from "./time_rows.ts";

/** Figures of nothing. */
const NOTHING: Figures = {
  clicks: { gross: 0, valid: 0, unique: 0, invalid: 0, bot: 0, by_verdict: {} },
  conversions: { pending: 0, approved: 0, rejected: 0, reversed: 0 },
  amount: 0n,
  revenue: 0n,
  payout: 0n,
  pending_revenue: 0n,
  pending_payout: 0n,
  click_revenue: 0n,
  click_payout: 0n,
  seconds_to_convert: null,
  unconverted: [],
};

/** A report that was counted: its rows in order, and their sums. */
export class Report {
  readonly #plan: ReportPlan;
  readonly #counted: Counted;
  readonly #sums: Sums;
  readonly #periods: readonly (PeriodSums & { live: Live })[];
  /** Groups that are rows; in order, once all were asked for. */
  readonly #rows: Uint32Array;
  readonly #currency: string;
  readonly #has_priced_clicks: boolean;
  readonly #codeOf: (group: number, place: number) => number;
  #is_sorted = false;

  constructor({ plan, counted, lanes, currency }: CountedReport, rates: Rates) {
    this.#plan = plan;
    this.#counted = counted;
    this.#currency = currency;
    this.#has_priced_clicks = lanes.hasPrices();
    const exchange = new Exchange(lanes, currency, rates);
    this.#sums = new Sums(counted, lanes, exchange);
    this.#codeOf = codeReader(plan, counted);
    const lives = counted.periods.map((counts) => new Live(counted, counts));
    const found = rowsOf(counted, lives[0]!);
    const is_filled = plan.empty && plan.group_by.some(isTime);
    this.#rows = is_filled ? fillTimes(plan, counted, found) : found;
    counted.close();
    this.#periods = counted.periods.map((counts, at) => ({
      counts,
      medians: new Medians(counts.seconds, counted.groups.size),
      live: lives[at]!,
    }));
  }

  /** How many rows there are. */
  get size(): number {
    return this.#rows.length;
  }

  /** The page after the plan's cursor. */
  page(): ReportResult {
    const plan = this.#plan;
    const cursor = this.#cursorRow();
    const order = this.#order(cursor);
    const rows =
      cursor === null
        ? this.#rows
        : this.#rows.filter((row) => order.compare(row, CURSOR) > 0);
    const shown = firstRows(rows, plan.limit, order.compare);
    const has_more = shown.length < rows.length;
    const last = shown.at(-1);
    const has_rest = cursor === null && has_more;
    return {
      as_of_ms: plan.as_of_ms,
      currency: this.#currency,
      rows: Array.from(shown, (group) => this.#row(group)),
      rest: has_rest ? this.#rest(shown) : null,
      totals: this.#totals(0),
      compare: this.#compared(),
      has_priced_clicks: this.#has_priced_clicks,
      next: has_more && last !== undefined ? this.#cursorAfter(last) : null,
    };
  }

  /** Some of all rows in order. */
  rows(from: number, count: number): ReportRow[] {
    if (!this.#is_sorted) sortRows(this.#rows, this.#order(null).compare);
    this.#is_sorted = true;
    const rows = this.#rows.subarray(from, from + count);
    return Array.from(rows, (group) => this.#row(group));
  }

  #row(group: number): ReportRow {
    const before = this.#periods[1];
    const base = this.#counted.baseOf(group);
    const had = before?.live.has(base, group) === true;
    return {
      keys: this.#plan.group_by.map((_, place) => this.#key(group, place)),
      figures: this.#figures(group, 0),
      before: had ? this.#figures(group, 1) : null,
    };
  }

  #figures(group: number, period: number): Figures {
    const base = this.#counted.baseOf(group);
    return this.#sums.of(this.#periods[period]!, base, group);
  }

  #totals(period: number): Figures {
    const nothing = { bases: [], groups: [] };
    return this.#sums.without(this.#periods[period]!, nothing);
  }

  #rest(shown: Uint32Array): Figures {
    const groups = [...shown];
    const bases = new Set(groups.map((group) => this.#counted.baseOf(group)));
    if (this.#counted.groups !== this.#counted.bases) {
      // Rows of the same base have the same clicks.
      const is_shown = new Set(groups);
      for (const group of this.#rows) {
        if (!is_shown.has(group)) bases.delete(this.#counted.baseOf(group));
      }
    }
    return this.#sums.without(this.#periods[0]!, { bases: [...bases], groups });
  }

  #compared(): ReportResult["compare"] {
    const compared = this.#plan.periods[1];
    if (compared === undefined) return null;
    const { from_ms, to_ms } = compared;
    return { from_ms, to_ms, totals: this.#totals(1) };
  }

  #key(group: number, place: number): string | null {
    const code = this.#codeOf(group, place);
    const dimension = this.#plan.group_by[place]!;
    if (!isTime(dimension)) return this.#counted.texts[place]!.at(code);
    const labels = this.#plan.periods[0].times.get(dimension)?.labels;
    return labels?.[code] ?? null;
  }

  #order(cursor: CursorRow | null): Order {
    const rows = { code: this.#codeOf, value: this.#valueReader() };
    const sorted = { rows: this.#rows, cursor };
    return new Order(this.#plan, rows, this.#counted.texts, sorted);
  }

  /** How the figure that is sorted by is read. */
  #valueReader(): (group: number) => FigureValue {
    const keys = sortOf(this.#plan).map(({ key }) => key);
    const key = keys.find((sorted) => figureOf(sorted) !== undefined);
    const read = figureOf(key ?? "") ?? (() => null);
    if (key?.startsWith("clicks.") !== true) {
      const period = this.#periods[0]!;
      if (key === "seconds_to_convert") {
        return (group) => period.medians.of(group);
      }
      return (group) =>
        read(this.#sums.quick(period, this.#counted.baseOf(group), group));
    }
    const weights = this.#counted.kinds.map((kind) =>
      Number(read({ ...NOTHING, clicks: clicksOfKind(kind) })),
    );
    const { clicks } = this.#periods[0]!.counts;
    return (group) => clicks.weighted(this.#counted.baseOf(group), weights);
  }

  #cursorRow(): CursorRow | null {
    const cursor = readCursor(this.#plan);
    if (cursor === null) return null;
    const codes = this.#plan.group_by.map((dimension, place) => {
      const key = cursor.keys[place] ?? null;
      const texts = this.#counted.texts[place]!;
      if (key !== null && typeof key === "object") {
        if (isTime(dimension)) throw invalidCursor();
        const found = texts.find(key.bytes, (text) => isLongKey(key, text));
        // Its rows may be gone by now; the place is near where it begins.
        return found === 0 ? texts.codeOf(key.start) : found;
      }
      if (!isTime(dimension)) return texts.codeOf(key);
      const labels = this.#plan.periods[0].times.get(dimension)?.labels ?? [];
      const code = labels.indexOf(key ?? "");
      if (code < 0) throw invalidCursor();
      return code;
    });
    return { codes, value: cursor.value };
  }

  #cursorAfter(group: number): string {
    const value = this.#valueReader()(group);
    const keys = this.#plan.group_by.map((_, place) => this.#key(group, place));
    return writeCursor(this.#plan, { currency: this.#currency, value, keys });
  }
}

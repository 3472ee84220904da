import type {
  StatementField,
  StatementMapping,
} from "../../../db/schema/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { foldStatusWord } from "../../sources/mod.ts";
import { readDate } from "./date_text.ts";
import type { DateOrder } from "./date_text.ts";
import { readFlag } from "./ended_flags.ts";
import type { EndedState } from "./ended_flags.ts";
import { readId } from "./id_text.ts";
import { readMoney, signCurrency } from "./money_text.ts";
import { isSum } from "./sum_row.ts";
import { stateOfWord } from "./status_words.ts";
import type { RowState } from "./status_words.ts";
import { clockText } from "./time_column.ts";
import { isEnded } from "../../conversions/mod.ts";

/** A statement row as read by its mapping, as stored in `statement_rows`. */
export interface StatementRow {
  cells: readonly string[];
  click_id: Uint8Array | null;
  order_id: string | null;
  conversion_id: string | null;
  customer_id: string | null;
  goal: string | null;
  campaign: string | null;
  affiliate: string | null;
  /** Imports only. */
  link: string | null;
  status: RowState | null;
  raw_status: string | null;
  reason: string | null;
  currency: string | null;
  amount_micros: Micros | null;
  revenue_micros: Micros | null;
  payout_micros: Micros | null;
  written_at: number | null;
  has_zone: boolean;
  problem: string | null;
  problem_column: string | null;
}

/** Counts of irregularities while reading. */
export interface RowCounts {
  rows: number;
  problems: number;
  foreign_click_ids: number;
  rounded_amounts: number;
  unknown_statuses: Record<string, number>;
}

/** Formats to read cells by, all settled. */
export interface RowForms {
  decimal_comma: boolean;
  date_order: DateOrder;
}

const TEXT_FIELDS = [
  "goal",
  "campaign",
  "affiliate",
  "link",
  "reason",
] as const;
const MONEY_FIELDS = ["amount", "revenue", "payout"] as const;
const STATUS_WORDS_MAX = 1_000;
/** Maximum unknown words counted one by one; others are counted together. */
const UNKNOWN_WORDS_MAX = 50;
const OTHER_WORDS = "…";
const WORD_CHARS_MAX = 60;
/** Maximum length of ids and names, which are indexed. */
const KEY_CHARS_MAX = 500;
const CLICK_ID = /\b[0-9a-z]{32}\b/gi;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/i;
const UNTEXT = /[\u0000\ufffd]/;

/** Interprets rows by a mapping and counts irregularities. */
export class RowInterpreter {
  readonly counts: RowCounts = {
    rows: 0,
    problems: 0,
    foreign_click_ids: 0,
    rounded_amounts: 0,
    unknown_statuses: {},
  };
  readonly #mapping: StatementMapping;
  readonly #forms: RowForms;
  readonly #isClickId: (text: string) => boolean;
  readonly #columns: readonly string[];
  readonly #words: Readonly<Record<string, string>>;
  readonly #places: ReadonlyMap<StatementField, number>;
  readonly #flags: readonly Flag[];
  /** Index of the time column, or -1. */
  readonly #time_at: number;
  readonly #states = new Map<string, RowState | null>();

  constructor(input: {
    mapping: StatementMapping;
    columns: readonly string[];
    forms: RowForms;
    isClickId(text: string): boolean;
    /** Status words of the advertiser's sources. */
    sender_words?: Readonly<Record<string, string>>;
  }) {
    this.#mapping = input.mapping;
    this.#forms = input.forms;
    this.#isClickId = input.isClickId;
    this.#columns = input.columns;
    this.#words = { ...input.sender_words, ...input.mapping.status_map };
    this.#places = placesOf(input.mapping, input.columns);
    this.#flags = flagsOf(input.mapping, input.columns);
    this.#time_at = input.columns.indexOf(input.mapping.time_column ?? "");
  }

  /**
   * Reads one row; `problem` says why it couldn't be split into cells. An
   * unreadable cell makes the row a problem, but the other cells are read: ids
   * still tell which sale it is about.
   */
  read(cells: readonly string[], problem: string | null): StatementRow {
    this.counts.rows++;
    const row = emptyRow(cells);
    if (problem !== null) {
      row.cells = cells.map((cell) => cell.replaceAll("\u0000", "\ufffd"));
      this.#refuse(row, problem, null);
      this.#findIds(row);
      this.counts.problems++;
      return row;
    }
    if (UNTEXT.test(cells.join(" "))) this.#refuseUntext(row);
    this.#readTexts(row);
    if (isSum(row, this.#places.has("occurred_at"))) {
      this.#refuse(row, "It looks like a sum of other rows", null);
    } else this.#readValues(row);
    if (row.problem !== null) this.counts.problems++;
    return row;
  }

  /** Finds our ids by their form in a row that couldn't be split into cells. */
  #findIds(row: StatementRow): void {
    const text = row.cells.join(" ");
    const click = text.match(CLICK_ID)?.find(this.#isClickId);
    if (click !== undefined) row.click_id = clickIdBytes(click);
    row.conversion_id = UUID.exec(text)?.[0].toLowerCase() ?? null;
  }

  /**
   * Postgres can't store NUL; it is replaced, and the row refused. So is a row with
   * invalid characters.
   */
  #refuseUntext(row: StatementRow): void {
    const at = row.cells.findIndex((cell) => UNTEXT.test(cell));
    const has_nul = row.cells.some((cell) => cell.includes("\u0000"));
    row.cells = row.cells.map((cell) => cell.replaceAll("\u0000", "\ufffd"));
    const reason = has_nul
      ? "It has a NUL in it"
      : "It has bytes in it that are no text in its encoding";
    this.#refuse(row, reason, this.#columns[at] ?? null);
  }

  /** Keeps only the first problem. */
  #refuse(row: StatementRow, reason: string, column: string | null): void {
    if (row.problem !== null) return;
    row.problem = reason;
    row.problem_column = column;
  }

  #cell(row: StatementRow, field: StatementField): string | null {
    const at = this.#places.get(field);
    if (at === undefined) return null;
    const text = row.cells[at]?.trim() ?? "";
    if (text === "") return null;
    // Part of the text is lost, so what is left would be wrong.
    return row.problem !== null && text.includes("\ufffd") ? null : text;
  }

  #readTexts(row: StatementRow): void {
    for (const field of TEXT_FIELDS) {
      row[field] = this.#cell(row, field)?.slice(0, KEY_CHARS_MAX) ?? null;
    }
    row.order_id = this.#id(row, "order_id");
    row.customer_id = this.#id(row, "customer_id");
    row.conversion_id = this.#id(row, "conversion_id")?.toLowerCase() ?? null;
    const click = this.#id(row, "click_id");
    if (click === null) return;
    if (this.#isClickId(click)) row.click_id = clickIdBytes(click);
    else this.counts.foreign_click_ids++;
  }

  #id(row: StatementRow, field: StatementField): string | null {
    const text = this.#cell(row, field);
    if (text === null) return null;
    const reading = readId(text);
    if (reading.ok) return reading.id.slice(0, KEY_CHARS_MAX);
    this.#fault(row, field, text, reading.problem);
    return null;
  }

  /** Reads status, currency, money and time. */
  #readValues(row: StatementRow): void {
    const word = this.#cell(row, "status");
    if (word !== null) this.#readState(row, word);
    else row.status = this.#state(this.#mapping.default_status ?? null);
    this.#readFlags(row);
    const code = this.#cell(row, "currency");
    row.currency = code === null ? null : this.#currency(code);
    if (code !== null && row.currency === null) {
      this.#fault(row, "currency", code, "it is no currency of ISO 4217");
    }
    for (const field of MONEY_FIELDS) this.#readMoney(row, field);
    row.currency ??= this.#mapping.currency ?? null;
    const day = this.#cell(row, "occurred_at");
    if (day === null) return;
    // A date that has its own time needs no time column.
    const clock = day.includes(":") ? "" : (row.cells[this.#time_at] ?? "");
    const time = `${day} ${clockText(clock)}`.trim();
    const reading = readDate(time, this.#forms.date_order);
    if (!reading.ok) {
      this.#fault(row, "occurred_at", time, reading.problem);
      return;
    }
    row.written_at = reading.at_ms;
    row.has_zone = reading.has_zone;
  }

  /** Applies flag columns: a set flag ends the sale, whatever its status says. */
  #readFlags(row: StatementRow): void {
    for (const { at, column, end } of this.#flags) {
      const text = row.cells[at] ?? "";
      const is_set = readFlag(text);
      if (is_set === false) continue;
      const shown = text.trim().slice(0, WORD_CHARS_MAX);
      if (is_set === null) {
        const reason = `Cannot read "${shown}" as a flag: it is neither set nor unset`;
        this.#refuse(row, reason, column);
        continue;
      }
      row.reason ??= `${column}: ${shown}`.slice(0, KEY_CHARS_MAX);
      const is_over = isEnded(row.status);
      if (!is_over) row.status = end;
    }
  }

  #readMoney(row: StatementRow, field: (typeof MONEY_FIELDS)[number]): void {
    const text = this.#cell(row, field);
    if (text === null) return;
    const reading = readMoney(text, this.#forms.decimal_comma ? "," : ".");
    if (!reading.ok) {
      this.#fault(row, field, text, reading.problem);
      return;
    }
    row[`${field}_micros`] = reading.micros;
    if (reading.is_rounded) this.counts.rounded_amounts++;
    const { currency = null } = this.#mapping;
    const own = signCurrency(reading, row.currency ?? currency);
    if (own === null) return;
    row.currency ??= own;
    if (row.currency === own) return;
    const why = `it is in another currency than ${row.currency}`;
    this.#fault(row, field, text, why);
  }

  /** Reads a currency code or sign. */
  #currency(text: string): string | null {
    const code = parseCurrency(text);
    if (code !== null) return code;
    const reading = readMoney(`${text}1`, ".");
    if (!reading.ok) return null;
    return signCurrency(reading, this.#mapping.currency ?? null);
  }

  #fault(
    row: StatementRow,
    field: StatementField,
    text: string,
    why: string,
  ): void {
    const column = this.#mapping.columns[field] ?? field;
    const shown = text.slice(0, WORD_CHARS_MAX);
    this.#refuse(row, `Cannot read "${shown}" as ${field}: ${why}`, column);
  }

  #readState(row: StatementRow, word: string): void {
    row.raw_status = word.slice(0, KEY_CHARS_MAX);
    row.status = this.#state(word);
    if (row.status !== null) return;
    const { unknown_statuses: unknown } = this.counts;
    const folded = foldStatusWord(word).slice(0, WORD_CHARS_MAX);
    const is_room = Object.keys(unknown).length < UNKNOWN_WORDS_MAX;
    const key =
      Object.hasOwn(unknown, folded) || is_room ? folded : OTHER_WORDS;
    unknown[key] = (unknown[key] ?? 0) + 1;
  }

  #state(word: string | null): RowState | null {
    if (word === null) return null;
    const known = this.#states.get(word);
    if (known !== undefined) return known;
    const state = stateOfWord(word, this.#words);
    if (this.#states.size < STATUS_WORDS_MAX) this.#states.set(word, state);
    return state;
  }
}

interface Flag {
  at: number;
  column: string;
  end: EndedState;
}

function flagsOf(
  { ended = {} }: StatementMapping,
  columns: readonly string[],
): Flag[] {
  return Object.entries(ended)
    .map(([column, end]) => ({ at: columns.indexOf(column), column, end }))
    .filter(({ at }) => at >= 0);
}

function placesOf(
  mapping: StatementMapping,
  columns: readonly string[],
): Map<StatementField, number> {
  const places = new Map<StatementField, number>();
  for (const [field, column] of Object.entries(mapping.columns)) {
    const at = columns.indexOf(column);
    if (at >= 0) places.set(field as StatementField, at);
  }
  return places;
}

function emptyRow(cells: readonly string[]): StatementRow {
  return {
    cells,
    click_id: null,
    order_id: null,
    conversion_id: null,
    customer_id: null,
    goal: null,
    campaign: null,
    affiliate: null,
    link: null,
    status: null,
    raw_status: null,
    reason: null,
    currency: null,
    amount_micros: null,
    revenue_micros: null,
    payout_micros: null,
    written_at: null,
    has_zone: false,
    problem: null,
    problem_column: null,
  };
}

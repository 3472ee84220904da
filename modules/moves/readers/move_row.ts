import { foldColumn, readDate, readMoney } from "../../reconciliation/mod.ts";
import {
  canonicalTimezone,
  formatAmount,
  parseCurrency,
  parseZonedTime,
} from "../../kernel/mod.ts";
import type { MoveOptions } from "../moved_thing.ts";
import type { SaidRow } from "./gather_goals.ts";

/** A reason why a row can't be read, as a sentence for the owner. */
export class RowFault extends Error {}

/** Maximum characters of an id: of a link, a click, an order. */
const ID_CHARS_MAX = 512;
/** Maximum characters of a text that a sentence quotes. */
const SHOWN_CHARS_MAX = 60;
/** A currency without minor units: amounts keep the decimals that they have. */
const PLAIN_DECIMALS = "JPY";
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** The mark that decoding leaves for bytes of another encoding. */
const BROKEN_LETTER = "\ufffd";
const DAY_OR_MONTH_FIRST = /^\d{1,2}[-/.]\d/;
const TRUE_WORDS = new Set(["1", "true", "yes", "y", "on", "enabled"]);
const FALSE_WORDS = new Set(["0", "false", "no", "n", "off", "disabled"]);

/** The accepted names of each field's column, separated by spaces; the first is the documented one. */
export type ColumnNames = Readonly<Record<string, string>>;

/** A row of a table by fields, as every format gives it. */
export class MoveRow {
  readonly notes: string[] = [];
  readonly file: string;
  readonly row_no: number;
  readonly options: MoveOptions;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #names: ColumnNames;

  /** Takes cells by their folded column. */
  constructor(
    place: { file: string; row_no: number },
    cells: ReadonlyMap<string, string>,
    names: ColumnNames,
    options: MoveOptions = {},
  ) {
    this.file = place.file;
    this.row_no = place.row_no;
    this.#cells = cells;
    this.#names = names;
    this.options = options;
  }

  /** The trimmed text of a field; undefined if it is empty or NULL, or has no column. */
  text(field: string): string | undefined {
    const text = this.#find(field);
    if (text !== undefined && CONTROLS.test(text)) {
      throw new RowFault(`Its ${words(field)} holds a control character`);
    }
    if (text?.includes(BROKEN_LETTER) === true) {
      this.notes.push(
        `Its ${words(field)} has letters that aren't UTF-8: save the file as UTF-8`,
      );
    }
    return text;
  }

  /** As `text`, without a fault: for rows that are looked into for another's sake. */
  peek(field: string): string | undefined {
    const text = this.#find(field);
    return text === undefined || CONTROLS.test(text) ? undefined : text;
  }

  #find(field: string): string | undefined {
    for (const name of foldedNames(this.#names[field] ?? field)) {
      const text = this.#cells.get(name)?.trim();
      if (text !== undefined && text !== "") return text;
    }
    return undefined;
  }

  /** The text of a field that a row can't be without. */
  need(field: string): string {
    const text = this.text(field);
    if (text === undefined) throw new RowFault(`It has no ${words(field)}`);
    return text;
  }

  /** An id; `0` and `-` stand for none where a tracker has no such thing. */
  id(field: string): string | undefined {
    const text = this.text(field);
    if (text === undefined || text === "-" || text === "0") return undefined;
    return checkId(text, field);
  }

  needId(field: string): string {
    return checkId(this.need(field), field);
  }

  /** An amount as decimal text with a point, exactly; a currency sign beside it is left out. */
  amount(field: string): string | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : decimalText(text, field);
  }

  /** A moment in epoch ms; without a zone it is of `timezone`, or of the one that the owner names. */
  at(field: string, timezone?: string): number | undefined {
    const text = this.text(field);
    if (text === undefined || /^0000-00-00/.test(text)) return undefined;
    const zone = timezone ?? this.options.timezone ?? "UTC";
    return readMoment(text, { field, zone, order: this.options.date_order });
  }

  needAt(field: string, timezone?: string): number {
    const at = this.at(field, timezone);
    if (at === undefined) throw new RowFault(`It has no ${words(field)}`);
    return at;
  }

  currency(field: string): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const code = parseCurrency(text);
    if (code !== null) return code;
    throw new RowFault(`"${shown(text)}" is no ISO 4217 currency`);
  }

  /** An IANA zone; another name of one is a note, and left out. */
  timezone(field: string): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const zone = canonicalTimezone(text);
    if (zone === null) {
      this.notes.push(`"${shown(text)}" is no IANA time zone and was left out`);
    }
    return zone ?? undefined;
  }

  flag(field: string): boolean | undefined {
    const word = this.text(field)?.toLowerCase();
    if (word === undefined) return undefined;
    if (TRUE_WORDS.has(word)) return true;
    if (FALSE_WORDS.has(word)) return false;
    throw new RowFault(`Its ${words(field)} is neither yes nor no`);
  }

  /** The word of ours for a tracker's word; an unknown one is a fault. */
  word<T extends string>(
    field: string,
    known: Readonly<Record<string, T>>,
  ): T | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const word = text.toLowerCase().replaceAll(/[\s_-]+/g, " ");
    const ours = Object.hasOwn(known, word) ? known[word] : undefined;
    if (ours !== undefined) return ours;
    throw new RowFault(`Its ${words(field)} "${shown(text)}" is not known`);
  }

  /** Texts between commas, semicolons or bars, or of a JSON array. */
  list(field: string): string[] {
    const text = this.text(field);
    if (text === undefined) return [];
    const array = text.startsWith("[") ? readJson(text) : undefined;
    const parts = Array.isArray(array)
      ? array.map((part) => String(part))
      : text.split(/[,;|]/);
    return parts.map((part) => part.trim()).filter((part) => part !== "");
  }

  /** The JSON of a field; undefined if it is empty or no JSON. */
  json(field: string): unknown {
    const text = this.text(field);
    return text === undefined ? undefined : readJson(text);
  }

  /** Cells whose folded column begins so, by the rest of its name. */
  *cellsFrom(prefix: string): Iterable<[string, string]> {
    for (const [name, text] of this.#cells) {
      if (name.startsWith(prefix) && text.trim() !== "") {
        yield [name.slice(prefix.length), text.trim()];
      }
    }
  }

  /** Things that the row says; its notes are with the first of them that it is mainly about. */
  *said<T extends { kind: string }>(things: Iterable<T>): Iterable<SaidRow<T>> {
    const { file, row_no } = this;
    const rows = [...things].map((thing): SaidRow<T> => ({
      file,
      row_no,
      thing,
    }));
    const main =
      rows.find(({ thing }) => thing.kind !== "advertiser") ?? rows[0];
    if (main !== undefined && this.notes.length > 0) {
      main.notes = [...new Set(this.notes)];
    }
    yield* rows;
  }
}

/** Folded names by the names as they are written in a table of columns: each is folded once. */
const FOLDED = new Map<string, string[]>();

function foldedNames(names: string): string[] {
  let folded = FOLDED.get(names);
  if (folded === undefined) {
    folded = names.split(" ").map(foldColumn);
    FOLDED.set(names, folded);
  }
  return folded;
}

function checkId(text: string, field: string): string {
  if (text.includes(BROKEN_LETTER)) {
    const problem = `Its ${words(field)} has letters that aren't UTF-8: save the file as UTF-8`;
    throw new RowFault(problem);
  }
  if (text.length <= ID_CHARS_MAX) return text;
  const problem = `Its ${words(field)} is longer than ${ID_CHARS_MAX} characters`;
  throw new RowFault(problem);
}

/** An amount in a cell as decimal text. Where point and comma could both mean a fraction, it is refused. */
function decimalText(text: string, field: string): string {
  const point = readMoney(text, ".");
  const comma = readMoney(text, ",");
  const read = point.ok ? point : comma;
  if (!read.ok) {
    throw new RowFault(`Its ${words(field)} "${shown(text)}" is no amount`);
  }
  if (
    point.ok &&
    comma.ok &&
    point.micros !== comma.micros &&
    text.includes(",")
  ) {
    const problem = `Its ${words(field)} "${shown(text)}" can be read in two ways: write a point before the fraction, and nothing between thousands`;
    throw new RowFault(problem);
  }
  if (read.is_rounded) {
    const problem = `Its ${words(field)} "${shown(text)}" has more than six decimals`;
    throw new RowFault(problem);
  }
  return formatAmount(read.micros, PLAIN_DECIMALS);
}

interface MomentForm {
  field: string;
  zone: string;
  order: MoveOptions["date_order"];
}

function readMoment(text: string, { field, zone, order }: MomentForm): number {
  const read = readDate(text, order ?? "dmy");
  const is_open = order === undefined && DAY_OR_MONTH_FIRST.test(text);
  const other = is_open ? readDate(text, "mdy") : read;
  const either = read.ok ? read : other;
  if (!either.ok) {
    throw new RowFault(
      `Its ${words(field)} "${shown(text)}": ${either.problem}`,
    );
  }
  if (read.ok && other.ok && read.at_ms !== other.at_ms) {
    const problem = `Its ${words(field)} "${shown(text)}" can be two days: write the year first`;
    throw new RowFault(problem);
  }
  if (either.has_zone || zone === "UTC") return either.at_ms;
  const local = new Date(either.at_ms).toISOString().slice(0, 19);
  const at = parseZonedTime(local.replace("T", " "), zone) ?? either.at_ms;
  return at + (either.at_ms % 1000);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function words(field: string): string {
  return field.replaceAll("_", " ");
}

/** A text as a sentence quotes it. */
export function shown(text: string): string {
  return text.length > SHOWN_CHARS_MAX
    ? `${text.slice(0, SHOWN_CHARS_MAX)}…`
    : text;
}

/** A thing without the fields that its row doesn't give. */
export function filled<T extends object>(fields: {
  [Key in keyof T]: T[Key] | undefined;
}): T {
  const given = Object.entries(fields).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given) as T;
}

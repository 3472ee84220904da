import { readJsonRow } from "./json_cells.ts";
import { NESTING_MAX, ROW_CHARS_MAX, unreadableRow } from "./raw_row.ts";
import type { RawRow, RowReader } from "./raw_row.ts";

/** Names under which an object may hold the rows. */
const ROWS_NAMES = ["rows", "data", "conversions", "items"];
const NAME_BEFORE = /"([A-Za-z_]{1,40})"\s{0,20}:\s{0,20}$/;
/** Characters before an array that are searched for its name. */
const NAME_CHARS_MAX = 64;
const NO_ROW = -1;

/**
 * Reads rows of a JSON array, at the top level or in an object under `rows`,
 * `data`, `conversions` or `items`. Finds the bounds of elements as text arrives,
 * and parses each on its own. JSON strings can't contain line breaks: a string that
 * does is broken, and reading goes on with the next line that begins an object.
 */
export class JsonArrayReader implements RowReader {
  readonly #names: readonly string[];
  #text = "";
  #at = 0;
  #depth = 0;
  /** Depth of the rows; 0 until they are found. */
  #rows_depth = 0;
  #row_start = NO_ROW;
  #row_depth_max = 0;
  #is_string = false;
  #is_seeking = false;
  #is_over = false;
  /**
   * Whether the current row is too long: its text is dropped, but its end is still
   * searched for.
   */
  #is_dropped = false;

  constructor(names: readonly string[] = ROWS_NAMES) {
    this.#names = names;
  }

  feed(text: string): RawRow[] {
    if (this.#is_over) return [];
    this.#text += text;
    const rows: RawRow[] = [];
    while (this.#at < this.#text.length && !this.#is_over) {
      if (this.#is_seeking && !this.#seekObject()) break;
      if (this.#is_string) {
        if (!this.#passString(rows)) break;
      } else this.#step(rows);
    }
    this.#forget(rows);
    return rows;
  }

  end(): RawRow[] {
    if (this.#is_over) return [];
    if (this.#rows_depth === 0) {
      const problem = `No array of rows was found at the top level or under ${this.#names.join(", ")}`;
      return this.#text.trim() === ""
        ? []
        : [unreadableRow(this.#text, problem)];
    }
    const rest =
      this.#row_start === NO_ROW ? "" : this.#text.slice(this.#row_start);
    const problem =
      "The file ends in the middle: what comes here and after it was not read";
    return [unreadableRow(rest, problem)];
  }

  #step(rows: RawRow[]): void {
    const text = this.#text;
    const at = this.#at++;
    const char = text.charCodeAt(at);
    switch (char) {
      case 34: // "
        this.#begin(at);
        this.#is_string = true;
        return;
      case 91: // [
      case 123: // {
        if (this.#rows_depth === 0) this.#findRows(at, char === 91);
        else this.#begin(at);
        this.#depth++;
        this.#row_depth_max = Math.max(this.#row_depth_max, this.#depth);
        return;
      case 93: // ]
      case 125: // }
        this.#depth--;
        if (this.#rows_depth === 0) return;
        if (this.#depth < this.#rows_depth) {
          this.#finish(rows, at);
          this.#is_over = true;
        }
        return;
      case 44: // ,
        if (this.#depth === this.#rows_depth) this.#finish(rows, at);
        return;
      case 9:
      case 10:
      case 13:
      case 32:
        return;
      default:
        this.#begin(at);
    }
  }

  #findRows(at: number, is_array: boolean): void {
    if (!is_array) return;
    const before = this.#text.slice(Math.max(0, at - NAME_CHARS_MAX), at);
    const [, name = ""] = NAME_BEFORE.exec(before) ?? [];
    const is_named = this.#depth === 1 && this.#names.includes(name);
    if (this.#depth === 0 || is_named) this.#rows_depth = this.#depth + 1;
  }

  #begin(at: number): void {
    if (this.#rows_depth === 0 || this.#row_start !== NO_ROW) return;
    this.#row_start = at;
    this.#row_depth_max = this.#depth;
  }

  #finish(rows: RawRow[], end: number): void {
    if (this.#row_start === NO_ROW) return;
    const text = this.#text.slice(this.#row_start, end).trimEnd();
    this.#row_start = NO_ROW;
    if (this.#is_dropped) {
      this.#is_dropped = false;
      return;
    }
    const depth = this.#row_depth_max - this.#rows_depth;
    if (text.length > ROW_CHARS_MAX) rows.push(tooLong(text));
    else if (depth > NESTING_MAX) {
      rows.push(unreadableRow(text, `It is nested deeper than ${NESTING_MAX}`));
    } else rows.push(readJsonRow(text));
  }

  /** Moves past the string; false if its end has not arrived. */
  #passString(rows: RawRow[]): boolean {
    const text = this.#text;
    for (let at = this.#at; ; at++) {
      const quote = text.indexOf('"', at);
      const end = quote < 0 ? text.length : quote;
      const line_end = text.slice(at, end).indexOf("\n");
      if (line_end >= 0 && this.#rows_depth > 0) {
        this.#breakRow(rows, at + line_end);
        return true;
      }
      if (quote < 0) {
        // A backslash at the end of the text belongs to the next piece.
        this.#at = backslashesBefore(text, end) % 2 === 0 ? end : end - 1;
        return false;
      }
      if (backslashesBefore(text, quote) % 2 === 0) {
        this.#at = quote + 1;
        this.#is_string = false;
        return true;
      }
      at = quote;
    }
  }

  #breakRow(rows: RawRow[], line_end: number): void {
    if (!this.#is_dropped) {
      const text = this.#text.slice(this.#row_start, line_end);
      rows.push(unreadableRow(text, "A quote in it is not closed in its line"));
    }
    this.#is_dropped = false;
    this.#is_string = false;
    this.#is_seeking = true;
    this.#row_start = NO_ROW;
    this.#depth = this.#rows_depth;
    this.#at = line_end;
  }

  /** Moves to the next line that begins an object; false if none has arrived. */
  #seekObject(): boolean {
    const text = this.#text;
    const between = /[\s,]*/y;
    for (let at = text.indexOf("\n", this.#at); at >= 0;) {
      between.lastIndex = at;
      between.test(text);
      const end = between.lastIndex;
      if (text[end] === "{") {
        this.#at = end;
        this.#is_seeking = false;
        return true;
      }
      at = text.indexOf("\n", end);
    }
    this.#at = Math.max(this.#at, text.lastIndexOf("\n"));
    return false;
  }

  /** Drops text that has been read, or a row that is too long. */
  #forget(rows: RawRow[]): void {
    const in_hand = this.#text.length - this.#row_start;
    if (this.#row_start !== NO_ROW && in_hand > ROW_CHARS_MAX) {
      if (!this.#is_dropped)
        rows.push(tooLong(this.#text.slice(this.#row_start)));
      this.#is_dropped = true;
      this.#row_start = this.#at;
    }
    const kept_from =
      this.#row_start !== NO_ROW
        ? this.#row_start
        : this.#at - (this.#rows_depth === 0 ? NAME_CHARS_MAX : 0);
    const cut = Math.max(0, Math.min(kept_from, this.#at));
    this.#text = this.#text.slice(cut);
    this.#at -= cut;
    if (this.#row_start !== NO_ROW) this.#row_start -= cut;
  }
}

function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (count < at && text.charCodeAt(at - 1 - count) === 92) count++;
  return count;
}

/** Reads NDJSON: one row per line. */
export class NdjsonReader implements RowReader {
  #text = "";
  #is_skipping = false;

  feed(text: string): RawRow[] {
    this.#text += text;
    const rows: RawRow[] = [];
    let at = 0;
    for (;;) {
      const line_end = this.#text.indexOf("\n", at);
      if (line_end < 0) break;
      this.#add(rows, this.#text.slice(at, line_end));
      at = line_end + 1;
    }
    this.#text = this.#text.slice(at);
    if (this.#text.length > ROW_CHARS_MAX) {
      if (!this.#is_skipping) rows.push(tooLong(this.#text));
      this.#is_skipping = true;
      this.#text = "";
    }
    return rows;
  }

  end(): RawRow[] {
    return this.feed("\n");
  }

  #add(rows: RawRow[], line: string): void {
    if (this.#is_skipping) this.#is_skipping = false;
    else if (line.length > ROW_CHARS_MAX) rows.push(tooLong(line));
    else if (line.trim() !== "") rows.push(readLine(line));
  }
}

function readLine(line: string): RawRow {
  let depth = 0;
  let depth_max = 0;
  // Brackets may be inside strings, so parse unless there are far too many.
  for (let at = 0; at < line.length; at++) {
    const char = line.charCodeAt(at);
    if (char === 91 || char === 123) depth_max = Math.max(depth_max, ++depth);
    else if (char === 93 || char === 125) depth--;
  }
  if (depth_max <= NESTING_MAX * 8) return readJsonRow(line);
  return unreadableRow(line, `It is nested deeper than ${NESTING_MAX}`);
}

function tooLong(line: string): RawRow {
  return unreadableRow(
    line,
    `The row is longer than ${ROW_CHARS_MAX} characters`,
  );
}

import { DEVICES, SYSTEMS } from "../campaigns/mod.ts";
import { IDS_MAX, invalid, isDay, notOneOf } from "../http/mod.ts";
import { parseTime, STORED_VERDICTS } from "../kernel/mod.ts";
import { isThing } from "./dimensions.ts";
import type { Dimension } from "./model.ts";

const ID_MAX = 2_147_483_647;
const TEXT_CHARS_MAX = 1_024;
/** The value of what has none. */
const NONE = "(none)";
/** The value of folded entries, of which there are none. */
const OTHER = "(other)";
/** A text that is one of the two, in quotes: a pair of them is taken off. */
const QUOTED = /^"("*\((?:none|other)\)"*)"$/;
const STATUSES = ["pending", "approved", "rejected", "reversed"];

const HOUR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/;
/** Shapes of other times as rows have them. */
const TIMES: Partial<Record<Dimension, { shape: RegExp; example: string }>> = {
  week: { shape: /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, example: "2026-W48" },
  month: { shape: /^\d{4}-(?:0[1-9]|1[0-2])$/, example: "2026-11" },
  hour_of_day: { shape: /^(?:1?\d|2[0-3])$/, example: "0 to 23" },
  weekday: { shape: /^[1-7]$/, example: "1 (Monday) to 7" },
};

/** Parses the values of a dimension's filter, with commas between; null is none. */
export function readValues(
  dimension: Dimension,
  text: string,
): (string | null)[] {
  const parts = splitValues(text);
  if (parts.length > IDS_MAX) {
    throw invalid(dimension, `must have at most ${IDS_MAX} values`);
  }
  return parts.flatMap((part) => {
    if (part === NONE) return [null];
    if (part === OTHER) return [];
    return [readValue(dimension, part.replace(QUOTED, "$1"))];
  });
}

/** Splits at commas; `\,` is a comma within a value, `\\` a backslash. */
function splitValues(text: string): string[] {
  const values = [""];
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1];
    const is_escaped = text[at] === "\\" && (next === "," || next === "\\");
    if (text[at] === "," && !is_escaped) values.push("");
    else values.push(`${values.pop() ?? ""}${is_escaped ? next : text[at]}`);
    if (is_escaped) at++;
  }
  return values;
}

function readValue(dimension: Dimension, text: string): string {
  if (isThing(dimension)) return readId(dimension, text);
  const time = TIMES[dimension];
  if (time !== undefined) {
    if (time.shape.test(text)) return text;
    throw invalid(dimension, `must be such as ${time.example}`);
  }
  switch (dimension) {
    case "hour":
      return readHour(text);
    case "day":
      if (isDay(text)) return text;
      throw invalid(dimension, "must be a day such as 2026-11-28");
    case "country":
      if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase();
      throw invalid(
        dimension,
        "must be an ISO 3166 code such as DE, or (none)",
      );
    case "device":
      return readWord(dimension, text.toLowerCase(), DEVICES);
    case "os":
      return readWord(dimension, text.toLowerCase(), SYSTEMS);
    case "browser":
      return text.toLowerCase().slice(0, TEXT_CHARS_MAX);
    case "verdict":
      return readWord(dimension, text, STORED_VERDICTS);
    case "status":
      return readWord(dimension, text, STATUSES);
    default:
      if (text.length <= TEXT_CHARS_MAX) return text;
      throw invalid(
        dimension,
        `values must have at most ${TEXT_CHARS_MAX} characters`,
      );
  }
}

/** An hour as rows have it; its plus may have come as a blank, which it means in an address. */
function readHour(text: string): string {
  const hour = text.replace(" ", "+");
  if (HOUR.test(hour) && parseTime(hour) !== null) return hour;
  throw invalid("hour", "must be such as 2026-11-28T10:00:00+05:45");
}

function readId(dimension: Dimension, text: string): string {
  const is_id = /^[1-9][0-9]{0,9}$/.test(text) && Number(text) <= ID_MAX;
  if (is_id) return text;
  throw invalid(dimension, "must be ids with commas between, or (none)");
}

function readWord(
  dimension: Dimension,
  text: string,
  words: readonly string[],
): string {
  if (words.includes(text)) return text;
  throw notOneOf(dimension, words);
}

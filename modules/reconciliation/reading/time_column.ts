import type { ColumnProposal } from "../../../db/schema/mod.ts";
import type { ColumnFacts } from "./column_facts.ts";
import { foldColumn } from "./column_names.ts";

/** Matches times with unknown zones too; the rows with them are refused one by one. */
const TIME_OF_DAY =
  /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?(?: ?(?:[A-Z]{1,5}|[+-]\d{2}:?\d{2}))?$/;
/** `10.15 Uhr`, `10h15`, `10:15 uur`: without its word, `10.15` might be money. */
const SPOKEN = /^(\d{1,2})(?:[.:](\d{2}) ?(?:uhr|uur|h)|h(\d{2})?)$/i;
const DOTTED = /^(\d{1,2})\.(\d{2})$/;
const SHARE_MIN = 0.9;
const NAMES = new Set(
  "time time_of_day conversion_time order_time sale_time event_time transaction_time uhrzeit zeit heure hora ora orario tijd tijdstip godzina czas время saat zaman"
    .split(" ")
    .map(foldColumn),
);
/** Names of durations and click times. */
const OTHER_TIMES =
  /duration|dauer|durée|duur|elapsed|session|lag|click|clic|klick|klik|tıklama/iu;

interface Column {
  column: string;
  values: readonly string[];
  facts: ColumnFacts;
}

/**
 * Finds the column with the time of day beside a column of dates: by name, else by
 * values; null if there is none.
 */
export function timeColumn(
  columns: readonly Column[],
  dates: { values: readonly string[] } | undefined,
  taken: readonly string[],
): ColumnProposal | null {
  if (dates === undefined || dates.values.some((text) => text.includes(":"))) {
    return null;
  }
  const able = columns.filter(
    ({ column, values }) =>
      !taken.includes(column) && shareOf(values, isNamed(column)) > 0,
  );
  const named = able.find(({ column }) => isNamed(column));
  const found =
    named ?? able.find(({ column }) => !OTHER_TIMES.test(column)) ?? null;
  if (found === null) return null;
  const share = Math.round(shareOf(found.values, isNamed(found.column)) * 100);
  const values = `${share} % of its values are times of day, beside a column of days alone`;
  return {
    column: found.column,
    field: "time_column",
    confidence: found === named ? 0.9 : 0.6,
    why: found === named ? `its name says so, and ${values}` : values,
    examples: found.facts.examples,
  };
}

function isNamed(column: string): boolean {
  return NAMES.has(foldColumn(column));
}

/** Normalizes a time of day to follow a date: `10.15 Uhr` becomes `10:15`. */
export function clockText(text: string): string {
  const given = text.trim();
  const [, hour, minute, after_h] = SPOKEN.exec(given) ?? [];
  if (hour !== undefined) return `${hour}:${minute ?? after_h ?? "00"}`;
  return given.replace(DOTTED, "$1:$2");
}

/** Share of times among the non-empty values; 0 if below the minimum. */
function shareOf(values: readonly string[], is_named: boolean): number {
  const given = values.map((text) => text.trim()).filter((text) => text !== "");
  const times = given.filter(
    (text) =>
      TIME_OF_DAY.test(text) ||
      SPOKEN.test(text) ||
      (is_named && DOTTED.test(text)),
  );
  const share = times.length / Math.max(given.length, 1);
  return share >= SHARE_MIN ? share : 0;
}

import type { StatementMapping } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import { STATEMENT_FIELDS } from "./column_names.ts";
import { ROW_STATES } from "./status_words.ts";

/**
 * Throws if a mapping names unknown fields or columns, or is too little to match
 * rows by.
 */
export function checkMapping(
  mapping: StatementMapping,
  columns: readonly string[],
): void {
  for (const [field, column] of Object.entries(mapping.columns)) {
    const name = `mapping.columns.${field}`;
    if (!STATEMENT_FIELDS.some((known) => known === field)) {
      throw invalid(name, `must be one of ${STATEMENT_FIELDS.join(", ")}`);
    }
    if (!columns.includes(column)) {
      throw invalid(name, `there is no column "${column}"`);
    }
  }
  const { time_column } = mapping;
  if (typeof time_column === "string" && !columns.includes(time_column)) {
    throw invalid("mapping.time_column", `there is no column "${time_column}"`);
  }
  const { occurred_at, ...fields } = mapping.columns;
  if (typeof time_column === "string") {
    if (occurred_at === undefined) {
      const why = "it goes with a column of days, occurred_at";
      throw invalid("mapping.time_column", why);
    }
    if ([occurred_at, ...Object.values(fields)].includes(time_column)) {
      const why = "names a column that already stands for a field";
      throw invalid("mapping.time_column", why);
    }
  }
  const words = Object.entries(mapping.status_map ?? {});
  for (const [word, state] of words)
    checkState(`mapping.status_map.${word}`, state);
  if (mapping.default_status !== undefined) {
    checkState("mapping.default_status", mapping.default_status);
  }
  checkEnded(mapping, columns);
  const { currency } = mapping;
  if (currency !== undefined && parseCurrency(currency) !== currency) {
    throw invalid(
      "mapping.currency",
      "must be an ISO 4217 currency code such as USD",
    );
  }
  const missing = missingPart(mapping);
  if (missing !== null) throw invalid("mapping.columns", missing);
}

/**
 * Describes what a mapping is missing; null if it is complete. Without an id, rows can only be
 * matched by time and money.
 */
export function missingPart(
  mapping: Pick<StatementMapping, "columns">,
): string | null {
  const { columns } = mapping;
  const has_id =
    columns.click_id ?? columns.order_id ?? columns.conversion_id ?? null;
  const money = columns.amount ?? columns.revenue ?? columns.payout ?? null;
  if (has_id !== null) return null;
  if (columns.occurred_at !== undefined && money !== null) return null;
  return "a click id, an order id, a conversion id, or both time and money are needed";
}

function checkEnded(
  { ended = {}, columns: fields }: StatementMapping,
  columns: readonly string[],
): void {
  const mapped = Object.values(fields);
  for (const column of Object.keys(ended)) {
    const name = `mapping.ended.${column}`;
    if (!columns.includes(column)) {
      throw invalid(name, `there is no column "${column}"`);
    }
    if (mapped.includes(column)) {
      throw invalid(name, "names a column that already stands for a field");
    }
  }
}

function checkState(field: string, state: string): void {
  if (ROW_STATES.some((known) => known === state)) return;
  throw invalid(field, `must be one of ${ROW_STATES.join(", ")}`);
}

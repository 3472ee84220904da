import type { StatusMeaning } from "../../db/schema/mod.ts";
import { NameTable } from "./names.ts";
import type { SourceConfig } from "./source_directory.ts";

/** The settings by which a sender's postbacks are read. */
export type Dialect = Pick<
  SourceConfig,
  | "names"
  | "goal_map"
  | "status_map"
  | "timezone"
  | "currency"
  | "amount_unit"
  | "decimal_comma"
  | "reversal_amount"
  | "drift_seconds"
>;

/** The dialect used without a source. */
export const PLAIN_DIALECT: Dialect = {
  names: NameTable.published,
  goal_map: new Map(),
  status_map: new Map(),
  timezone: "UTC",
  currency: null,
  amount_unit: "major",
  decimal_comma: false,
  reversal_amount: null,
  drift_seconds: 300,
};

/** The dialect with status words from the request itself, which take precedence. */
export function withStatusWords(
  dialect: Dialect,
  words: ReadonlyMap<string, StatusMeaning>,
): Dialect {
  if (words.size === 0) return dialect;
  return { ...dialect, status_map: new Map([...dialect.status_map, ...words]) };
}

import { NameTable } from "./names.ts";
import type { Dialect } from "./source_directory.ts";

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

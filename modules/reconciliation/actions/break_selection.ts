import { isNotNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import { readItemKey } from "../matching/item_key.ts";
import type { Override } from "./action_types.ts";

/** Which breaks to apply, by key or by class, and overrides of the proposed actions. */
export interface BreakSelection {
  /** Keys of breaks or classes; all open breaks if both are absent. */
  break_ids?: string[] | undefined;
  classes?: string[] | undefined;
  overrides: Record<string, Override>;
  reason: string | null;
}

/** SQL condition for breaks that can still be applied. */
export const IS_OPEN: SQL = sql`state in ('open', 'undone')`;

/** SQL condition for breaks that were asked for without naming each. */
export function selectionCondition({ classes }: BreakSelection): SQL {
  const of_class =
    classes === undefined
      ? sql``
      : sql`and coalesce(case when class = 'locked_period' then detail->>'class' end, class) = any(${list(classes)}::text[])`;
  return sql`${isNotNull(reconciliationItems.class)} and ${IS_OPEN} ${of_class}`;
}

/** Returns the override of a break; one by key goes before one by class. */
export function overrideOf(
  { overrides }: BreakSelection,
  key: string,
  of_class: string | null,
): Override | null {
  const own = Object.getOwnPropertyDescriptor(overrides, key)?.value;
  const of = Object.getOwnPropertyDescriptor(overrides, of_class ?? "")?.value;
  return (own ?? of ?? null) as Override | null;
}

/** Splits item keys into row numbers and conversion ids. */
export function sidesOfKeys(keys: readonly string[]) {
  const read = keys.flatMap((key) => readItemKey(key) ?? []);
  return {
    row_nos: read.flatMap((one) => ("row_no" in one ? [one.row_no] : [])),
    conversion_ids: read.flatMap((one) =>
      "conversion_id" in one ? [one.conversion_id] : [],
    ),
  };
}

function list(words: readonly string[]): SQL {
  return sql`${`{${words.map((word) => `"${word}"`).join()}}`}`;
}

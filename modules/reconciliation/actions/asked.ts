import { isNotNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import { readItemKey } from "../matching/item_key.ts";
import type { Override } from "./action_types.ts";

/** Which breaks are meant, and what is to be done otherwise than proposed; by key, or by class. */
export interface Asked {
  /** The keys of breaks, classes, or all that are open. */
  break_ids?: string[] | undefined;
  classes?: string[] | undefined;
  overrides: Record<string, Override>;
  reason: string | null;
}

/** Breaks about which something may still be done. */
export const IS_OPEN: SQL = sql`state in ('open', 'undone')`;

/** The condition that a break is among those that were asked for without naming each. */
export function askedCondition({ classes }: Asked): SQL {
  const of_class =
    classes === undefined
      ? sql``
      : sql`and coalesce(case when class = 'locked_period' then detail->>'class' end, class) = any(${list(classes)}::text[])`;
  return sql`${isNotNull(reconciliationItems.class)} and ${IS_OPEN} ${of_class}`;
}

/** The override of a break: its own goes before that of its class. */
export function overrideOf(
  { overrides }: Asked,
  key: string,
  of_class: string | null,
): Override | null {
  const own = Object.getOwnPropertyDescriptor(overrides, key)?.value;
  const of = Object.getOwnPropertyDescriptor(overrides, of_class ?? "")?.value;
  return (own ?? of ?? null) as Override | null;
}

/** The rows and the conversions that keys mean. */
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

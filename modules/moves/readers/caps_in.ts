import type { MovedCap } from "../moved_thing.ts";
import type { MoveRow } from "./move_row.ts";

/** A field of a limit, and what it limits. */
export type CapField = readonly [
  field: string,
  metric: MovedCap["metric"],
  period: MovedCap["period"],
];

/** Limits that a row has in columns of their own; 0 is none, and -1 too. */
export function* capsIn(
  row: MoveRow,
  fields: readonly CapField[],
  of: { campaign: string; affiliate?: string | undefined },
): Iterable<MovedCap> {
  const { campaign, affiliate } = of;
  for (const [field, metric, period] of fields) {
    const limit = row.amount(field);
    if (limit === undefined || limit === "0" || limit.startsWith("-")) continue;
    yield {
      kind: "cap",
      campaign,
      ...(affiliate === undefined ? {} : { affiliate }),
      metric,
      period,
      limit,
    };
  }
}

import type { MovedConversion } from "../moved_thing.ts";
import type { MoveRow } from "./move_row.ts";
import { labelsOf, SUB_FIELDS } from "./tracker_offer.ts";

/** The money, state, times and labels of a conversion, from the fields that most trackers' tables have. */
export function saleFields(
  row: MoveRow,
  statuses: Readonly<Record<string, MovedConversion["status"]>>,
) {
  return {
    payout: row.amount("payout"),
    revenue: row.amount("revenue"),
    status: row.word("status", statuses) ?? ("approved" as const),
    converted_at: row.needAt("converted_at"),
    clicked_at: row.at("clicked_at"),
    subs: labelsOf(row, SUB_FIELDS),
  };
}

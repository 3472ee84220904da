import type { StatementMapping } from "../../../db/schema/mod.ts";
import { foldColumn } from "../../reconciliation/mod.ts";

/** Fields of an old tracker's export: a statement's, and its own id of the conversion. */
export type ExportColumns = StatementMapping["columns"] & { old_id?: string };

/**
 * Names of columns in exports of trackers, the surest first. Unlike a statement's, a click is the old
 * tracker's, and ids come before names.
 */
const NAMES: Readonly<Record<string, string>> = {
  old_id:
    "old_id conversion_id conv_id conversionid event_id network_conversion_id id",
  click_id:
    "click click_id clickid click_hash sub_id subid cid transaction_id ad_id",
  order_id:
    "order_id order external_id tid txid order_number adv_order_id transaction_id",
  campaign: "campaign offer_id campaign_id oid offer campaign_name offer_name",
  affiliate:
    "affiliate affiliate_id aff_id pid partner_id publisher_id affid source_id affiliate_name partner_name",
  goal: "goal goal_id goal_value event event_name goal_name",
  occurred_at:
    "converted_at conversion_datetime conversion_date datetime sale_datetime postback_datetime created_at date time",
  status: "status conversion_status conv_status state",
  currency: "currency currency_code payout_currency",
  payout: "payout payout_amount affiliate_payout payouts",
  revenue: "revenue revenue_amount received profit_revenue",
  amount: "amount sale_amount order_total sum",
};

/**
 * The columns of an old tracker's export: by their names here, else as proposed for a statement. A
 * column stands for one field.
 */
export function oldColumns(
  names: readonly string[],
  proposed: StatementMapping["columns"],
): ExportColumns {
  const folded = new Map(names.map((name) => [foldColumn(name), name]));
  const found: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [field, words] of Object.entries(NAMES)) {
    const column = words
      .split(" ")
      .map((word) => folded.get(foldColumn(word)))
      .find((name) => name !== undefined && !taken.has(name));
    if (column === undefined) continue;
    found[field] = column;
    taken.add(column);
  }
  for (const [field, column] of Object.entries(proposed)) {
    // A conversion of ours is found by its form, in whatever column it stands.
    const is_free = !(field in found) && !taken.has(column);
    if (!is_free || field === "conversion_id") continue;
    found[field] = column;
    taken.add(column);
  }
  return found;
}

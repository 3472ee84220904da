const NOT_YET = "refused by Citus until its statement is rewritten";

/** Files whose statements aren't all as Citus takes them, each with the reason. */
export const CITUS_EXCEPTIONS: Readonly<Record<string, string>> = {
  "db/statements.ts": NOT_YET,
  "modules/campaigns/offers/tier_sums.ts": NOT_YET,
  "modules/clicks/changed_clicks.ts": NOT_YET,
  "modules/conversions/changes/change_conversions.ts": NOT_YET,
  "modules/conversions/load_conversions.ts": NOT_YET,
  "modules/payouts/affiliate_entries.ts": NOT_YET,
  "modules/payouts/balance_snapshot.ts": NOT_YET,
  "modules/payouts/invoices/create_invoice.ts": NOT_YET,
  "modules/payouts/payments/claimable.ts": NOT_YET,
  "modules/payouts/payments/next_payment.ts": NOT_YET,
  "modules/payouts/payments/payment_entries.ts": NOT_YET,
  "modules/postbacks/postback_filter.ts": NOT_YET,
  "modules/postbacks/receive/drop_old_postbacks.ts": NOT_YET,
  "modules/postbacks/receive/write_postbacks.ts": NOT_YET,
  "modules/postbacks/rejudge/backfill_report.ts": NOT_YET,
  "modules/postbacks/rejudge/waiting_children.ts": NOT_YET,
  "modules/reconciliation/actions/book_variance.ts": NOT_YET,
  "modules/reconciliation/actions/import_rows.ts": NOT_YET,
  "modules/reconciliation/report/invoice_difference.ts": NOT_YET,
  "modules/rollups/conversion_rows.ts": NOT_YET,
};

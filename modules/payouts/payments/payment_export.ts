import { and, asc, eq, gt } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  affiliates,
  paymentDetails,
  payments,
} from "../../../db/schema/mod.ts";
import { csvResponse } from "../../http/mod.ts";
import type { Cell } from "../../http/mod.ts";
import { formatAmount } from "../../kernel/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { openPaymentDetails } from "./payment_details.ts";

/** Kind of export file. */
export type ExportFormat = "bank" | "wallet";

const READ_AT_ONCE = 500;

/** Names of the payment details that follow the first three columns. */
const DETAILS: Readonly<Record<ExportFormat, readonly string[]>> = {
  bank: [
    ...["holder", "iban", "account", "routing", "bic", "bank_name"],
    ...["address", "country"],
  ],
  wallet: ["network", "address", "memo"],
};

/**
 * Exports the closed payments of a run as CSV for a bank or a wallet, one per row:
 * `payment_id, affiliate_id, affiliate_name`, the details, `amount, currency,
 * tax_id`. The wallet file has payments to affiliates that are paid by `wallet`, the
 * bank file all others. The details are those that count now, decrypted only for this
 * file; missing ones are empty cells.
 */
export function exportRun(
  deps: { db: Database; seal_key: SealKey },
  run_id: string,
  format: ExportFormat,
): Response {
  const rows = exportRows(deps, run_id, format);
  return csvResponse(`payments-${run_id}-${format}.csv`, rows);
}

async function* exportRows(
  deps: { db: Database; seal_key: SealKey },
  run_id: string,
  format: ExportFormat,
): AsyncGenerator<readonly Cell[]> {
  const names = DETAILS[format];
  yield [
    ...["payment_id", "affiliate_id", "affiliate_name"],
    ...names,
    ...["amount", "currency", "tax_id"],
  ];
  for await (const { payment, affiliate, sealed } of closedOf(
    deps.db,
    run_id,
  )) {
    // By the method that the details are for, which may have changed since the run.
    const method = affiliate.payment_method ?? payment.method;
    const is_wallet = method === "wallet";
    if (is_wallet !== (format === "wallet")) continue;
    const details = openPaymentDetails(deps.seal_key, affiliate.id, sealed);
    yield [
      payment.id,
      payment.affiliate_id,
      affiliate.name,
      ...names.map((name) => details[name] ?? null),
      formatAmount(payment.amount_micros, payment.currency),
      payment.currency,
      affiliate.tax_id,
    ];
  }
}

/** Closed payments of a run, each with its affiliate and the details that count now. */
export async function* closedOf(db: Database, run_id: string) {
  let after: string | undefined;
  for (;;) {
    const rows = await db
      .select({
        payment: payments,
        affiliate: affiliates,
        sealed: paymentDetails.sealed,
      })
      .from(payments)
      .innerJoin(affiliates, eq(affiliates.id, payments.affiliate_id))
      .leftJoin(
        paymentDetails,
        eq(paymentDetails.affiliate_id, payments.affiliate_id),
      )
      .where(
        and(
          eq(payments.run_id, run_id),
          eq(payments.state, "closed"),
          after === undefined ? undefined : gt(payments.id, after),
        ),
      )
      .orderBy(asc(payments.id))
      .limit(READ_AT_ONCE);
    yield* rows;
    after = rows.at(-1)?.payment.id;
    if (rows.length < READ_AT_ONCE) return;
  }
}

import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import {
  deliveries,
  invoiceClaims,
  invoices,
  ledgerTransactions,
  paymentClaims,
  payments,
} from "../../db/schema/mod.ts";
import { deliveriesOf } from "../deliveries/mod.ts";
import { sees } from "./asker.ts";
import type { Asker } from "./asker.ts";
import { bookedFor, ownRows, shownPayments } from "./find_things.ts";

const ROWS_MAX = 100;

/** The deliveries of conversions, or with these ids, of whoever asks. */
export async function deliveriesTo(
  db: Queryable,
  asker: Asker,
  of: { ids?: readonly string[]; conversion_ids?: readonly string[] },
) {
  if (!sees(asker, "endpoint_id")) return [];
  const { ids = [], conversion_ids = [] } = of;
  const own = ownRows(asker, deliveries);
  return await deliveriesOf(
    db,
    { ids, conversion_ids },
    { own, limit: ROWS_MAX },
  );
}

/** Entries of the ledger with these ids. */
export async function entriesById(
  db: Queryable,
  asker: Asker,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  return await selectEntries(
    db,
    asker,
    inArray(ledgerTransactions.id, [...ids]),
  );
}

/** Entries of conversions. */
export async function entriesOfSales(
  db: Queryable,
  asker: Asker,
  sold: readonly { campaign_id: number; id: string }[],
) {
  if (sold.length === 0) return [];
  const { campaign_id, conversion_id } = ledgerTransactions;
  const campaigns = sold.map((row) => row.campaign_id);
  const ids = sold.map(({ id }) => id);
  return await selectEntries(
    db,
    asker,
    and(
      inArray(campaign_id, [...new Set(campaigns)]),
      inArray(conversion_id, ids),
    ),
  );
}

async function selectEntries(
  db: Queryable,
  asker: Asker,
  condition: SQL | undefined,
) {
  const t = ledgerTransactions;
  const { content, ...columns } = getTableColumns(t);
  return await db
    .select({
      ...columns,
      payment_id: payments.id,
      invoice_id: invoiceClaims.invoice_id,
    })
    .from(t)
    .leftJoin(paymentClaims, eq(paymentClaims.entry_id, t.id))
    .leftJoin(
      payments,
      and(eq(payments.id, paymentClaims.payment_id), shownPayments(asker)),
    )
    .leftJoin(invoiceClaims, eq(invoiceClaims.entry_id, t.id))
    .where(and(condition, ownRows(asker, t), bookedFor(asker)))
    .orderBy(asc(t.id))
    .limit(ROWS_MAX);
}

/** Payments with these ids. */
export async function paymentsById(
  db: Queryable,
  asker: Asker,
  ids: readonly string[],
) {
  if (ids.length === 0 || !sees(asker, "payment_id")) return [];
  const of_ids = inArray(payments.id, [...new Set(ids)]);
  return await db
    .select()
    .from(payments)
    .where(and(of_ids, ownRows(asker, payments), shownPayments(asker)))
    .limit(ROWS_MAX);
}

/** Invoices with these ids. */
export async function invoicesById(
  db: Queryable,
  asker: Asker,
  ids: readonly string[],
) {
  if (ids.length === 0 || !sees(asker, "invoice_id")) return [];
  const of_ids = inArray(invoices.id, [...new Set(ids)]);
  return await db
    .select()
    .from(invoices)
    .where(and(of_ids, ownRows(asker, invoices)))
    .limit(ROWS_MAX);
}

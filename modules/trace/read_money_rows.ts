import { inCampaign } from "../../db/citus/mod.ts";
import { and, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
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
import { bookedFor, ownRows, shownPayments } from "./find_things.ts";
import { firstRows, LOOKED_MAX, ROWS_MAX } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

/** The deliveries of conversions, or with these ids, of whoever asks. */
export async function deliveriesTo(
  lookup: Lookup,
  of: { ids?: readonly string[]; conversion_ids?: readonly string[] },
) {
  const { db, asker, shortened } = lookup;
  if (!sees(asker, "endpoint_id")) return [];
  const { ids = [], conversion_ids = [] } = of;
  const own = ownRows(asker, deliveries);
  const { data, has_more } = await deliveriesOf(
    db,
    { ids, conversion_ids },
    { own, limit: ROWS_MAX },
  );
  if (has_more) shortened.add("delivery");
  return data;
}

/** Entries of the ledger with these ids. */
export async function entriesById(lookup: Lookup, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await selectEntries(lookup, inArray(ledgerTransactions.id, [...ids]));
}

/** Entries of conversions. */
export async function entriesOfSales(
  lookup: Lookup,
  sold: readonly { campaign_id: number; id: string }[],
) {
  if (sold.length === 0) return [];
  const { campaign_id, conversion_id } = ledgerTransactions;
  const campaigns = sold.map((row) => row.campaign_id);
  const ids = sold.map(({ id }) => id);
  return await selectEntries(
    lookup,
    and(
      inArray(campaign_id, [...new Set(campaigns)]),
      inArray(conversion_id, ids),
    ),
  );
}

/** The newest entries of one condition, with the payment and the invoice that they are on. */
async function selectEntries(lookup: Lookup, condition: SQL | undefined) {
  const { db, asker } = lookup;
  const { content, ...columns } = getTableColumns(ledgerTransactions);
  const some = db
    .select(columns)
    .from(ledgerTransactions)
    .where(and(condition, ownRows(asker, ledgerTransactions), bookedFor(asker)))
    .limit(LOOKED_MAX)
    .as("some");
  const newest = db
    .select()
    .from(some)
    .orderBy(desc(some.id))
    .limit(ROWS_MAX + 1)
    .as("newest");
  const rows = await db
    .select()
    .from(newest)
    .leftJoin(
      paymentClaims,
      sql`${eq(paymentClaims.entry_id, newest.id)}${inCampaign("payment_claims", "newest")}`,
    )
    .leftJoin(
      invoiceClaims,
      sql`${eq(invoiceClaims.entry_id, newest.id)}${inCampaign("invoice_claims", "newest")}`,
    )
    .orderBy(desc(newest.id));
  const shown = await shownPaymentsOf(
    lookup,
    rows.flatMap((row) => row.payment_claims?.payment_id ?? []),
  );
  return firstRows(lookup, "entry", rows).map((row) => {
    const payment_id = row.payment_claims?.payment_id ?? "";
    return {
      ...row.newest,
      payment_id: shown.has(payment_id) ? payment_id : null,
      invoice_id: row.invoice_claims?.invoice_id ?? null,
    };
  });
}

/** Those of some payments that the asker sees; asked by themselves, as a join on Citus would read all of them. */
async function shownPaymentsOf(
  { db, asker }: Lookup,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: payments.id })
    .from(payments)
    .where(and(inArray(payments.id, [...new Set(ids)]), shownPayments(asker)));
  return new Set(rows.map(({ id }) => id));
}

/** Payments with these ids, newest first. */
export async function paymentsById(lookup: Lookup, ids: readonly string[]) {
  const { db, asker } = lookup;
  if (ids.length === 0 || !sees(asker, "payment_id")) return [];
  const of_ids = inArray(payments.id, [...new Set(ids)]);
  const rows = await db
    .select()
    .from(payments)
    .where(and(of_ids, ownRows(asker, payments), shownPayments(asker)))
    .orderBy(desc(payments.created_at))
    .limit(ROWS_MAX + 1);
  return firstRows(lookup, "payment", rows);
}

/** Invoices with these ids, newest first. */
export async function invoicesById(lookup: Lookup, ids: readonly string[]) {
  const { db, asker } = lookup;
  if (ids.length === 0 || !sees(asker, "invoice_id")) return [];
  const of_ids = inArray(invoices.id, [...new Set(ids)]);
  const rows = await db
    .select()
    .from(invoices)
    .where(and(of_ids, ownRows(asker, invoices)))
    .orderBy(desc(invoices.created_at))
    .limit(ROWS_MAX + 1);
  return firstRows(lookup, "invoice", rows);
}

import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { ACCOUNT_NAMES } from "./ledger_model.ts";
import type { ModelEntry } from "./ledger_model.ts";
import type { MoneyWorld } from "./money_world.ts";

/** Counts the rows of all tables about money, by state. */
export async function fingerprint(db: Database): Promise<string> {
  const count = (table: string) => `(select count(*) from ${table})`;
  const rows = await db.execute<{ all: string }>(
    sql.raw(`select concat_ws(' ',
      ${["ledger_transactions", "conversion_versions", "payment_claims", "voided_claims", "invoice_claims", "voided_invoice_claims", "invoice_receipts", "released_holds", "locked_periods"].map(count).join(", ")},
      (select concat(count(*), '/', sum(version), '/', sum(coalesce(amount_micros, 0) + refunded_micros)) from conversions),
      (select string_agg(concat(id, state, amount_micros, entries_micros, reference, reason), ',' order by id) from payments),
      (select string_agg(concat(id, state, received_micros), ',' order by id) from invoices)) as all`),
  );
  return rows[0]?.all ?? "";
}

/** All ledger entries, one line each: by the tracker, and by the model. */
export async function bothBooks(
  world: MoneyWorld,
): Promise<{ booked: string[]; meant: string[] }> {
  const { db } = world.service;
  const lines = [
    ...(await ledgerLines(db)),
    ...(await conversionLines(db)),
    ...(await paymentLines(db)),
    ...(await invoiceLines(db)),
  ];
  return { booked: lines.sort(), meant: modelLines(world).sort() };
}

const ACCOUNTS = ACCOUNT_NAMES.map((name) => `t.${name}_micros`).join(", ");

async function ledgerLines(db: Database): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws('|', 'entry', t.kind, t.version, t.currency,
      coalesce(t.advertiser_id, 0), coalesce(t.affiliate_id, 0),
      coalesce(c.order_id, case when t.kind like 'payment%' or t.kind like 'invoice%'
        then t.conversion_id::text end, ''),
      (extract(epoch from t.booked_at) * 1000)::bigint,
      coalesce((extract(epoch from t.payable_from) * 1000)::bigint, 0),
      ${sql.raw(ACCOUNTS)},
      coalesce(p.payment_id::text, ''), coalesce(i.invoice_id::text, ''),
      r.entry_id is not null) as line
    from ledger_transactions t
    left join conversions c on c.campaign_id = t.campaign_id and c.id = t.conversion_id
    left join payment_claims p on p.entry_id = t.id
    left join invoice_claims i on i.entry_id = t.id
    left join released_holds r on r.entry_id = t.id`);
  return rows.map(({ line }) => line);
}

async function conversionLines(db: Database): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws('|', 'conversion', order_id, status, version,
      coalesce(amount_micros::text, ''), refunded_micros, revenue_micros, payout_micros) as line
    from conversions`);
  return rows.map(({ line }) => line);
}

async function paymentLines(db: Database): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws('|', 'payment', p.id, affiliate_id, currency, state, amount_micros,
      entries_micros, (select count(*) from payment_claims c where c.payment_id = p.id)) as line
    from payments p`);
  return rows.map(({ line }) => line);
}

async function invoiceLines(db: Database): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws('|', 'invoice', i.id, advertiser_id, currency, state, amount_micros,
      received_micros, (select count(*) from invoice_claims c where c.invoice_id = i.id)) as line
    from invoices i`);
  return rows.map(({ line }) => line);
}

function modelLines({ ledger, conversions, office }: MoneyWorld): string[] {
  const claimed = (name: "payment" | "invoice", id: string) =>
    ledger.entries.filter((entry) => entry[name] === id).length;
  const paid = [...office.payments.values()].map((one) =>
    [
      ...["payment", one.id, one.affiliate, one.currency, one.state],
      ...[one.amount, one.entries_sum, claimed("payment", one.id)],
    ].join("|"),
  );
  const billed = [...office.invoices.values()].map((one) =>
    [
      ...["invoice", one.id, one.advertiser, one.currency, one.state],
      one.amount,
      [...one.receipts.values()].reduce((sum, micros) => sum + micros, 0n),
      claimed("invoice", one.id),
    ].join("|"),
  );
  const recorded = [...conversions.all.values()].map((one) =>
    [
      ...["conversion", one.order, one.status, one.version, one.amount ?? ""],
      ...[one.refunded, one.revenue, one.payout],
    ].join("|"),
  );
  return [...ledger.entries.map(entryLine), ...recorded, ...paid, ...billed];
}

function entryLine(entry: ModelEntry): string {
  return [
    ...["entry", entry.kind, entry.version, entry.currency],
    ...[entry.advertiser ?? 0, entry.affiliate ?? 0, entry.about, entry.at],
    entry.payable_from ?? 0,
    ...ACCOUNT_NAMES.map((name) => entry.amounts[name] ?? 0n),
    ...[entry.payment ?? "", entry.invoice ?? ""],
    entry.is_released ? "t" : "f",
  ].join("|");
}

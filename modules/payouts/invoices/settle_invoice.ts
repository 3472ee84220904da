import { and, asc, eq, sql } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import {
  invoiceClaims,
  invoiceReceipts,
  invoices,
  voidedInvoiceClaims,
} from "../../../db/schema/mod.ts";
import { orNotFound, invalid } from "../../http/mod.ts";
import {
  formatAmount,
  isUuid,
  newId,
  parseZonedTime,
  Problem,
  roundToMinor,
} from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { writeEntries } from "../write_entries.ts";
import type { Entry } from "../write_entries.ts";
import type { InvoiceDeps, InvoiceRow } from "./create_invoice.ts";

/** Money received for an invoice. */
export interface ReceiptInput {
  amount_micros: Micros;
  /** Day of receipt. */
  date: string;
  reference: string;
}

/**
 * Books money received for an invoice, possibly in parts. The same reference again
 * does nothing, or is refused if the amount or date differs. More than the open
 * amount is refused.
 */
export async function receiveForInvoice(
  deps: InvoiceDeps,
  id: string,
  input: ReceiptInput,
): Promise<InvoiceRow> {
  const { clock } = deps;
  checkDate(input.date);
  return await deps.db.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, id);
    checkAmount(invoice, input.amount_micros);
    if (await isReceived(tx, invoice, input)) return invoice;
    if (invoice.state === "void") {
      throw new Problem(409, "invoice_void", "The invoice is void");
    }
    const { amount_micros, date, reference } = input;
    const received_micros = invoice.received_micros + amount_micros;
    if (received_micros > invoice.amount_micros) throw overPayment(invoice);
    const receipt_id = newId(clock);
    const receipt = { id: receipt_id, amount_micros, reason: reference };
    const entry = receiptEntry(invoice, receipt, "receipt");
    const [entry_id = ""] = await writeEntries(tx, clock, [entry]);
    const now_ms = clock.nowMs();
    const row = {
      id: receipt_id,
      invoice_id: invoice.id,
      amount_micros,
      received_on: date,
      reference,
      entry_id,
      created_at: now_ms,
    };
    await insertRows(tx, invoiceReceipts, [row]);
    const is_paid = received_micros === invoice.amount_micros;
    return await change(tx, invoice.id, {
      received_micros,
      ...(is_paid ? { state: "paid", settled_at: now_ms } : {}),
    });
  });
}

/**
 * Voids an invoice for good: its entries can be invoiced again, and its receipts
 * are reversed.
 */
export async function voidInvoice(
  deps: InvoiceDeps,
  id: string,
  input: { reason: string },
): Promise<InvoiceRow> {
  const { clock } = deps;
  return await deps.db.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, id);
    if (invoice.state === "void") return invoice;
    const receipts = await readReceipts(tx, invoice.id);
    const back = receipts.map((receipt): Entry => {
      const { amount_micros, entry_id } = receipt;
      const undone = { ...receipt, amount_micros: -amount_micros, ...input };
      const entry = receiptEntry(invoice, undone, "receipt_void");
      return { ...entry, origin_id: entry_id };
    });
    await writeEntries(tx, clock, back);
    await tx.execute(sql`
      with moved as (delete from ${invoiceClaims} where invoice_id = ${id}
        returning entry_id, campaign_id, invoice_id)
      insert into ${voidedInvoiceClaims} (entry_id, campaign_id, invoice_id)
      select entry_id, campaign_id, invoice_id from moved`);
    const settled_at = clock.nowMs();
    const { reason } = input;
    return await change(tx, id, { state: "void", reason, settled_at });
  });
}

/** Reads the receipts of an invoice, in order. */
export async function readReceipts(
  db: Pick<Transaction, "select">,
  invoice_id: string,
) {
  return await db
    .select()
    .from(invoiceReceipts)
    .where(eq(invoiceReceipts.invoice_id, invoice_id))
    .orderBy(asc(invoiceReceipts.id));
}

async function isReceived(
  tx: Transaction,
  invoice: InvoiceRow,
  input: ReceiptInput,
): Promise<boolean> {
  const { amount_micros, date, reference } = input;
  const [known] = await tx
    .select()
    .from(invoiceReceipts)
    .where(
      and(
        eq(invoiceReceipts.invoice_id, invoice.id),
        eq(invoiceReceipts.reference, reference),
      ),
    );
  if (known === undefined) return false;
  if (known.amount_micros === amount_micros && known.received_on === date) {
    return true;
  }
  const amount = formatAmount(known.amount_micros, invoice.currency);
  const detail = `"${reference}" was received as ${amount} on ${known.received_on}`;
  throw new Problem(409, "already_received", detail);
}

function checkDate(date: string): void {
  const at = parseZonedTime(`${date} 00:00:00`, "UTC");
  if (at === null) throw invalid("date", "must be a day such as 2026-11-30");
}

function checkAmount(invoice: InvoiceRow, amount_micros: Micros): void {
  const is_whole = roundToMinor(amount_micros, invoice.currency);
  if (amount_micros > 0n && is_whole === amount_micros) return;
  throw invalid("amount", `must be a positive amount of ${invoice.currency}`);
}

function overPayment(invoice: InvoiceRow): Problem {
  const open = invoice.amount_micros - invoice.received_micros;
  const amount = `${formatAmount(open, invoice.currency)} ${invoice.currency}`;
  const detail = `The amount is more than what is open: ${amount}`;
  return new Problem(409, "over_payment", detail);
}

function receiptEntry(
  invoice: InvoiceRow,
  receipt: { id: string; amount_micros: Micros; reason: string },
  kind: "receipt" | "receipt_void",
): Entry {
  return {
    campaign_id: 0,
    conversion_id: receipt.id,
    version: 1,
    kind,
    currency: invoice.currency,
    advertiser_id: invoice.advertiser_id,
    affiliate_id: null,
    reason: receipt.reason,
    cash_micros: receipt.amount_micros,
    receivable_micros: -receipt.amount_micros,
  };
}

async function lockInvoice(tx: Transaction, id: string): Promise<InvoiceRow> {
  const [row] = isUuid(id)
    ? await tx.select().from(invoices).where(eq(invoices.id, id)).for("update")
    : [];
  return orNotFound(row);
}

async function change(
  tx: Transaction,
  id: string,
  values: Partial<InvoiceRow>,
): Promise<InvoiceRow> {
  const [row] = await tx
    .update(invoices)
    .set(values)
    .where(eq(invoices.id, id))
    .returning();
  return orNotFound(row);
}

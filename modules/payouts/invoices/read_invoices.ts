import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  advertisers,
  invoiceClaims,
  invoices,
  voidedInvoiceClaims,
} from "../../../db/schema/mod.ts";
import {
  filterCondition,
  listPage,
  selectList,
  orNotFound,
  TIMES,
  factList,
  html,
  pageResponse,
  table,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime, isUuid, shownMoney } from "../../kernel/mod.ts";
import type { EntriesOf } from "../payments/payment_entries.ts";
import { entriesSection } from "../payments/statement.ts";
import { AGEING, ageingOf } from "./ageing.ts";
import type { InvoiceDeps, InvoiceRow } from "./create_invoice.ts";
import { readReceipts } from "./settle_invoice.ts";

/** Filters and sorts of invoices. */
export const INVOICE_LIST = {
  filters: {
    advertiser_id: "ids",
    number: "id",
    state: ["open", "paid", "void"],
    currency: "currency",
    ...TIMES,
  },
  sorts: ["-id", "number", "created_at", "due_at", "settled_at"],
} as const;

const INVOICE_TABLE: ListTable = {
  columns: getTableColumns(invoices),
  key: invoices.id,
  time: invoices.created_at,
};

/** Presents an invoice for the API, with its ageing. */
export function presentInvoice(row: InvoiceRow, now_ms: number) {
  const { currency } = row;
  const open_micros =
    row.state === "open" ? row.amount_micros - row.received_micros : 0n;
  return {
    id: row.id,
    number: row.number,
    advertiser_id: row.advertiser_id,
    currency,
    from: isoTime(row.from_at),
    to: isoTime(row.to_at),
    timezone: row.timezone,
    state: row.state,
    ...shownMoney(currency, {
      amount: row.amount_micros,
      received: row.received_micros,
      open: open_micros,
    }),
    entries_count: row.entries_count,
    due_at: isoTime(row.due_at),
    ageing: row.state === "open" ? ageingOf(row.due_at, now_ms) : null,
    created_at: isoTime(row.created_at),
    settled_at: row.settled_at === null ? null : isoTime(row.settled_at),
    reason: row.reason,
  };
}

/**
 * Lists invoices, newest first, with the totals of all that match, and open amounts
 * by ageing.
 */
export async function listInvoices(deps: InvoiceDeps, list: ListRequest) {
  const condition = filterCondition(INVOICE_TABLE, list.filter);
  const now_ms = deps.clock.nowMs();
  const rows = await selectList(deps.db, {
    from: invoices,
    table: INVOICE_TABLE,
    list,
  });
  return {
    ...listPage(INVOICE_TABLE, list, rows, (row) =>
      presentInvoice(row, now_ms),
    ),
    totals: await readTotals(deps.db, condition),
    ageing: await readAgeing(deps.db, condition, now_ms),
  };
}

async function readTotals(db: Database, condition: SQL | undefined) {
  const rows = await db
    .select({
      currency: invoices.currency,
      state: invoices.state,
      count: sql<number>`count(*)::integer`,
      sum: sql<string>`sum(${invoices.amount_micros})::text`,
      received: sql<string>`sum(${invoices.received_micros})::text`,
    })
    .from(invoices)
    .where(condition)
    .groupBy(invoices.currency, invoices.state)
    .orderBy(invoices.currency, invoices.state);
  return rows.map(({ currency, state, count, sum, received }) => ({
    currency,
    state,
    count,
    ...shownMoney(currency, {
      amount: BigInt(sum),
      received: BigInt(received),
    }),
  }));
}

/** Open amounts per currency and bucket; the boundaries match `ageingOf`. */
async function readAgeing(
  db: Database,
  condition: SQL | undefined,
  now_ms: number,
) {
  const now = sql`${isoTime(now_ms)}::timestamptz`;
  const days = sql`ceil(extract(epoch from ${now} - ${invoices.due_at}) / 86400)`;
  const rows = await db
    .select({
      currency: invoices.currency,
      bucket: sql<number>`width_bucket(${days}, array[1, 31, 61, 91]::numeric[])`,
      sum: sql<string>`sum(${invoices.amount_micros} - ${invoices.received_micros})::text`,
    })
    .from(invoices)
    .where(and(condition, eq(invoices.state, "open")))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`);
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const sums = AGEING.map((name, index) => {
      const row = rows.find(
        (other) => other.currency === currency && other.bucket === index,
      );
      return [name, BigInt(row?.sum ?? "0")] as const;
    });
    return { currency, ...shownMoney(currency, Object.fromEntries(sums)) };
  });
}

/** Reads an invoice with its advertiser, or answers 404. */
export async function readInvoiceRow(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db
        .select({ invoice: invoices, advertiser: advertisers })
        .from(invoices)
        .innerJoin(advertisers, eq(advertisers.id, invoices.advertiser_id))
        .where(eq(invoices.id, id))
    : [];
  return orNotFound(row);
}

/** The entries that an invoice claims, or claimed before it was voided. */
export function entriesOfInvoice(invoice: InvoiceRow): EntriesOf {
  const from = invoice.state === "void" ? voidedInvoiceClaims : invoiceClaims;
  return {
    claims: sql`select entry_id, campaign_id from ${from} where invoice_id = ${invoice.id}`,
    amount: sql`t.receivable_micros`,
    currency: invoice.currency,
  };
}

/** Presents the receipts of an invoice for the API. */
export async function listReceipts(db: Database, invoice: InvoiceRow) {
  const rows = await readReceipts(db, invoice.id);
  return rows.map((receipt) => ({
    id: receipt.id,
    ...shownMoney(invoice.currency, { amount: receipt.amount_micros }),
    date: receipt.received_on,
    reference: receipt.reference,
    created_at: isoTime(receipt.created_at),
  }));
}

/** Renders an invoice as a page for printing. */
export async function invoicePage(
  deps: InvoiceDeps,
  invoice: InvoiceRow,
  advertiser: { name: string; tax_id: string | null },
): Promise<Response> {
  const shown = presentInvoice(invoice, deps.clock.nowMs());
  const money = (amount: string) => `${amount} ${shown.currency}`;
  const facts: [string, string | null][] = [
    ["Invoice to", advertiser.name],
    ["Tax number", advertiser.tax_id],
    ["Number", String(shown.number)],
    ["State", shown.state],
    ["From", shown.from],
    ["To, not included", shown.to],
    ["Time zone", shown.timezone],
    ["Amount", money(shown.amount)],
    ["Received", money(shown.received)],
    ["Open", money(shown.open)],
    ["Made", shown.created_at],
    ["Due", shown.due_at],
    ["Reason", shown.reason],
  ];
  const receipts = await listReceipts(deps.db, invoice);
  const amount = { name: `Amount, ${shown.currency}`, is_amount: true };
  const cells = receipts.map((row) => [row.date, row.reference, row.amount]);
  const received = html`<h2>Received</h2>
    ${table([{ name: "Date" }, { name: "Reference" }, amount], cells)}`;
  const body = html`<h1>Invoice ${shown.number}</h1>
    ${factList(facts)} ${receipts.length > 0 ? received : null}
    ${await entriesSection(deps.db, entriesOfInvoice(invoice))}`;
  return pageResponse(`Invoice ${shown.number}`, body);
}

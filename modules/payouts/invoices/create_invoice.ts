import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import { inCampaign } from "../../../db/citus/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  advertisers,
  invoiceClaims,
  invoices,
  ledgerTransactions,
} from "../../../db/schema/mod.ts";
import { orNotFound, invalid, readMoment } from "../../http/mod.ts";
import {
  formatAmount,
  isoTime,
  newId,
  Problem,
  shownMoney,
} from "../../kernel/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { recordEvents } from "../../notices/mod.ts";
import type { NetworkEvent } from "../../notices/mod.ts";
import { roundDown } from "../round_down.ts";
import { writeEntries } from "../write_entries.ts";
import type { Entry } from "../write_entries.ts";

export interface InvoiceDeps {
  db: Database;
  clock: Clock;
  default_timezone: string;
}

/**
 * Input for an invoice; the period is given as days in the advertiser's time zone,
 * or as times.
 */
export interface InvoiceInput {
  advertiser_id: number;
  from: string;
  to: string;
  currency: string | null;
}

/** A stored invoice. */
export type InvoiceRow = typeof invoices.$inferSelect;

interface Scope {
  advertiser_id: number;
  currency: string;
  from_at: number;
  to_at: number;
}

const DAY_MS = 86_400_000;

/** Kinds of entries booked when money comes in, which are never invoiced. */
const SETTLING = sql`('receipt', 'receipt_void')`;

/**
 * Invoices an advertiser for what was approved in a period and isn't on an invoice
 * yet, less what was reversed. Each entry is claimed, so that concurrent invoices
 * can't both contain it. Amounts below the minor unit are carried to the next
 * invoice, as with payments.
 */
export async function createInvoice(
  deps: InvoiceDeps,
  input: InvoiceInput,
): Promise<InvoiceRow> {
  const { clock } = deps;
  return await deps.db.transaction(async (tx) => {
    const mine = eq(advertisers.id, input.advertiser_id);
    const [row] = await tx.select().from(advertisers).where(mine);
    const advertiser = orNotFound(row);
    const timezone = advertiser.timezone ?? deps.default_timezone;
    const period = readPeriod(input, timezone);
    const given = { advertiser_id: advertiser.id, ...period };
    const currency =
      input.currency ?? advertiser.currency ?? (await onlyCurrency(tx, given));
    const scope = { ...given, currency };
    const id = newId(clock);
    const { sum_micros, count } = await claim(tx, id, scope);
    if (sum_micros <= 0n) throw nothingToInvoice(scope, sum_micros);
    const rounded = roundDown(sum_micros, currency);
    if (rounded.amount_micros === 0n) throw nothingToInvoice(scope, sum_micros);
    await leaveRest(tx, clock, { id, ...scope, ...rounded });
    const now_ms = clock.nowMs();
    const [made] = await tx
      .insert(invoices)
      .values({
        ...scope,
        id,
        timezone,
        state: "open",
        amount_micros: rounded.amount_micros,
        received_micros: 0n,
        entries_count: count,
        due_at: now_ms + advertiser.terms_days * DAY_MS,
        created_at: now_ms,
      })
      .returning();
    const invoice = orNotFound(made);
    await recordEvents(tx, clock, [createdEvent(invoice)]);
    return invoice;
  });
}

function createdEvent(invoice: InvoiceRow): NetworkEvent {
  const { advertiser_id, currency, number, amount_micros } = invoice;
  const { amount } = shownMoney(currency, { amount: amount_micros });
  const data = {
    invoice_id: invoice.id,
    number,
    advertiser_id,
    currency,
    amount,
  };
  return { type: "invoice.created", advertiser_id, data };
}

function readPeriod(input: { from: string; to: string }, timezone: string) {
  const from_at = readMoment("from", input.from, timezone);
  const to_at = readMoment("to", input.to, timezone);
  if (from_at < to_at) return { from_at, to_at };
  throw invalid("to", "must be after `from`");
}

function claimable(scope: Omit<Scope, "currency">): SQL {
  return sql`from ${ledgerTransactions} as t
    where t.advertiser_id = ${scope.advertiser_id}
      and t.receivable_micros <> 0 and t.kind not in ${SETTLING}
      and t.booked_at >= ${isoTime(scope.from_at)}::timestamptz
      and t.booked_at < ${isoTime(scope.to_at)}::timestamptz
      and not exists (select from ${invoiceClaims} as c
        where c.entry_id = t.id${inCampaign("c", "t")})`;
}

async function onlyCurrency(
  tx: Transaction,
  scope: Omit<Scope, "currency">,
): Promise<string> {
  const rows = await tx.execute<{ currency: string }>(
    sql`select distinct t.currency ${claimable(scope)} order by 1`,
  );
  const [first, ...others] = rows.map(({ currency }) => currency);
  if (first === undefined) throw nothingToInvoice(scope, null);
  if (others.length === 0) return first;
  const message = `is required, since there are several: ${[first, ...others].join(", ")}`;
  throw invalid("currency", message);
}

/** In order of id, so that concurrent invoices can't deadlock. */
async function claim(tx: Transaction, invoice_id: string, scope: Scope) {
  const [row] = await tx.execute<{ sum: string; count: number }>(sql`
    with candidate as materialized (
      select t.id, t.campaign_id, t.receivable_micros ${claimable(scope)}
        and t.currency = ${scope.currency}
    ), claimed as (
      insert into ${invoiceClaims} (entry_id, campaign_id, invoice_id)
      select id, campaign_id, ${invoice_id}::uuid from candidate order by id
      on conflict do nothing returning entry_id
    )
    select coalesce(sum(receivable_micros), 0)::text as sum,
      count(*)::integer as count
    from claimed join candidate on candidate.id = claimed.entry_id`);
  return { sum_micros: BigInt(row?.sum ?? "0"), count: row?.count ?? 0 };
}

async function leaveRest(
  tx: Transaction,
  clock: Clock,
  invoice: Scope & { id: string; rest_micros: Micros },
): Promise<void> {
  const { rest_micros } = invoice;
  if (rest_micros === 0n) return;
  const about = (kind: string, micros: Micros): Entry => ({
    campaign_id: 0,
    conversion_id: invoice.id,
    version: 1,
    kind,
    currency: invoice.currency,
    advertiser_id: invoice.advertiser_id,
    affiliate_id: null,
    receivable_micros: micros,
    variance_micros: -micros,
  });
  const rest = about("invoice_rest", -rest_micros);
  const claims = await writeEntries(tx, clock, [rest]);
  await writeEntries(tx, clock, [about("invoice_carry", rest_micros)]);
  const rows = claims.map((entry_id) => ({
    ...{ entry_id, campaign_id: 0 },
    invoice_id: invoice.id,
  }));
  await insertRows(tx, invoiceClaims, rows);
}

/** A negative sum waits for an invoice that it can be deducted from. */
function nothingToInvoice(
  scope: Omit<Scope, "currency"> & { currency?: string },
  sum_micros: Micros | null,
): Problem {
  const { currency } = scope;
  const sum =
    sum_micros === null || currency === undefined
      ? "there is nothing approved that is on no invoice yet"
      : `what is on no invoice yet comes to ${formatAmount(sum_micros, currency)} ${currency}`;
  return new Problem(409, "nothing_to_invoice", `In this period, ${sum}`);
}

import { eq, sql } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import { affiliates, payments } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { formatAmount, isoTime, shownMoney } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import { partySums } from "./balance_snapshot.ts";
import { readHolds } from "./holds.ts";
import type { Hold } from "./holds.ts";
import type { NextPayment } from "./payments/judge_next_payment.ts";
import { withNextPayments } from "./payments/next_payment.ts";
import type { MoneyNow } from "./payments/next_payment.ts";
import { nextRun } from "./payments/schedule.ts";
import { readRiskHeld } from "./risk_held.ts";
import { roundDown } from "./round_down.ts";

type Exact<Field extends string> = Partial<Record<Field, string>>;

/** Filters and sorts of the balances of an affiliate. */
export const BALANCE_LIST = {
  filters: { currency: "currency" },
  sorts: ["currency"],
} as const;

/** How the balances of an affiliate are read. */
export const BALANCE_ROWS = {
  keyOf: ({ currency }: { currency: string }) => currency,
};

/** An affiliate's balance in one currency, rounded to its minor unit. */
export interface AffiliateBalance {
  currency: string;
  /** Of conversions not yet approved. */
  pending: string;
  /** Approved, but payable only from a day on (in the affiliate's time zone). */
  on_hold: { until: string; amount: string; exact?: Exact<"amount"> }[];
  /**
   * Amount the next payment run can pay, rounded down as it does; negative if the
   * affiliate owes.
   */
  payable: string;
  /** In payments that are not settled yet. */
  in_payments: string;
  /** Payable, but left out of payment runs for its risk until somebody decides. */
  risk_held: string;
  paid: string;
  /** Next scheduled payment; null if nothing is planned. */
  next_run: string | null;
  /** The next payment, as the run at its time will make it. */
  next_payment: NextPayment;
  /** The exact amounts that rounding changed. */
  exact?: Exact<"pending" | "payable" | "in_payments" | "risk_held" | "paid">;
}

/**
 * Returns an affiliate's balances. Approved less paid is the sum of its payable
 * account; of that, what is on hold or claimed by unsettled payments can't be paid
 * now, and the rest can. Rounding remainders and negative entries are included
 * without special treatment.
 */
export async function affiliateBalance(
  db: Database,
  asked: { affiliate_id: number; now_ms: number; default_timezone: string },
): Promise<AffiliateBalance[]> {
  const { affiliate_id, now_ms, default_timezone } = asked;
  return await db.transaction(
    async (tx) => {
      const [row] = await tx
        .select()
        .from(affiliates)
        .where(eq(affiliates.id, affiliate_id));
      const affiliate = orNotFound(row);
      const timezone = affiliate.timezone ?? default_timezone;
      const holds = await readHolds(tx, { affiliate_id, now_ms, timezone });
      const amounts = await readAmounts(tx, { affiliate_id, now_ms }, holds);
      const asking = { affiliate, timezone, now_ms, holds };
      const foreseen = await withNextPayments(tx, asking, amounts);
      const next_run = nextRunOf(affiliate, now_ms, timezone);
      return foreseen.map(({ next, ...one }) => ({
        ...present(one, holds),
        next_run: next_run === null ? null : isoTime(next_run),
        next_payment: next,
      }));
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

interface Amounts extends MoneyNow {
  paid_micros: Micros;
}

/** The exact amounts by currency. */
async function readAmounts(
  tx: Queryable,
  { affiliate_id, now_ms }: { affiliate_id: number; now_ms: number },
  holds: readonly Hold[],
): Promise<Amounts[]> {
  const who = { party: "affiliate", party_id: affiliate_id } as const;
  const sums = await partySums(tx, who, null);
  const settled = await paymentsOf(tx, affiliate_id);
  const at = { affiliate_id, at_ms: now_ms };
  const risky = await readRiskHeld(tx, at);
  return [...sums].map(([currency, accounts]) => {
    const { open, paid } = settled.get(currency) ?? { open: 0n, paid: 0n };
    const held_micros = holds
      .filter((hold) => hold.currency === currency)
      .reduce((sum, { micros }) => sum + micros, 0n);
    const risk_held_micros = risky.get(currency) ?? 0n;
    return {
      currency,
      risk_held_micros,
      pending_micros: -accounts.payable_pending_micros,
      held_micros,
      payable_micros:
        -accounts.payable_micros - held_micros - open - risk_held_micros,
      in_payments_micros: open,
      paid_micros: paid,
    };
  });
}

function present(amounts: Amounts, holds: readonly Hold[]) {
  const { currency, payable_micros } = amounts;
  return {
    currency,
    on_hold: holds
      .filter((hold) => hold.currency === currency)
      .map(({ until, micros }) => ({
        until,
        ...shownMoney(currency, { amount: micros }),
      })),
    ...shownMoney(currency, {
      pending: amounts.pending_micros,
      payable: payable_micros,
      in_payments: amounts.in_payments_micros,
      risk_held: amounts.risk_held_micros,
      paid: amounts.paid_micros,
    }),
    ...(payable_micros > 0n
      ? { payable: sendable(payable_micros, currency) }
      : {}),
  };
}

/** The next scheduled run; null if it would leave the affiliate out. */
function nextRunOf(
  { schedule, payment_hold, status }: typeof affiliates.$inferSelect,
  now_ms: number,
  timezone: string,
): number | null {
  if (payment_hold || status === "blocked") return null;
  return nextRun(schedule, now_ms, timezone);
}

/** The part of an amount that a payment would send now. */
function sendable(micros: bigint, currency: string): string {
  return formatAmount(roundDown(micros, currency).amount_micros, currency);
}

/**
 * A closed payment claims its amount; a draft claims all its entries, as the
 * rounding remainder is only taken out on closing.
 */
async function paymentsOf(tx: Queryable, id: number) {
  const rows = await tx.execute<{
    currency: string;
    open: string;
    paid: string;
  }>(sql`
    select p.currency,
      coalesce(sum(case p.state when 'draft' then p.entries_micros else p.amount_micros end)
        filter (where p.state not in ('paid', 'void')), 0)::text as open,
      coalesce(sum(p.amount_micros) filter (where p.state = 'paid'), 0)::text as paid
    from ${payments} as p where p.affiliate_id = ${id} group by p.currency`);
  return new Map(
    rows.map(({ currency, open, paid }) => [
      currency,
      { open: BigInt(open), paid: BigInt(paid) },
    ]),
  );
}

import { eq, sql } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import {
  affiliates,
  ledgerTransactions,
  payments,
  releasedHolds,
} from "../../db/schema/mod.ts";
import { formatAmount, isoTime, Problem, shownMoney } from "../kernel/mod.ts";
import { partySums } from "./balance_snapshot.ts";
import { roundDown } from "./round_down.ts";

type AffiliateRow = typeof affiliates.$inferSelect;

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
  paid: string;
  /** Next scheduled payment; null if nothing is planned. */
  next_run: string | null;
  /** The exact amounts that rounding changed. */
  exact?: Exact<"pending" | "payable" | "in_payments" | "paid">;
}

/**
 * Returns an affiliate's balances. Approved less paid is the sum of its payable
 * account; of that, what is on hold or claimed by unsettled payments can't be paid
 * now, and the rest can. Rounding remainders and negative entries are included
 * without special treatment.
 */
export async function affiliateBalance(
  db: Database,
  asked: { affiliate_id: number; now: number; default_timezone?: string },
  nextRun: (affiliate: AffiliateRow) => number | null = () => null,
): Promise<AffiliateBalance[]> {
  const { affiliate_id: id, now, default_timezone = "UTC" } = asked;
  return await db.transaction(
    async (tx) => {
      const [affiliate] = await tx
        .select()
        .from(affiliates)
        .where(eq(affiliates.id, id));
      if (affiliate === undefined) {
        throw new Problem(404, "not_found", "Not found");
      }
      const timezone = affiliate.timezone ?? default_timezone;
      const sums = await partySums(
        tx,
        { party: "affiliate", party_id: id },
        null,
      );
      const holds = await holdsOf(tx, { id, now, timezone });
      const settled = await paymentsOf(tx, id);
      const next_run = nextRun(affiliate);
      return [...sums].map(([currency, accounts]) => {
        const on_hold = holds.filter((hold) => hold.currency === currency);
        const paid = settled.get(currency) ?? { open: 0n, paid: 0n };
        const held = on_hold.reduce((sum, { micros }) => sum + micros, 0n);
        const payable = -accounts.payable_micros - held - paid.open;
        return {
          currency,
          on_hold: on_hold.map(({ until, micros }) => ({
            until,
            ...shownMoney(currency, { amount: micros }),
          })),
          ...shownMoney(currency, {
            pending: -accounts.payable_pending_micros,
            payable,
            in_payments: paid.open,
            paid: paid.paid,
          }),
          ...(payable > 0n ? { payable: sendable(payable, currency) } : {}),
          next_run: next_run === null ? null : isoTime(next_run),
        };
      });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** The part of an amount that a payment would send now. */
function sendable(micros: bigint, currency: string): string {
  return formatAmount(roundDown(micros, currency).amount_micros, currency);
}

/**
 * Amounts on hold by day, from the index `ledger_transactions_holds` alone. Summed
 * first by quarters of an hour, as days begin on one in every time zone: so the
 * time zone is applied to a few thousand sums rather than to each entry.
 */
async function holdsOf(
  tx: Queryable,
  { id, now, timezone }: { id: number; now: number; timezone: string },
) {
  const rows = await tx.execute<{
    currency: string;
    until: string;
    micros: string;
  }>(sql`
    select currency, (quarter at time zone ${timezone})::date::text as until,
      (-sum(micros))::text as micros
    from (
      select t.currency, sum(t.payable_micros) as micros,
        date_bin('15 minutes', t.payable_from, 'epoch') as quarter
      from ${ledgerTransactions} as t
      where t.affiliate_id = ${id} and t.payable_from > ${isoTime(now)}::timestamptz
        and t.payable_from > t.booked_at and t.payable_micros <> 0
        and t.id not in (select entry_id from ${releasedHolds})
      group by 1, 3
    ) as held
    group by 1, 2 having sum(micros) <> 0 order by 1, 2`);
  return rows.map((row) => ({ ...row, micros: BigInt(row.micros) }));
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

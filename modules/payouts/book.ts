import { insertRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { ledgerTransactions } from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";

/** Where a conversion's money stands: in the pending accounts, in the approved ones, or nowhere. */
export type Standing = "pending" | "approved" | "none";

/** A conversion's money at one version. */
export interface Position {
  standing: Standing;
  revenue_micros: Micros;
  payout_micros: Micros;
}

/** One change of a conversion, to be booked. */
export interface Booking {
  campaign_id: number;
  conversion_id: string;
  version: number;
  kind: string;
  currency: string;
  advertiser_id: number;
  affiliate_id: number;
  /** Its money before; null for a new conversion. */
  before: Position | null;
  after: Position;
}

/** The amounts of one ledger row. Debits are positive; their sum is zero. */
export interface LedgerAmounts {
  receivable_pending_micros: Micros;
  receivable_micros: Micros;
  payable_pending_micros: Micros;
  payable_micros: Micros;
  margin_pending_micros: Micros;
  margin_micros: Micros;
}

/**
 * The amounts that lead from one position to another: what the advertiser owes
 * on one side, what the affiliate gets and what is left to the network on the
 * other; pending and approved are accounts of their own.
 */
export function ledgerAmounts(
  before: Position | null,
  after: Position,
): LedgerAmounts {
  const pending = difference(before, after, "pending");
  const approved = difference(before, after, "approved");
  return {
    receivable_pending_micros: pending.revenue,
    payable_pending_micros: -pending.payout,
    margin_pending_micros: pending.payout - pending.revenue,
    receivable_micros: approved.revenue,
    payable_micros: -approved.payout,
    margin_micros: approved.payout - approved.revenue,
  };
}

/** Books the changes of conversions within their transaction; a change without money books nothing. */
export async function book(
  tx: Transaction,
  clock: Clock,
  bookings: readonly Booking[],
): Promise<void> {
  const rows = bookings.flatMap((booking) => {
    const amounts = ledgerAmounts(booking.before, booking.after);
    if (Object.values(amounts).every((amount) => amount === 0n)) return [];
    const { before, after, ...about } = booking;
    const id = newId(clock);
    return [{ ...about, id, booked_at: clock.nowMs(), ...amounts }];
  });
  await insertRows(tx, ledgerTransactions, rows);
}

function difference(
  before: Position | null,
  after: Position,
  standing: Standing,
): { revenue: Micros; payout: Micros } {
  const was = before?.standing === standing ? before : null;
  const is = after.standing === standing ? after : null;
  return {
    revenue: (is?.revenue_micros ?? 0n) - (was?.revenue_micros ?? 0n),
    payout: (is?.payout_micros ?? 0n) - (was?.payout_micros ?? 0n),
  };
}

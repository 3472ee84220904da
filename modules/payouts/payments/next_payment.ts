import { inArray, sql } from "drizzle-orm";
import { inCampaign } from "../../../db/citus/mod.ts";
import type { Queryable } from "../../../db/mod.ts";
import {
  affiliates,
  ledgerTransactions,
  paymentClaims,
  paymentRuns,
  releasedHolds,
} from "../../../db/schema/mod.ts";
import { firstIdAt, isoTime } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { readHolds } from "../holds.ts";
import { isRiskHeld, readRiskHeld } from "../risk_held.ts";
import type { Hold } from "../holds.ts";
import { hasDetails, waitsForDetails } from "./first_details.ts";
import { isSettling } from "./claimable.ts";
import { judgeNextPayment } from "./judge_next_payment.ts";
import type { NextFacts, NextPayment } from "./judge_next_payment.ts";
import { judgePayment } from "./judge_payment.ts";
import { dueSlot, nextSlot, slotKey } from "./schedule.ts";
import type { Slot } from "./schedule.ts";

type AffiliateRow = typeof affiliates.$inferSelect;

/** An affiliate's money in one currency, as of now. */
export interface MoneyNow {
  currency: string;
  /** Can be paid now. */
  payable_micros: Micros;
  held_micros: Micros;
  in_payments_micros: Micros;
  pending_micros: Micros;
  /** Would be payable now but for its risk. */
  risk_held_micros: Micros;
}

/** Whose payments are foreseen, and when. */
export interface Asking {
  affiliate: AffiliateRow;
  timezone: string;
  now_ms: number;
  /** On hold now. */
  holds: readonly Hold[];
}

/** Maximum difference between an entry's id and its booking, as clocks differ. */
const ID_SLACK_MS = 86_400_000;

/**
 * Foresees the next payment in each currency: what the scheduled run will make, if
 * nothing is booked until then. A slot whose run is yet to be made comes before the
 * next one.
 */
export async function withNextPayments<T extends MoneyNow>(
  tx: Queryable,
  asking: Asking,
  money: readonly T[],
): Promise<(T & { next: NextPayment })[]> {
  const { affiliate, timezone, now_ms } = asking;
  const due = dueSlot(affiliate.schedule, now_ms, timezone);
  const next = nextSlot(affiliate.schedule, now_ms, timezone);
  const open = due === null ? [] : await withoutRun(tx, asking, due, money);
  const dueFacts = await factsAt(tx, asking, due, open);
  const paid_now = dueFacts.filter((facts) => judgePayment(facts) === null);
  const nextFacts = await factsAt(tx, asking, next, money);
  return nextFacts.map(({ one, ...facts }) => {
    const due_now = paid_now.find(({ currency }) => currency === one.currency);
    return { ...one, next: judgeNextPayment(due_now ?? facts) };
  });
}

/** The currencies in which a slot has no run yet. */
async function withoutRun(
  tx: Queryable,
  { affiliate, timezone }: Asking,
  slot: Slot,
  money: readonly MoneyNow[],
): Promise<readonly MoneyNow[]> {
  const key = slotKey(affiliate.schedule, timezone, slot);
  const keyOf = ({ currency }: MoneyNow) => `${key} ${currency}`;
  const rows = await tx
    .select({ key: paymentRuns.schedule_key })
    .from(paymentRuns)
    .where(inArray(paymentRuns.schedule_key, money.map(keyOf)));
  const made = new Set(rows.map((row) => row.key));
  return money.filter((one) => !made.has(keyOf(one)));
}

/** The facts as a run at a slot finds them; without a slot, as one now does. */
async function factsAt<T extends MoneyNow>(
  tx: Queryable,
  asking: Asking,
  slot: Slot | null,
  money: readonly T[],
): Promise<(NextFacts & { one: T })[]> {
  if (money.length === 0) return [];
  const { affiliate, timezone, now_ms } = asking;
  const { id: affiliate_id } = affiliate;
  const up_to = slot?.up_to ?? now_ms;
  // Holds of now may have ended by then.
  const at_ms = Math.max(up_to, now_ms);
  const holds =
    at_ms === now_ms
      ? asking.holds
      : await readHolds(tx, { affiliate_id, now_ms: at_ms, timezone });
  const risky =
    at_ms === now_ms ? null : await readRiskHeld(tx, { affiliate_id, at_ms });
  const later = await laterThan(tx, { affiliate_id, up_to, now_ms });
  const run_at = Math.max(slot?.at ?? now_ms, now_ms);
  const details = await readDetailsFacts(tx, affiliate_id, run_at);
  return money.map((one) => {
    const { currency } = one;
    const held = holds.filter((hold) => hold.currency === currency);
    const later_micros = later.get(currency) ?? 0n;
    const risk_held_micros =
      risky === null ? one.risk_held_micros : (risky.get(currency) ?? 0n);
    const now_due =
      one.payable_micros +
      one.held_micros -
      sumOf(held) -
      (risk_held_micros - one.risk_held_micros);
    return {
      one,
      currency,
      in_payments_micros: one.in_payments_micros,
      pending_micros: one.pending_micros,
      owed_micros: now_due - later_micros,
      later_micros,
      risk_held_micros,
      holds: held,
      slot,
      status: affiliate.status,
      payment_hold: affiliate.payment_hold,
      min_payout_micros: affiliate.min_payout_micros,
      payout_currency: affiliate.payout_currency,
      ...details,
      min_amount_micros: null,
    };
  });
}

/** Whether there are payment details at a moment, or the first ones wait then. */
async function readDetailsFacts(
  tx: Queryable,
  affiliate_id: number,
  at_ms: number,
): Promise<Pick<NextFacts, "waits_for_details" | "has_details">> {
  const id = sql`${affiliate_id}::integer`;
  const [row] = await tx.execute<{ waits: boolean; has: boolean }>(sql`
    select ${waitsForDetails(id, at_ms)} as waits, ${hasDetails(id)} as has`);
  return {
    waits_for_details: row?.waits === true,
    has_details: row?.has === true,
  };
}

function sumOf(holds: readonly Hold[]): Micros {
  return holds.reduce((sum, { micros }) => sum + micros, 0n);
}

/**
 * Sums what can be paid now but not by a run up to an earlier time: booked since, or on
 * hold until then. Both parts are short, and found by their index.
 */
async function laterThan(
  tx: Queryable,
  of: { affiliate_id: number; up_to: number; now_ms: number },
): Promise<Map<string, Micros>> {
  const { affiliate_id, up_to, now_ms } = of;
  if (up_to > now_ms) return new Map();
  const [from, to] = [up_to, now_ms].map(
    (ms) => sql`${isoTime(ms)}::timestamptz`,
  );
  const entry = sql`select t.id, t.currency, t.payable_micros
    from ${ledgerTransactions} as t
    left join ${releasedHolds} as h on h.entry_id = t.id
    where t.affiliate_id = ${affiliate_id} and t.payable_micros <> 0
      and not ${isSettling}
      and not exists (select from ${paymentClaims} as c
        where c.entry_id = t.id${inCampaign("c", "t")})
      and not ${isRiskHeld()}`;
  const released = sql`h.entry_id is not null`;
  const rows = await tx.execute<{ currency: string; micros: string }>(sql`
    select currency, (-sum(payable_micros))::text as micros from (
      ${entry} and t.id >= ${firstIdAt(up_to - ID_SLACK_MS)}::uuid
        and t.booked_at >= ${from}
        and (t.payable_from is null or t.payable_from <= ${to}
          or t.payable_from <= t.booked_at or ${released})
      union all
      ${entry} and t.booked_at < ${from}
        and t.payable_from > ${from} and t.payable_from <= ${to}
        and t.payable_from > t.booked_at and h.entry_id is null
    ) as later group by 1`);
  return new Map(
    rows.map(({ currency, micros }) => [currency, BigInt(micros)]),
  );
}

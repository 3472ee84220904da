import type { Micros } from "../../kernel/mod.ts";
import { roundDown } from "../round_down.ts";

/** Why an affiliate's entries stay in its balance. */
export type CarryReason =
  | "payment_hold"
  | "blocked"
  | "not_positive"
  | "below_minimum"
  | "details_on_hold";

/** The facts that decide about a payment. */
export interface PaymentFacts {
  currency: string;
  owed_micros: Micros;
  payment_hold: boolean;
  status: string;
  /**
   * The affiliate's own minimum, and the currency that it is in; a null currency
   * means any.
   */
  min_payout_micros: Micros | null;
  payout_currency: string | null;
  /** Whether its first payment details don't count yet, so that there is nowhere to pay. */
  waits_for_details: boolean;
  /** The run's minimum. */
  min_amount_micros: Micros | null;
}

/** Returns why a run doesn't pay an affiliate; null if it does. */
export function judgePayment(facts: PaymentFacts): CarryReason | null {
  const { currency, owed_micros } = facts;
  if (facts.status === "blocked") return "blocked";
  if (facts.payment_hold) return "payment_hold";
  if (owed_micros <= 0n) return "not_positive";
  const { amount_micros } = roundDown(owed_micros, currency);
  if (amount_micros === 0n || amount_micros < minimumOf(facts)) {
    return "below_minimum";
  }
  return facts.waits_for_details ? "details_on_hold" : null;
}

/** The least that a run pays an affiliate. */
export function minimumOf(facts: PaymentFacts): Micros {
  const { currency, payout_currency } = facts;
  // A minimum in another currency doesn't apply.
  const is_meant = payout_currency === null || payout_currency === currency;
  const own = is_meant ? (facts.min_payout_micros ?? 0n) : 0n;
  const run = facts.min_amount_micros ?? 0n;
  return own > run ? own : run;
}

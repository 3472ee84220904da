import { formatAmount, isoTime, shownMoney } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { minorUnit, roundDown } from "../round_down.ts";
import { judgePayment, minimumOf } from "./judge_payment.ts";
import type { PaymentFacts } from "./judge_payment.ts";
import type { Slot } from "./schedule.ts";

/** Why an affiliate is paid nothing by its next payment run. */
export const WHY_NOT = [
  "blocked",
  "payment_hold",
  "no_schedule",
  "details_on_hold",
  "negative_balance",
  "below_minimum",
  "risk_hold",
  "on_hold",
  "booked_later",
  "in_payment",
  "pending",
  "nothing_earned",
] as const;

/** The facts that decide about the next payment in one currency. */
export interface NextFacts extends PaymentFacts {
  /** The next run; null without a schedule. */
  slot: Slot | null;
  /** Approved and due, but booked after the time up to which the run pays. */
  later_micros: Micros;
  /** Not payable before a day in the affiliate's time zone. */
  holds: readonly { until: string; micros: Micros }[];
  in_payments_micros: Micros;
  pending_micros: Micros;
  /** Due, but left out for its risk. */
  risk_held_micros: Micros;
  /** Whether the network knows where to pay. */
  has_details: boolean;
}

interface WhyNot {
  code: (typeof WHY_NOT)[number];
  detail: string;
  /** The amount that it is about. */
  amount?: string;
  /** The least that is paid. */
  minimum?: string;
  until?: string;
}

/** When an affiliate is paid next in one currency, and how much; or why it isn't. */
export interface NextPayment {
  /** Null if no run will pay it. */
  at: string | null;
  expected: string;
  why_not?: WhyNot;
  /** Whether the network doesn't know where to pay; a run makes the payment all the same. */
  missing_details?: true;
}

/** Returns what the next scheduled run pays, if nothing is booked until then. */
export function judgeNextPayment(facts: NextFacts): NextPayment {
  const { currency, owed_micros, slot } = facts;
  const why_not = whyNot(facts);
  const is_planned = why_not === null || !NEVER.includes(why_not.code);
  const sent_micros =
    why_not === null ? roundDown(owed_micros, currency).amount_micros : 0n;
  return {
    at: slot === null || !is_planned ? null : isoTime(slot.at),
    expected: formatAmount(sent_micros, currency),
    ...(why_not === null ? {} : { why_not }),
    ...(facts.has_details ? {} : { missing_details: true as const }),
  };
}

/** Reasons for which no run pays, whenever it is made. */
const NEVER: readonly WhyNot["code"][] = [
  "blocked",
  "payment_hold",
  "no_schedule",
];

function whyNot(facts: NextFacts): WhyNot | null {
  const { currency, owed_micros, slot } = facts;
  const money = (micros: Micros) =>
    `${shownMoney(currency, { amount: micros }).amount} ${currency}`;
  const reason = judgePayment(facts);
  if (reason === "blocked") {
    return { code: reason, detail: "The affiliate is blocked" };
  }
  if (reason === "payment_hold") {
    const detail = "The network has stopped payments to the affiliate";
    return { code: reason, detail };
  }
  if (slot === null) {
    const detail = "There is no payment schedule: the network pays by hand";
    return { code: "no_schedule", detail };
  }
  if (reason === null) return null;
  if (reason === "details_on_hold") {
    const detail = "The first payment details don't count yet at that time";
    const { amount_micros } = roundDown(owed_micros, currency);
    const amount = formatAmount(amount_micros, currency);
    return { code: reason, detail, amount };
  }
  if (reason === "below_minimum") {
    const { amount_micros } = roundDown(owed_micros, currency);
    const least_micros = minimumOf(facts) || minorUnit(currency);
    const amount = formatAmount(amount_micros, currency);
    const minimum = formatAmount(least_micros, currency);
    const detail = `${amount} ${currency} are less than the least that is paid, ${minimum} ${currency}`;
    return { code: reason, detail, amount, minimum };
  }
  if (owed_micros < 0n) {
    const { amount } = shownMoney(currency, { amount: owed_micros });
    const detail = `The balance is ${money(owed_micros)}: it is set off against later earnings`;
    return { code: "negative_balance", detail, amount };
  }
  return whyNothing(facts, slot, money);
}

/** Why nothing is owed by the time of the run. */
function whyNothing(
  facts: NextFacts,
  slot: Slot,
  money: (micros: Micros) => string,
): WhyNot {
  const { currency, holds, later_micros } = facts;
  const { in_payments_micros, pending_micros } = facts;
  const amountOf = (micros: Micros) =>
    shownMoney(currency, { amount: micros }).amount;
  const held_micros = holds.reduce((sum, { micros }) => sum + micros, 0n);
  const { risk_held_micros } = facts;
  if (risk_held_micros > 0n) {
    const detail = `${money(risk_held_micros)} are held for their risk until the network decides`;
    const amount = amountOf(risk_held_micros);
    return { code: "risk_hold", detail, amount };
  }
  const [first] = holds;
  if (first !== undefined && held_micros > 0n) {
    const { until } = first;
    const detail = `${money(held_micros)} are on hold, the first until ${until}`;
    return { code: "on_hold", detail, amount: amountOf(held_micros), until };
  }
  if (later_micros > 0n) {
    const until = isoTime(slot.up_to);
    const detail = `The run pays for what was booked before ${until}; ${money(later_micros)} came after it`;
    return { code: "booked_later", detail, amount: amountOf(later_micros) };
  }
  if (in_payments_micros > 0n) {
    const detail = `${money(in_payments_micros)} are in a payment that is made and not sent yet`;
    const amount = amountOf(in_payments_micros);
    return { code: "in_payment", detail, amount };
  }
  if (pending_micros > 0n) {
    const detail = `${money(pending_micros)} wait for approval`;
    const amount = amountOf(pending_micros);
    return { code: "pending", detail, amount };
  }
  const detail = "Nothing was earned since the last payment";
  return { code: "nothing_earned", detail };
}

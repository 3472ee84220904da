import type { HeldMoney } from "../../../db/schema/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import { oweFor, NO_MONEY } from "../price_event.ts";
import { isEnded, transition } from "../transition.ts";
import type { Change, Transition, Wish } from "../transition_types.ts";
import type { ConversionRow, HeldFields } from "../working_set.ts";
import type { SaleContext, ReportedSale, Verdict } from "./sale_context.ts";

/** Reason of a conversion that is held until an exchange rate is available. */
export const RATE_MISSING = "fx_rate_missing";

/** The outcome of changing a conversion that is held for a rate. */
export type HeldTransition =
  | Exclude<Transition, Change>
  | Pick<
      Extract<Verdict, { kind: "change" }>,
      "kind" | "change" | "money" | "fields"
    >;

/**
 * Judges a change to a conversion that is held for a rate. It is judged in the currency that
 * was sent, as if it already had the status it is waiting for, and stays held unless it ends.
 */
export function judgeHeld(
  event: ReportedSale,
  row: ConversionRow,
  wish: Omit<Wish, "amount_micros">,
  { fx }: Pick<SaleContext, "fx">,
): HeldTransition {
  const currency = row.sent_currency ?? row.currency;
  const sent_in = event.sent_currency ?? event.campaign.currency;
  if (saysMoney(event) && sent_in !== currency) {
    return { kind: "refused", refusal: otherCurrency(currency, sent_in) };
  }
  const current = {
    ...row,
    currency,
    // A conversion that was ended by hand keeps what it waited with, and stays ended.
    status: isEnded(row.status) ? row.status : (row.held?.status ?? row.status),
    amount_micros:
      row.sent_currency === null ? row.amount_micros : row.sent_amount_micros,
    refunded_micros: BigInt(row.held?.refunded ?? "0"),
  };
  const sent_wish = { ...wish, amount_micros: event.amount_micros };
  let change = transition(current, sent_wish);
  if (
    change.kind === "change" &&
    isEnded(change.status) &&
    row.status === "pending"
  ) {
    change = transition({ ...current, status: "pending" }, sent_wish);
  }
  if (change.kind !== "change") return change;
  const { amount_micros } = change;
  const changed = fieldsOf(row, change);
  const kept = row.sent_currency === null ? amount_micros : null;
  const none = { amount_micros: kept, refunded_micros: 0n };
  if (isEnded(change.status)) {
    const { campaign, payout_currency } = event;
    const at_ms = row.recorded_at;
    const owing = { campaign, payout_currency, row, fx, at_ms };
    const money = { ...NO_MONEY, ...oweFor(0n, owing) };
    const fields = { ...changed, held: keptOf(event, row, change) };
    return { kind: "change", change: { ...change, ...none }, money, fields };
  }
  const waiting = { status: "pending", reason: RATE_MISSING } as const;
  return {
    kind: "change",
    change: { ...change, ...none, ...waiting },
    money: NO_MONEY,
    fields: { ...changed, held: heldOf(event, row, change) },
  };
}

/** Input of pricing once the rate is available, in the currency that was sent. */
export function newHeld(
  event: ReportedSale,
  begin: { status: string; reason: string | null },
): HeldMoney {
  return {
    status: begin.status === "approved" ? "approved" : "pending",
    reason: begin.reason,
    revenue: event.revenue_micros?.toString() ?? null,
    payout: event.payout_micros?.toString() ?? null,
    refunded: "0",
  };
}

function heldOf(
  event: ReportedSale,
  { held }: ConversionRow,
  { status, reason, refunded_micros }: Change,
): HeldMoney {
  return {
    status: status === "approved" ? "approved" : "pending",
    reason,
    revenue: event.revenue_micros?.toString() ?? held?.revenue ?? null,
    payout: event.payout_micros?.toString() ?? held?.payout ?? null,
    refunded: refunded_micros.toString(),
  };
}

/** The money that an ended conversion waits with, in case its risk is cleared; null once its sender ended it. */
function keptOf(
  event: ReportedSale,
  row: ConversionRow,
  change: Change,
): HeldMoney | null {
  const { held } = row;
  const { what } = change;
  const is_over = what === "reject" || what === "reverse";
  if (held === null || is_over || !isEnded(row.status)) return null;
  const now = heldOf(event, row, change);
  const { status, reason } = held;
  return what === "approve"
    ? { ...now, status: "approved", reason: null }
    : { ...now, status, reason };
}

function fieldsOf(
  { sent_currency, sent_amount_micros }: ConversionRow,
  { amount_micros }: Change,
): Omit<HeldFields, "held"> {
  return {
    sent_currency,
    sent_amount_micros:
      sent_currency === null ? sent_amount_micros : amount_micros,
    rate_id: null,
  };
}

/** Whether an event names any money. */
function saysMoney(
  event: Pick<
    ReportedSale,
    "amount_micros" | "revenue_micros" | "payout_micros"
  >,
): boolean {
  const { amount_micros, revenue_micros, payout_micros } = event;
  return [amount_micros, revenue_micros, payout_micros].some(
    (micros) => micros !== null,
  );
}

function otherCurrency(waiting: string, sent: string): Refusal {
  return refusal(
    "unknown_currency",
    `The conversion was said in ${waiting} and waits for a rate of it; an amount in ${sent} can't be held against it`,
  );
}

import { refusal } from "../../sources/mod.ts";
import {
  isUnpriced,
  convertEvent,
  describeMissing,
  describeAbove,
  isAboveRevenue,
  moneyOf,
  NO_MONEY,
  priceEvent,
} from "../price_event.ts";
import { transition, isLive } from "../transition.ts";
import { PRICED_BY_HAND } from "../working_set.ts";
import type { Change, Transition } from "../transition_types.ts";
import type {
  ConversionRow,
  HeldFields,
  WorkingConversion,
} from "../working_set.ts";
import type { ConvertedEvent } from "../price_event.ts";
import type {
  SaleContext,
  ReportedSale,
  SaleTrace,
  Verdict,
} from "./sale_context.ts";
import { judgeHeld, newHeld, RATE_MISSING } from "./judge_held.ts";
import type { HeldTransition } from "./judge_held.ts";
import { judgeConfirmed } from "./judge_confirmed.ts";
import { limitStatus, tracePrice, traceRate } from "./sale_context.ts";

/** Judges an event that matches a recorded conversion. */
export function judgeChange(
  event: ReportedSale,
  conversion: WorkingConversion,
  dedupe_key: string,
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  const { row } = conversion;
  const order_key = dedupe_key;
  if (isUnpriced(row)) {
    const result = judgeHeld(event, row, wishOf(event, row), context);
    const open = settleOpen(event, conversion, dedupe_key, result, trace);
    if (open !== null) return open;
    if (result.kind !== "change")
      throw new TypeError("Change at least one field");
    trace.passed("transition", describeChange(row, result.change));
    return { ...result, conversion, order_key };
  }
  const converted = convertEvent(event, row, {
    fx: context.fx,
    recorded_at: row.recorded_at,
  });
  traceRate(trace, converted);
  if (converted.is_missing) {
    const why = describeMissing(event, row.recorded_at);
    const problem = refusal("unknown_currency", why);
    trace.refused("rate", problem);
    return { kind: "refused", conversion, refusal: problem };
  }
  const in_currency = converted.event;
  const result = transition(row, {
    ...wishOf(in_currency, row),
    amount_micros: in_currency.amount_micros,
  });
  const open = settleOpen(event, conversion, dedupe_key, result, trace);
  if (open !== null) return open;
  if (result.kind !== "change")
    throw new TypeError("Change at least one field");
  trace.passed("transition", describeChange(row, result));
  return priceChange(converted, conversion, order_key, result, context, trace);
}

function wishOf(event: ReportedSale, row: ConversionRow) {
  const { source } = event;
  return {
    ...event,
    status: limitStatus(event, event.status),
    may_amend: namesIt(event, row) || source?.amount_updates === true,
    reversal_amount: source?.reversal_amount ?? null,
    undoes_refunds: source?.undoes_refunds === true,
    keeps_times: source?.keeps_times === true,
    // A sender without proof could be anyone, such as the affiliate whose sale was reversed.
    reinstate:
      source?.reinstate === true &&
      (event.proof !== "none" || !isReversal(event, row)),
  };
}

/** Whether what may be reinstated was, or by this is, reversed. */
function isReversal(event: ReportedSale, row: ConversionRow): boolean {
  return row.status === "reversed" || event.status === "reversed";
}

/**
 * Returns the final verdict if nothing changes, except perhaps adopting an order id; null if
 * there is a change to apply.
 */
function settleOpen(
  event: ReportedSale,
  conversion: WorkingConversion,
  dedupe_key: string,
  result: Transition | HeldTransition,
  trace: SaleTrace,
): Verdict | null {
  if (result.kind === "change") return null;
  if (result.kind === "refused") {
    trace.refused("transition", result.refusal);
    return { kind: "refused", conversion, refusal: result.refusal };
  }
  const { row } = conversion;
  const adopts =
    row.order_id === null &&
    event.order_id !== null &&
    dedupe_key !== row.dedupe_key;
  if (adopts) {
    trace.passed("transition", "Takes on the order id");
    return { kind: "adopt", conversion, dedupe_key };
  }
  trace.passed("transition", describeDuplicate(result.note));
  return { ...result, conversion };
}

function priceChange(
  converted: ConvertedEvent<ReportedSale>,
  conversion: WorkingConversion,
  order_key: string,
  change: Change,
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  const { row } = conversion;
  const { event } = converted;
  const { fx } = context;
  const keeps = keepsMoney(row, change, event);
  const priced = keeps
    ? {
        ok: true as const,
        money: moneyOf(row),
        waits: false,
        explanation: null,
      }
    : priceEvent(event, {
        status: change.status,
        amount_micros: change.amount_micros,
        refunded_micros: change.refunded_micros,
        row,
        by: row,
        is_unpaid: !event.click.pays || row.flags.includes("unpaid"),
        fx,
        recorded_at: row.recorded_at,
      });
  tracePrice(trace, priced);
  if (!priced.ok) {
    return { kind: "refused", conversion, refusal: priced.refusal };
  }
  const { money } = priced;
  const fields = sentFields(converted, change);
  const held = { kind: "change", conversion, order_key, fields } as const;
  const waiting = { status: "pending", reason: RATE_MISSING } as const;
  if (priced.waits) {
    const { refunded_micros } = change;
    const refunded = refunded_micros.toString();
    fields.held = { ...newHeld(event, change), refunded };
    return { ...held, change: { ...change, ...waiting }, money: NO_MONEY };
  }
  const is_approval = change.status === "approved" && row.status !== "approved";
  // An amount set by hand needs no second look.
  if (is_approval && !keeps && isAboveRevenue(money, event)) {
    trace.passed("payout_above_revenue", describeAbove(money, event));
    const reason = "payout_above_revenue";
    return { ...held, change: { ...change, status: "pending", reason }, money };
  }
  const priced_so = { ...held, change, money };
  return withCaps(priced_so, event, context, trace);
}

/** The change as the caps let it be. */
function withCaps(
  verdict: Extract<Verdict, { kind: "change" }>,
  event: ReportedSale,
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  const { conversion, fields } = verdict;
  const confirmed = judgeConfirmed(
    event,
    conversion.row,
    verdict,
    context,
    trace,
  );
  if (confirmed === null) return verdict;
  if (!confirmed.ok) {
    trace.refused("cap", confirmed.refusal);
    return { kind: "refused", conversion, refusal: confirmed.refusal };
  }
  const { flags, added: cap_added } = confirmed;
  const counted = { change: confirmed.change, money: confirmed.money };
  return {
    ...verdict,
    ...counted,
    fields: { ...fields, flags: [...flags] },
    cap_added,
  };
}

/** Keeps an amount set by hand while the sale is unchanged and the sender names no other money. */
function keepsMoney(
  row: ConversionRow,
  change: Change,
  { revenue_micros, payout_micros }: ReportedSale,
): boolean {
  return (
    row.flags.includes(PRICED_BY_HAND) &&
    isLive(row) &&
    isLive(change) &&
    change.amount_micros === row.amount_micros &&
    change.refunded_micros === row.refunded_micros &&
    revenue_micros === null &&
    payout_micros === null
  );
}

/** Stores the amount as the sender sent it, if this change took it. */
function sentFields(
  { event, rate_id }: ConvertedEvent<ReportedSale>,
  { what, amount_micros }: Change,
): Partial<HeldFields> {
  const takes_amount =
    what === "approve" ||
    what === "amend" ||
    what === "reinstate" ||
    what === "predecessor";
  if (!takes_amount || event.amount_micros === null) return {};
  if (amount_micros !== event.amount_micros) return {};
  const { sent_currency } = event;
  if (sent_currency === null) {
    return { sent_currency, sent_amount_micros: null, rate_id: null };
  }
  const { sent_amount_micros } = event;
  return { sent_currency, sent_amount_micros, rate_id };
}

/**
 * Whether the event names the recorded conversion, so that its amount corrects the recorded
 * one. An order id that the conversion doesn't have yet may be another purchase: it reverses
 * nothing, and only adds an amount where there is none.
 */
function namesIt({ order_id }: ReportedSale, row: ConversionRow): boolean {
  if (order_id === null) return false;
  const is_first = row.order_id === null && row.amount_micros === null;
  return (
    is_first || order_id === row.order_id || order_id.toLowerCase() === row.id
  );
}

function describeChange(row: ConversionRow, change: Change): string {
  return `${row.status} → ${change.status}: ${change.what}`;
}

function describeDuplicate(note: string | null): string {
  if (note === "older") return "Older than its last change";
  if (note === "stale_status") return "A weaker word than it has";
  return "Said already";
}

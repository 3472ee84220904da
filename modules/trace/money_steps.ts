import { isoTime, shownMoney } from "../kernel/mod.ts";
import type { Rows } from "./read_rows.ts";
import type { Step } from "./step.ts";
import type { Evidence } from "./trace_answers.ts";

/** How much of an answer's body is shown. */
const ANSWER_CHARS_MAX = 200;

type Delivery = Rows["deliveries"][number];

/** Steps of deliveries, ledger, invoices and payments. */
export function moneySteps(rows: Rows): Step[] {
  return [
    ...rows.deliveries.flatMap(deliverySteps),
    ...rows.entries.map(entryStep),
    ...rows.invoices.flatMap(invoiceSteps),
    ...rows.payments.flatMap(paymentSteps),
  ];
}

/** A delivery as it was made, each of its tries, and how it ended if no try ended it. */
function deliverySteps(delivery: Delivery): Step[] {
  const { id, payout, currency, status, state, settled_at } = delivery;
  const of: Evidence = {
    conversion_id: delivery.conversion_id,
    campaign_id: delivery.campaign_id,
    affiliate_id: delivery.affiliate_id,
    endpoint_id: delivery.endpoint_id,
    version: delivery.version,
  };
  const made: Step = {
    at_ms: Date.parse(delivery.created_at),
    kind: "delivery",
    id,
    evidence: {
      ...of,
      status,
      payout,
      currency,
      delivery_state: state,
      reason: delivery.reason,
      due_at: delivery.due_at,
    },
  };
  const tries = delivery.tries.map((one): Step => {
    const at_ms = Date.parse(one.started_at);
    return { at_ms, kind: "delivery", id, evidence: { ...of, ...tried(one) } };
  });
  if (settled_at === null || state === "delivered") return [made, ...tries];
  const ended: Step = {
    at_ms: Date.parse(settled_at),
    kind: "delivery",
    id,
    evidence: { ...of, delivery_state: state, reason: delivery.reason },
  };
  return [made, ...tries, ended];
}

function tried(one: Delivery["tries"][number]): Evidence {
  const { attempt, url, http_status, error, succeeded, duration_ms } = one;
  const { response_body } = one;
  return {
    attempt,
    url,
    succeeded,
    duration_ms,
    error,
    ...(http_status === null ? {} : { http_status }),
    ...(response_body === null
      ? {}
      : { answer: response_body.slice(0, ANSWER_CHARS_MAX).toWellFormed() }),
  };
}

function entryStep(row: Rows["entries"][number]): Step {
  const { id, currency, conversion_id, version, payable_from } = row;
  const { payment_id, invoice_id, reason } = row;
  // Debits are positive: what is owed to an affiliate is a credit.
  const { exact: _, ...money } = shownMoney(currency, {
    revenue: row.receivable_micros,
    revenue_pending: row.receivable_pending_micros,
    payout: -row.payable_micros,
    payout_pending: -row.payable_pending_micros,
  });
  return {
    at_ms: row.booked_at,
    kind: "entry",
    id,
    evidence: {
      entry: row.kind,
      conversion_id,
      campaign_id: row.campaign_id === 0 ? null : row.campaign_id,
      affiliate_id: row.affiliate_id,
      version,
      currency,
      entry_reason: reason,
      ...money,
      ...(payable_from === null ? {} : { payable_from: isoTime(payable_from) }),
      ...(payment_id === null ? {} : { payment_id }),
      ...(invoice_id === null ? {} : { invoice_id }),
    },
  };
}

function paymentSteps(row: Rows["payments"][number]): Step[] {
  const { id, currency, entries_count, method: _, reference, reason } = row;
  const { amount } = shownMoney(currency, { amount: row.amount_micros });
  const step = (at_ms: number, payment_state: string): Step => ({
    at_ms,
    kind: "payment",
    id,
    evidence: {
      payment_id: id,
      payment_state,
      payment_amount: amount,
      affiliate_id: row.affiliate_id,
      currency,
      entries_count,
      ...(payment_state === row.state ? { reference, reason } : {}),
    },
  });
  return [
    step(row.created_at, "draft"),
    ...(row.closed_at === null ? [] : [step(row.closed_at, "closed")]),
    ...(row.settled_at === null ? [] : [step(row.settled_at, row.state)]),
  ];
}

function invoiceSteps(row: Rows["invoices"][number]): Step[] {
  const { id, number, currency } = row;
  const { amount } = shownMoney(currency, { amount: row.amount_micros });
  const step = (at_ms: number, invoice_state: string): Step => ({
    at_ms,
    kind: "invoice",
    id,
    evidence: {
      invoice_id: id,
      invoice_number: number,
      invoice_state,
      invoice_amount: amount,
      currency,
    },
  });
  return [
    step(row.created_at, "open"),
    ...(row.settled_at === null ? [] : [step(row.settled_at, row.state)]),
  ];
}

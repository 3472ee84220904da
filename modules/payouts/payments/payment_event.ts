import { shownMoney } from "../../kernel/mod.ts";
import type { NetworkEvent } from "../../notices/mod.ts";
import type { PaymentRow } from "./payment_run.ts";

/** The event of a payment that was closed or paid. */
export function paymentEvent(
  type: "payment.closed" | "payment.paid",
  payment: Pick<
    PaymentRow,
    "id" | "affiliate_id" | "currency" | "amount_micros" | "reference"
  >,
): NetworkEvent {
  const { affiliate_id, currency, reference } = payment;
  const data = {
    payment_id: payment.id,
    affiliate_id,
    currency,
    amount: shownMoney(currency, { amount: payment.amount_micros }).amount,
    status: type === "payment.paid" ? "paid" : "closed",
    reference,
  };
  return { type, affiliate_id, data };
}

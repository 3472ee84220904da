import { formatAmount } from "../../kernel/mod.ts";
import type { Notice } from "../../notices/mod.ts";
import type { PaymentRow } from "./payment_run.ts";

/** The notice of a payment that was sent. */
export function paidNotice(payment: PaymentRow): Notice {
  const { id, affiliate_id, currency, amount_micros, reference } = payment;
  const amount = `${formatAmount(amount_micros, currency)} ${currency}`;
  return {
    to: { affiliate_id },
    event: "payment.paid",
    subject: `You were paid ${amount}`,
    text: [
      `The network has paid you ${amount}, with the reference "${reference}".`,
      `Its entries are those of payment ${id}.`,
      "You choose the mails that you get where you are signed in.",
      "",
    ].join("\n\n"),
  };
}

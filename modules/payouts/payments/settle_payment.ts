import { eq, sql } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import {
  paymentClaims,
  payments,
  voidedClaims,
} from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { isUuid, Problem } from "../../kernel/mod.ts";
import { notify, recordEvents } from "../../notices/mod.ts";
import { paidNotice } from "./paid_notice.ts";
import { paymentEvent } from "./payment_event.ts";
import { writeEntries } from "../write_entries.ts";
import type { Entry } from "../write_entries.ts";
import { closePayments } from "./close_payments.ts";
import type { PaymentDeps, PaymentRow } from "./payment_run.ts";

/** Closes a draft; a closed payment stays as it is. */
export async function closePayment(
  deps: PaymentDeps,
  id: string,
): Promise<PaymentRow> {
  return await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, id);
    if (payment.state === "void") throw refused(payment, "close");
    await closePayments(tx, deps.clock, [id]);
    return await lockPayment(tx, id);
  });
}

/**
 * Marks a payment as sent, and books it once. The same reference again does
 * nothing; another one is refused, as that would be a double payment. A draft must
 * be closed first, so that the entries are frozen before the money goes. A failed
 * payment may be sent again.
 */
export async function payPayment(
  deps: PaymentDeps,
  id: string,
  input: { reference: string; paid_at: number | null },
): Promise<PaymentRow> {
  const { clock } = deps;
  return await deps.db.transaction(async (tx) => {
    const before = await lockPayment(tx, id);
    if (before.state === "paid" && before.reference === input.reference) {
      return before;
    }
    if (before.state === "paid") {
      const detail = `It has been paid with reference "${before.reference}"`;
      throw new Problem(409, "already_paid", detail);
    }
    if (before.state === "draft" || before.state === "void") {
      throw refused(before, "pay");
    }
    await writeEntries(tx, clock, [cashEntry(before, "payment", null)]);
    const paid = await change(tx, id, {
      state: "paid",
      reference: input.reference,
      reason: null,
      settled_at: input.paid_at ?? clock.nowMs(),
    });
    await recordEvents(tx, clock, [paymentEvent("payment.paid", paid)]);
    await notify(tx, clock, paidNotice(paid));
    return paid;
  });
}

/**
 * Marks a payment as failed. It keeps its entries, since a bank's report may be
 * premature: pay it again, or void it to release them.
 */
export async function failPayment(
  deps: PaymentDeps,
  id: string,
  input: { reason: string },
): Promise<PaymentRow> {
  return await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, id);
    if (payment.state === "failed" && payment.reason === input.reason) {
      return payment;
    }
    if (payment.state !== "closed" && payment.state !== "failed") {
      throw refused(payment, "fail");
    }
    const settled_at = deps.clock.nowMs();
    const { reason } = input;
    return await change(tx, id, { state: "failed", reason, settled_at });
  });
}

/**
 * Voids a payment for good: its entries can be paid again, and what was booked is
 * reversed.
 */
export async function voidPayment(
  deps: PaymentDeps,
  id: string,
  input: { reason: string },
): Promise<PaymentRow> {
  const { clock } = deps;
  return await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, id);
    if (payment.state === "void") return payment;
    if (payment.state === "paid") {
      const entry = cashEntry(payment, "payment_void", input.reason);
      await writeEntries(tx, clock, [entry]);
    }
    await tx.execute(sql`
      with moved as (delete from ${paymentClaims} where payment_id = ${id}
        returning entry_id, campaign_id, payment_id)
      insert into ${voidedClaims} (entry_id, campaign_id, payment_id)
      select entry_id, campaign_id, payment_id from moved`);
    const { reason } = input;
    const settled_at = clock.nowMs();
    return await change(tx, id, { state: "void", reason, settled_at });
  });
}

function cashEntry(
  payment: PaymentRow,
  kind: "payment" | "payment_void",
  reason: string | null,
): Entry {
  const amount =
    kind === "payment" ? payment.amount_micros : -payment.amount_micros;
  return {
    campaign_id: 0,
    conversion_id: payment.id,
    version: 1,
    kind,
    currency: payment.currency,
    advertiser_id: null,
    affiliate_id: payment.affiliate_id,
    reason,
    payable_micros: amount,
    cash_micros: -amount,
  };
}

async function lockPayment(tx: Transaction, id: string): Promise<PaymentRow> {
  const [row] = isUuid(id)
    ? await tx.select().from(payments).where(eq(payments.id, id)).for("update")
    : [];
  return orNotFound(row);
}

async function change(
  tx: Transaction,
  id: string,
  values: Partial<PaymentRow>,
): Promise<PaymentRow> {
  const [row] = await tx
    .update(payments)
    .set(values)
    .where(eq(payments.id, id))
    .returning();
  return orNotFound(row);
}

function refused(payment: PaymentRow, action: string): Problem {
  const is_unclosed = payment.state === "draft";
  const first = is_unclosed
    ? ". Close it first (POST /api/v1/payments/{id}/close), which freezes its entries"
    : "";
  const detail = `Cannot ${action} the payment: it is ${payment.state}${first}`;
  return new Problem(409, `payment_${payment.state}`, detail);
}

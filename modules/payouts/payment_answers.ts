import { Type } from "@sinclair/typebox";
import {
  Amount,
  Currency,
  Day,
  Id,
  Time,
  Uuid,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Total = Type.Object({
  state: Type.String(),
  count: Type.Integer(),
  amount: Amount,
});

const Entrie = Type.Object({
  entry_id: Uuid,
  booked_at: Time,
  kind: Type.String(),
  amount: Amount,
  reason: nullable(Type.String()),
  conversion_id: nullable(Uuid),
  version: nullable(Type.Integer()),
  campaign_id: nullable(Id),
  campaign: nullable(Type.String()),
  goal: nullable(Type.String()),
  order_id: nullable(Type.String()),
  postbacks: Type.Array(
    Type.Object({ id: Uuid, received_at: Time, outcome: Type.String() }),
  ),
});

/** A payment. */
export const Payment = named(
  "Payment",
  Type.Object({
    id: Type.Optional(Uuid),
    run_id: Type.Optional(Uuid),
    affiliate_id: Type.Optional(Id),
    currency: Type.Optional(Currency),
    state: Type.Optional(Type.String()),
    amount: Type.Optional(Amount),
    entries_sum: Type.Optional(Amount),
    rest: Type.Optional(Type.String()),
    entries_count: Type.Optional(Type.Integer()),
    entries_hash: Type.Optional(nullable(Type.String())),
    method: Type.Optional(nullable(Type.String())),
    reference: Type.Optional(nullable(Type.String())),
    reason: Type.Optional(nullable(Type.String())),
    created_at: Type.Optional(Time),
    closed_at: Type.Optional(nullable(Time)),
    settled_at: Type.Optional(nullable(Time)),
    totals: Type.Optional(
      Type.Array(
        Type.Object({
          currency: Currency,
          state: Type.String(),
          count: Type.Integer(),
          amount: Amount,
        }),
      ),
    ),
    data: Type.Optional(
      Type.Array(
        Type.Object({
          id: Uuid,
          run_id: Uuid,
          affiliate_id: Id,
          currency: Currency,
          state: Type.String(),
          amount: Amount,
          entries_sum: Amount,
          rest: Type.String(),
          entries_count: Type.Integer(),
          entries_hash: nullable(Type.String()),
          method: nullable(Type.String()),
          reference: nullable(Type.String()),
          reason: nullable(Type.String()),
          created_at: Time,
          closed_at: nullable(Time),
          settled_at: nullable(Time),
        }),
      ),
    ),
    next_cursor: Type.Optional(nullable(Type.String())),
  }),
);

/** A payment with its entries. */
export const PaymentWithEntries = named(
  "PaymentWithEntries",
  Type.Object({
    id: Uuid,
    run_id: Uuid,
    affiliate_id: Id,
    currency: Currency,
    state: Type.String(),
    amount: Amount,
    entries_sum: Amount,
    rest: Type.String(),
    entries_count: Type.Integer(),
    entries_hash: nullable(Type.String()),
    method: nullable(Type.String()),
    reference: nullable(Type.String()),
    reason: nullable(Type.String()),
    created_at: Time,
    closed_at: nullable(Time),
    settled_at: nullable(Time),
    affiliate_name: Type.String(),
    entries: Type.Array(Entrie),
    next_cursor: nullable(Type.String()),
  }),
);

/** A payment run. */
export const PaymentRun = named(
  "PaymentRun",
  Type.Object({
    id: Uuid,
    up_to: Time,
    only_collected: Type.Boolean(),
    created_at: Time,
    created_by: Type.String(),
    currency: Currency,
    min_amount: nullable(Type.String()),
    schedule: nullable(Type.String()),
    totals: Type.Array(Total),
  }),
);

/** A payment run with its payments. */
export const PaymentRunWithPayments = named(
  "PaymentRunWithPayments",
  Type.Object({
    id: Uuid,
    up_to: Time,
    only_collected: Type.Boolean(),
    created_at: Time,
    created_by: Type.String(),
    currency: Currency,
    min_amount: nullable(Amount),
    schedule: nullable(Type.String()),
    payments_count: Type.Optional(Type.Integer()),
    amount: Type.Optional(Amount),
    carried_count: Type.Optional(Type.Integer()),
    payments: Type.Optional(Type.Array(Payment)),
    carried: Type.Optional(
      Type.Array(
        Type.Object({
          affiliate_id: Id,
          balance: Amount,
          reason: oneOf([
            "below_minimum",
            "blocked",
            "not_positive",
            "payment_hold",
          ]),
        }),
      ),
    ),
    dry_run: Type.Optional(Type.Boolean()),
    totals: Type.Optional(Type.Array(Total)),
  }),
);

/** Results of a batch of payments. */
export const PaymentOutcome = named(
  "PaymentOutcome",
  Type.Object({
    data: Type.Array(
      Type.Union([
        Type.Object({ id: Uuid, ok: Type.Literal(true), payment: Payment }),
        Type.Object({
          id: Uuid,
          ok: Type.Literal(false),
          code: Type.String(),
          detail: Type.String(),
        }),
      ]),
    ),
    done: Type.Integer(),
    refused: Type.Integer(),
  }),
);

/** Masked payment details. */
export const PaymentDetails = named(
  "PaymentDetails",
  Type.Object({
    affiliate_id: Id,
    details: Type.Record(Type.String(), Type.String()),
    updated_at: Time,
  }),
);

/** An invoice. */
export const Invoice = named(
  "Invoice",
  Type.Object({
    id: Uuid,
    number: Type.Integer(),
    advertiser_id: Id,
    currency: Currency,
    from: Time,
    to: Time,
    timezone: Type.String(),
    state: Type.String(),
    amount: Amount,
    received: Amount,
    open: Amount,
    entries_count: Type.Integer(),
    due_at: Time,
    ageing: nullable(oneOf(["1-30", "31-60", "61-90", "90+", "current"])),
    created_at: Time,
    settled_at: nullable(Time),
    reason: nullable(Type.String()),
  }),
);

/** A page of invoices, with totals and ageing. */
export const InvoicePage = named(
  "InvoicePage",
  Type.Object({
    data: Type.Array(Invoice),
    next_cursor: nullable(Type.String()),
    totals: Type.Array(
      Type.Object({
        currency: Currency,
        state: Type.String(),
        count: Type.Integer(),
        amount: Amount,
        received: Amount,
      }),
    ),
    ageing: Type.Array(
      Type.Object({
        currency: Currency,
        current: Amount,
        "1-30": Amount,
        "31-60": Amount,
        "61-90": Amount,
        "90+": Amount,
      }),
    ),
  }),
);

/** An invoice with its entries and receipts. */
export const InvoiceWithLines = named(
  "InvoiceWithLines",
  Type.Object({
    id: Uuid,
    number: Type.Integer(),
    advertiser_id: Id,
    currency: Currency,
    from: Time,
    to: Time,
    timezone: Type.String(),
    state: Type.String(),
    amount: Amount,
    received: Amount,
    open: Amount,
    entries_count: Type.Integer(),
    due_at: Time,
    ageing: nullable(oneOf(["1-30", "31-60", "61-90", "90+", "current"])),
    created_at: Time,
    settled_at: nullable(Time),
    reason: nullable(Type.String()),
    advertiser_name: Type.String(),
    receipts: Type.Array(
      Type.Object({
        id: Uuid,
        amount: Amount,
        date: Day,
        reference: Type.String(),
        created_at: Time,
      }),
    ),
    entries: Type.Array(Entrie),
    next_cursor: nullable(Type.String()),
  }),
);

import { Type } from "@sinclair/typebox";
import {
  AuthorName,
  Amount,
  Count,
  Currency,
  Day,
  described,
  Id,
  listOf,
  named,
  NextCursor,
  nullable,
  oneOf,
  rounded,
  StatusReason,
  Time,
  Uuid,
} from "../http/mod.ts";
import { AGEING } from "./invoices/ageing.ts";

const text = Type.String();

const PaymentState = named(
  "PaymentState",
  oneOf(["draft", "closed", "paid", "failed", "void"]),
);
const InvoiceState = named("InvoiceState", oneOf(["open", "paid", "void"]));

const SettledEntry = named(
  "SettledEntry",
  Type.Object({
    entry_id: Uuid,
    booked_at: Time,
    kind: text,
    ...rounded({ amount: Amount }),
    reason: described(
      "Why it was booked; of a reversal or a correction, why the sale changed.",
      StatusReason,
    ),
    origin_id: described("The entry that it corrects.", nullable(Uuid)),
    conversion_id: nullable(Uuid),
    version: nullable(Type.Integer()),
    converted_at: described("When the sale was made.", nullable(Time)),
    campaign_id: nullable(Id),
    campaign: nullable(text),
    goal: nullable(text),
    order_id: nullable(text),
    postbacks: Type.Array(
      Type.Object({ id: Uuid, received_at: Time, outcome: text }),
    ),
  }),
);

export const Payment = named(
  "Payment",
  Type.Object({
    id: Uuid,
    run_id: Uuid,
    affiliate_id: Id,
    currency: Currency,
    state: PaymentState,
    ...rounded({
      amount: Amount,
      entries_sum: Amount,
      rest: described(
        "What is below the minor unit; it stays in the balance.",
        Amount,
      ),
    }),
    entries_count: Count,
    entries_hash: nullable(text),
    method: nullable(text),
    reference: nullable(text),
    reason: nullable(text),
    created_at: Time,
    closed_at: nullable(Time),
    settled_at: nullable(Time),
  }),
);

const StateTotal = Type.Object({
  state: PaymentState,
  count: Count,
  ...rounded({ amount: Amount }),
});

/** A page of payments, with their totals. */
export const PaymentPage = listOf(Payment, {
  totals: Type.Array(
    Type.Object({ currency: Currency, ...StateTotal.properties }),
  ),
});

/** A page of a payment's entries, with the sum of all that match. */
export const SettledEntryPage = listOf(SettledEntry, {
  totals: Type.Array(
    Type.Object({
      currency: Currency,
      count: Count,
      ...rounded({ amount: Amount }),
    }),
  ),
});

export const PaymentWithEntries = named(
  "PaymentWithEntries",
  Type.Object({
    ...Payment.properties,
    affiliate_name: text,
    summary: described(
      "All its entries by campaign, goal and kind.",
      Type.Array(
        Type.Object({
          campaign: nullable(text),
          goal: nullable(text),
          kind: text,
          count: Count,
          ...rounded({ amount: Amount }),
        }),
      ),
    ),
    entries: Type.Array(SettledEntry),
    next_cursor: NextCursor,
  }),
);

const RUN = {
  id: Uuid,
  up_to: Time,
  only_collected: Type.Boolean(),
  created_at: Time,
  created_by: text,
  created_by_name: AuthorName,
  currency: Currency,
  min_amount: nullable(Amount),
  schedule: nullable(text),
};

export const PaymentRun = named(
  "PaymentRun",
  Type.Object({ ...RUN, totals: Type.Array(StateTotal) }),
);

/** How much of a run a bank file pays. */
export const SepaCheck = named(
  "SepaCheck",
  Type.Object({
    run_id: Uuid,
    count: Count,
    amount: described("The control sum of the file.", Amount),
    currency: Currency,
    left_out: Type.Array(
      Type.Object({
        payment_id: Uuid,
        affiliate_id: Id,
        affiliate_name: text,
        amount: Amount,
        currency: Currency,
        code: oneOf([
          "not_eur",
          "not_bank",
          "no_iban",
          "bad_iban",
          "bad_bic",
          "no_name",
          "bad_amount",
        ]),
        detail: text,
      }),
    ),
  }),
);

export const PaymentRunResult = named(
  "PaymentRunResult",
  Type.Object({
    ...RUN,
    payments_count: Count,
    ...rounded({ amount: Amount }),
    carried_count: Count,
    payments: Type.Array(Payment),
    carried: described(
      "Affiliates that it doesn't pay now, and why.",
      Type.Array(
        Type.Object({
          affiliate_id: Id,
          ...rounded({ balance: Amount }),
          reason: oneOf([
            "below_minimum",
            "blocked",
            "details_on_hold",
            "not_positive",
            "payment_hold",
          ]),
        }),
      ),
    ),
    dry_run: Type.Boolean(),
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
          id: text,
          ok: Type.Literal(false),
          code: text,
          detail: text,
        }),
      ]),
    ),
    done: Count,
    refused: Count,
  }),
);

const DETAILS = {
  method: nullable(text),
  details: described(
    "Masked except for the last four characters of each.",
    Type.Record(text, text),
  ),
};

/** Masked payment details, and the change of them that waits. */
export const PaymentDetails = named(
  "PaymentDetails",
  Type.Object({
    affiliate_id: Id,
    ...DETAILS,
    updated_at: described(
      "Since when they count; null while there are none.",
      nullable(Time),
    ),
    pending: described(
      "A change that doesn't count yet.",
      nullable(
        Type.Object({ ...DETAILS, requested_at: Time, effective_at: Time }),
      ),
    ),
  }),
);

export const Invoice = named(
  "Invoice",
  Type.Object({
    id: Uuid,
    number: Type.Integer(),
    advertiser_id: Id,
    currency: Currency,
    from: Time,
    to: described("The end of its period, not included.", Time),
    timezone: text,
    state: InvoiceState,
    ...rounded({ amount: Amount, received: Amount, open: Amount }),
    entries_count: Count,
    due_at: Time,
    ageing: described("Days since it was due.", nullable(oneOf(AGEING))),
    created_at: Time,
    settled_at: nullable(Time),
    reason: nullable(text),
  }),
);

/** A page of invoices, with totals and ageing. */
export const InvoicePage = listOf(Invoice, {
  totals: Type.Array(
    Type.Object({
      currency: Currency,
      state: InvoiceState,
      count: Count,
      ...rounded({ amount: Amount, received: Amount }),
    }),
  ),
  ageing: described(
    "Open amounts by days since they were due.",
    Type.Array(
      Type.Object({
        currency: Currency,
        ...rounded({
          current: Amount,
          "1-30": Amount,
          "31-60": Amount,
          "61-90": Amount,
          "90+": Amount,
        }),
      }),
    ),
  ),
});

/** An invoice with its entries and receipts. */
export const InvoiceWithLines = named(
  "InvoiceWithLines",
  Type.Object({
    ...Invoice.properties,
    advertiser_name: text,
    receipts: Type.Array(
      Type.Object({
        id: Uuid,
        ...rounded({ amount: Amount }),
        date: Day,
        reference: text,
        created_at: Time,
      }),
    ),
    entries: Type.Array(SettledEntry),
    next_cursor: NextCursor,
  }),
);

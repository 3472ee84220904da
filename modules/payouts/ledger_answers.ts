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
  nullable,
  oneOf,
  rounded,
  StatusReason,
  Time,
  Uuid,
} from "../http/mod.ts";
import { WHY_NOT } from "./payments/judge_next_payment.ts";

const text = Type.String();
const Kind = Type.String({
  description: "What was booked, such as `record`, `approve` or `payment`.",
  examples: ["approve"],
});

/** Exact amounts by account; debits are positive. */
const ACCOUNTS = {
  receivable_pending: Amount,
  receivable: described("What the advertiser owes.", Amount),
  payable_pending: Amount,
  payable: described("What the affiliate is owed, as a credit.", Amount),
  margin_pending: Amount,
  margin: Amount,
  cash: Amount,
  variance: described("Differences absorbed by a reconciliation.", Amount),
  fx: described("Counterpart of a sum owed in another currency.", Amount),
};

const NextPayment = named(
  "NextPayment",
  Type.Object({
    at: described(
      "When the run that pays it is made; null if none is planned. In the past if that run is just due.",
      nullable(Time),
    ),
    expected: described(
      "What that run pays, if nothing is booked until then.",
      Amount,
    ),
    missing_details: Type.Optional(
      described(
        "There are no payment details: the payment is made, and the network has to ask where to send it.",
        Type.Literal(true),
      ),
    ),
    why_not: Type.Optional(
      Type.Object({
        code: oneOf(WHY_NOT),
        detail: Type.String({
          examples: ["12.50 USD are on hold, the first until 2026-12-10"],
        }),
        amount: Type.Optional(
          described("The amount that it is about.", Amount),
        ),
        minimum: Type.Optional(described("The least that is paid.", Amount)),
        until: Type.Optional(
          described("The first day on which some of it is payable.", Day),
        ),
      }),
    ),
  }),
);

export const AffiliateBalance = named(
  "AffiliateBalance",
  Type.Object({
    as_of: Time,
    data: Type.Array(
      Type.Object({
        currency: Currency,
        on_hold: described(
          "Approved, and payable from a day on.",
          Type.Array(
            Type.Object({ until: Day, ...rounded({ amount: Amount }) }),
          ),
        ),
        ...rounded({
          pending: described("Not approved yet.", Amount),
          risk_held: described(
            "Payable, but left out of payment runs for its risk until somebody decides.",
            Amount,
          ),
          payable: described(
            "What the next payment run can pay, rounded down.",
            Amount,
          ),
          in_payments: described("In payments not settled yet.", Amount),
          paid: Amount,
        }),
        next_run: nullable(Time),
        next_payment: NextPayment,
      }),
    ),
    next_cursor: Type.Null(),
  }),
);

/** An entry of an affiliate, as it may see it. */
export const AffiliateEntry = named(
  "AffiliateEntry",
  Type.Object({
    id: Uuid,
    booked_at: Time,
    kind: Kind,
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    subject_id: described(
      "What an entry without a conversion is about.",
      nullable(Uuid),
    ),
    version: Type.Integer(),
    currency: Currency,
    ...rounded({ pending: Amount, amount: Amount }),
    figure: described(
      "The figure of the balance that it counts towards.",
      nullable(oneOf(["pending", "on_hold", "payable", "in_payments", "paid"])),
    ),
    payable_from: nullable(Time),
    payment_id: nullable(Uuid),
    postback_id: nullable(Uuid),
    origin_id: described("The entry that it corrects.", nullable(Uuid)),
    reason: StatusReason,
  }),
);

/** A page of an affiliate's entries. */
export const AffiliateEntryPage = listOf(AffiliateEntry, {
  totals: Type.Array(
    Type.Object({
      currency: Currency,
      count: Count,
      ...rounded({ pending: Amount, amount: Amount }),
    }),
  ),
});

/** An affiliate's entry with its conversion's history. */
export const AffiliateEntryWithHistory = named(
  "AffiliateEntryWithHistory",
  Type.Object({
    ...AffiliateEntry.properties,
    history: Type.Array(
      Type.Object({
        version: Type.Integer(),
        kind: text,
        status: text,
        reason: StatusReason,
        postback_id: nullable(Uuid),
        origin: nullable(text),
        changed_at: Time,
        ...rounded({ payout: Amount }),
      }),
    ),
  }),
);

/** Sums of the ledger accounts. */
export const AccountBalances = named(
  "AccountBalances",
  Type.Object({
    as_of: Time,
    data: Type.Array(Type.Object({ currency: Currency, ...ACCOUNTS })),
    next_cursor: Type.Null(),
  }),
);

/** An entry in a list of the ledger. */
export const LedgerEntry = named(
  "LedgerEntry",
  Type.Object({
    id: Uuid,
    booked_at: Time,
    kind: Kind,
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    subject_id: described(
      "What an entry without a conversion is about: a payment, an invoice, or itself.",
      nullable(Uuid),
    ),
    version: Type.Integer(),
    postback_id: nullable(Uuid),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    currency: Currency,
    ...ACCOUNTS,
    payable_from: nullable(Time),
    rate_id: described("The exchange rate used.", nullable(Id)),
    rule_version: described(
      "The version of the goal's prices.",
      nullable(Type.Integer()),
    ),
    goal_payout_id: nullable(Id),
    tier_step: nullable(Type.Integer()),
    origin_id: described("The entry that it corrects.", nullable(Uuid)),
    reason: nullable(text),
  }),
);

export const LedgerEntryPage = listOf(LedgerEntry, {
  totals: Type.Array(Type.Object({ currency: Currency, ...ACCOUNTS })),
});

/** A ledger entry with what it is based on. */
export const LedgerEntryWithOrigins = named(
  "LedgerEntryWithOrigins",
  Type.Object({
    ...LedgerEntry.properties,
    payment_id: nullable(Uuid),
    released_at: nullable(Time),
    corrected_by: Type.Array(Uuid),
    chain_link: described(
      "Its link in the hash chain; null until it is chained.",
      nullable(Type.Integer()),
    ),
    postback_ids: Type.Array(Uuid),
  }),
);

/** Holds that were released. */
export const ReleasedHold = named(
  "ReleasedHold",
  Type.Object({
    entry_id: Uuid,
    released_at: Time,
    entry_ids: Type.Array(Uuid),
  }),
);

/** A locked month. */
export const Period = named(
  "Period",
  Type.Object({
    month: Type.String({ examples: ["2026-10"] }),
    locked_at: Time,
    locked_by: text,
    locked_by_name: AuthorName,
    reason: nullable(text),
  }),
);

const RATES = { date: Day, base: Currency, version: Type.Integer() };

/** Rates of one day and base. */
export const FxRate = named(
  "FxRate",
  Type.Object({
    ...RATES,
    source: text,
    rates: Type.Record(text, text, { examples: [{ USD: "1.10" }] }),
  }),
);

/** The result of writing rates. */
export const FxRates = named(
  "FxRates",
  Type.Object({
    data: Type.Array(
      Type.Object({
        ...RATES,
        added: Type.Array(Currency),
        changed: Type.Array(Currency),
      }),
    ),
    priced: described("Waiting conversions that it priced.", Count),
  }),
);

/** Booked clicks of an affiliate on a day. */
export const ClickDay = named(
  "ClickDay",
  Type.Object({
    day: Day,
    affiliate_id: Id,
    version: Type.Integer(),
    clicks: Count,
    currency: Currency,
    ...rounded({
      revenue: Amount,
      payout: Amount,
      owed: described(
        "The payout in the currency that it is owed in, if another.",
        nullable(Amount),
      ),
    }),
    owed_currency: nullable(Currency),
    subject_id: described("The `subject_id` of its ledger entries.", Uuid),
    booked_at: Time,
  }),
);

/** Whether the ledger verifies, or else the first difference. */
export const LedgerCheck = named(
  "LedgerCheck",
  Type.Object({
    ok: Type.Boolean(),
    entries: Count,
    links: Count,
    unchained: Count,
    conversions: Count,
    difference: nullable(Type.Record(text, Type.Unknown())),
  }),
);

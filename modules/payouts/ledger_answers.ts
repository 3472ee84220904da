import { Type } from "@sinclair/typebox";
import {
  Count,
  Amount,
  Currency,
  Day,
  Id,
  Time,
  Uuid,
  named,
  nullable,
} from "../http/mod.ts";

/** Amounts of an entry by account. */
const ACCOUNTS = {
  receivable_pending: Amount,
  receivable: Amount,
  payable_pending: Amount,
  payable: Amount,
  margin_pending: Amount,
  margin: Amount,
  cash: Amount,
  variance: Amount,
  fx: Amount,
};

/** Balances of an affiliate. */
export const AffiliateBalance = named(
  "AffiliateBalance",
  Type.Object({
    as_of: Time,
    data: Type.Array(
      Type.Object({
        currency: Currency,
        pending: Amount,
        on_hold: Type.Array(Type.Object({ until: Day, amount: Amount })),
        payable: Amount,
        in_payments: Type.String(),
        paid: Amount,
        next_run: nullable(Type.String()),
      }),
    ),
    next_cursor: Type.Null(),
  }),
);

/** A page of an affiliate's entries. */
export const AffiliateEntryPage = named(
  "AffiliateEntryPage",
  Type.Object({
    data: Type.Array(
      Type.Object({
        id: Uuid,
        booked_at: Time,
        kind: Type.String(),
        campaign_id: nullable(Id),
        conversion_id: nullable(Uuid),
        subject_id: nullable(Uuid),
        version: Type.Integer(),
        currency: Currency,
        pending: Amount,
        amount: Amount,
        figure: nullable(Type.String()),
        payable_from: nullable(Time),
        payment_id: nullable(Uuid),
        postback_id: nullable(Uuid),
        origin_id: nullable(Uuid),
        reason: nullable(Type.String()),
      }),
    ),
    next_cursor: nullable(Type.String()),
    totals: Type.Array(
      Type.Object({
        currency: Currency,
        count: Type.Integer(),
        pending: Amount,
        amount: Amount,
      }),
    ),
  }),
);

/** An affiliate's entry with its conversion's history. */
export const AffiliateEntryWithHistory = named(
  "AffiliateEntryWithHistory",
  Type.Object({
    id: Uuid,
    booked_at: Time,
    kind: Type.String(),
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    subject_id: nullable(Type.String()),
    version: Type.Integer(),
    currency: Currency,
    pending: Amount,
    amount: Amount,
    figure: nullable(Type.String()),
    payable_from: nullable(Time),
    payment_id: nullable(Type.String()),
    postback_id: nullable(Uuid),
    origin_id: nullable(Uuid),
    reason: nullable(Type.String()),
    history: Type.Array(
      Type.Object({
        version: Type.Integer(),
        kind: Type.String(),
        status: Type.String(),
        reason: nullable(Type.String()),
        postback_id: nullable(Uuid),
        origin: nullable(Type.String()),
        changed_at: Time,
        payout: Amount,
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

/** A page of ledger entries. */
export const LedgerEntryPage = named(
  "LedgerEntryPage",
  Type.Object({
    data: Type.Array(
      Type.Object({
        id: Uuid,
        booked_at: Time,
        kind: Type.String(),
        campaign_id: nullable(Id),
        conversion_id: nullable(Uuid),
        subject_id: nullable(Uuid),
        version: Type.Integer(),
        postback_id: nullable(Uuid),
        affiliate_id: nullable(Id),
        advertiser_id: nullable(Id),
        currency: Currency,
        ...ACCOUNTS,
        payable_from: nullable(Time),
        rate_id: nullable(Id),
        rule_version: nullable(Type.Integer()),
        goal_payout_id: nullable(Id),
        tier_step: nullable(Type.Integer()),
        origin_id: nullable(Uuid),
        reason: nullable(Type.String()),
      }),
    ),
    next_cursor: nullable(Type.String()),
    totals: Type.Array(Type.Object({ currency: Currency, ...ACCOUNTS })),
  }),
);

/** A ledger entry. */
export const LedgerEntry = named(
  "LedgerEntry",
  Type.Object({
    id: Uuid,
    booked_at: Time,
    kind: Type.String(),
    campaign_id: nullable(Id),
    conversion_id: nullable(Uuid),
    subject_id: nullable(Uuid),
    version: Type.Integer(),
    postback_id: nullable(Uuid),
    affiliate_id: nullable(Id),
    advertiser_id: nullable(Id),
    currency: Currency,
    ...ACCOUNTS,
    payable_from: nullable(Time),
    rate_id: nullable(Id),
    rule_version: nullable(Type.Integer()),
    goal_payout_id: nullable(Id),
    tier_step: nullable(Type.Integer()),
    origin_id: nullable(Uuid),
    reason: nullable(Type.String()),
    payment_id: nullable(Type.String()),
    released_at: nullable(Time),
    corrected_by: Type.Array(Type.String()),
    chain_link: nullable(Type.Integer()),
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
    month: Type.String(),
    locked_at: Time,
    locked_by: Type.String(),
    reason: nullable(Type.String()),
  }),
);

/** Rates of one day and base. */
export const FxRate = named(
  "FxRate",
  Type.Object({
    date: Day,
    base: Type.String(),
    version: Type.Integer(),
    source: Type.String(),
    rates: Type.Record(Type.String(), Type.String()),
  }),
);

/** The result of writing rates. */
export const FxRates = named(
  "FxRates",
  Type.Object({
    data: Type.Array(
      Type.Object({
        date: Day,
        base: Type.String(),
        version: Type.Integer(),
        added: Type.Array(Type.String()),
        changed: Type.Array(Type.String()),
      }),
    ),
    priced: Type.Integer(),
  }),
);

/** Booked clicks of an affiliate on a day. */
export const ClickDay = named(
  "ClickDay",
  Type.Object({
    day: Day,
    affiliate_id: Id,
    version: Type.Integer(),
    clicks: Type.Integer(),
    revenue: Amount,
    payout: Amount,
    currency: Currency,
    owed: nullable(Type.String()),
    owed_currency: nullable(Currency),
    subject_id: Uuid,
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
    difference: nullable(Type.Record(Type.String(), Type.Unknown())),
  }),
);

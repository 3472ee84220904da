import { Type } from "@sinclair/typebox";
import {
  affiliates,
  Amount,
  Count,
  Currency,
  described,
  Id,
  named,
  nullable,
  oneOf,
  rounded,
  StatusReason,
} from "../http/mod.ts";

/** The status of a conversion. */
export const ConversionStatus = named(
  "ConversionStatus",
  oneOf(["pending", "approved", "rejected", "reversed"]),
);

/** Changes in what each party is owed or owes. */
export const PARTY_MONEY = {
  affiliates: Type.Array(
    named(
      "AffiliateMoney",
      Type.Object({
        affiliate_id: Id,
        currency: Currency,
        ...rounded({ payout_pending: Amount, payout: Amount }),
      }),
    ),
  ),
  advertisers: Type.Array(
    named(
      "AdvertiserMoney",
      Type.Object({
        advertiser_id: Id,
        currency: Currency,
        ...rounded({ revenue_pending: Amount, revenue: Amount }),
      }),
    ),
  ),
};

/** Effects of changes on parties and deliveries. */
export const CHANGE_EFFECTS = {
  ...PARTY_MONEY,
  deliveries: Type.Object({
    count: Count,
    endpoints: Type.Array(
      Type.Object({
        affiliate_id: Id,
        endpoint_id: Id,
        status: Type.Optional(Type.String()),
        count: Count,
      }),
    ),
  }),
};

/** The payout in the currency that it is owed in, if that isn't the campaign's. */
export const Owed = described(
  "The payout in `owed_currency`; null if it is owed in `currency`.",
  nullable(Amount),
);

/** A conversion's state and money, before or after a change. */
export const ConversionPosition = named(
  "ConversionPosition",
  Type.Object({
    version: Type.Integer(),
    status: ConversionStatus,
    reason: StatusReason,
    currency: Currency,
    ...rounded({
      amount: nullable(Amount),
      refunded: Amount,
      revenue: Amount,
      payout: affiliates(Amount),
      owed: affiliates(Owed),
    }),
    owed_currency: affiliates(nullable(Currency)),
  }),
);

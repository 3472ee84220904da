import { Type } from "@sinclair/typebox";
import { Currency, Id, Time, named, nullable } from "../http/mod.ts";

/** An advertiser in the API. */
export const Advertiser = named(
  "Advertiser",
  Type.Object({
    id: Id,
    name: Type.String(),
    external_id: nullable(Type.String()),
    plain_postback: Type.String(),
    currency: nullable(Currency),
    timezone: nullable(Type.String()),
    terms_days: Type.Integer(),
    tax_id: nullable(Type.String()),
    created_at: Time,
  }),
);

/** An affiliate in the API. */
export const Affiliate = named(
  "Affiliate",
  Type.Object({
    id: Id,
    name: Type.String(),
    email: nullable(Type.String()),
    external_id: nullable(Type.String()),
    status: Type.String(),
    param_names: Type.Record(Type.String(), Type.String()),
    timezone: nullable(Type.String()),
    payout_currency: nullable(Currency),
    schedule: nullable(Type.String()),
    payment_method: nullable(Type.String()),
    tax_id: nullable(Type.String()),
    payment_hold: Type.Boolean(),
    created_at: Time,
    min_payout: nullable(Type.String()),
  }),
);

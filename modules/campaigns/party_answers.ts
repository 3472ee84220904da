import { Type } from "@sinclair/typebox";
import { Currency, Id, named, nullable, Time } from "../http/mod.ts";
import { AdvertiserBody, AffiliateBody } from "./model.ts";

/** An advertiser in the API. */
export const Advertiser = named(
  "Advertiser",
  Type.Object({
    id: Id,
    ...Type.Required(AdvertiserBody).properties,
    currency: nullable(Currency),
    created_at: Time,
  }),
);

const { payment_details: _sealed, ...AFFILIATE } =
  Type.Required(AffiliateBody).properties;

/** An affiliate in the API, without its payment details. */
export const Affiliate = named(
  "Affiliate",
  Type.Object({
    id: Id,
    ...AFFILIATE,
    payout_currency: nullable(Currency),
    created_at: Time,
  }),
);

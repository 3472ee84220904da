import { Type } from "@sinclair/typebox";
import { DayOrTime } from "../http/mod.ts";
import { MoneyRuleBody } from "./model.ts";

const closed = { additionalProperties: false };
const STEPS_MAX = 50;
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const decimal = Type.String({ maxLength: 30 });
const time = Type.Union([DayOrTime, Type.Null()]);
const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** Payouts by what an affiliate has reached in a period, in API requests. */
export const PayoutTiersBody = Type.Object(
  {
    by: oneOf("count", "volume"),
    period: oneOf("day", "month", "total"),
    steps: Type.Array(
      Type.Object({ from: decimal, payout: MoneyRuleBody }, closed),
      { minItems: 1, maxItems: STEPS_MAX },
    ),
  },
  closed,
);

const prices = {
  revenue: orNull(MoneyRuleBody),
  payout: orNull(MoneyRuleBody),
  tiers: orNull(PayoutTiersBody),
};

/** A goal price in API requests; omitted parts are the goal's own. */
export const GoalPayoutBody = Type.Object(
  {
    affiliate_id: orNull(reference),
    valid_from: Type.Optional(time),
    valid_to: Type.Optional(time),
    ...prices,
  },
  closed,
);

/** Changes to a price: its end. Changed amounts end this price and create a new one. */
export const GoalPayoutPatch = Type.Object(
  { valid_to: Type.Optional(time), ...prices },
  closed,
);

/** A click price in API requests. */
export const ClickPriceBody = Type.Object(
  {
    affiliate_id: orNull(reference),
    model: oneOf("cpc", "cpm"),
    revenue: decimal,
    payout: decimal,
    counts: Type.Optional(oneOf("unique", "all")),
    valid_from: Type.Optional(time),
    valid_to: Type.Optional(time),
  },
  closed,
);

/** The mutable field of a click price: its end. */
export const ClickPricePatch = Type.Object({ valid_to: time }, closed);

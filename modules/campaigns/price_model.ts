import { Type } from "@sinclair/typebox";
import { MoneyRuleBody } from "./model.ts";

const closed = { additionalProperties: false };
const STEPS_MAX = 50;
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const decimal = Type.String({ maxLength: 30 });
const time = Type.Union([Type.String({ maxLength: 40 }), Type.Null()]);
const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const PayoutTiersBody = Type.Object(
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

/** A price of a goal as the API takes it; what it doesn't name is the goal's own. */
export const GoalPayoutBody = Type.Object(
  {
    affiliate_id: orNull(reference),
    valid_from: Type.Optional(time),
    valid_to: Type.Optional(time),
    ...prices,
  },
  closed,
);

/** What can be changed of a price: its end; other prices make a new one, and end this. */
export const GoalPayoutPatch = Type.Object(
  { valid_to: Type.Optional(time), ...prices },
  closed,
);

/** What clicks cost, as the API takes it. */
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

/** What can be changed of a price of clicks: its end. */
export const ClickPricePatch = Type.Object({ valid_to: time }, closed);

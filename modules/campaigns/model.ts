import { Type } from "@sinclair/typebox";

const closed = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 200 });
const external_id = Type.Optional(
  Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]),
);
const url = Type.String({ minLength: 1, maxLength: 4096 });
const optional_url = Type.Optional(Type.Union([url, Type.Null()]));
const optional_time = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const days = (max: number) => Type.Integer({ minimum: 0, maximum: max });
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

const DAYS_MAX = 3650;
const GOALS_MAX = 50;

/** An advertiser as the API takes it. */
export const AdvertiserBody = Type.Object(
  {
    name,
    external_id,
    plain_postback: Type.Optional(oneOf("accept", "pending", "refuse")),
  },
  closed,
);

/** An affiliate as the API takes it. */
export const AffiliateBody = Type.Object(
  {
    name,
    external_id,
    email: Type.Optional(
      Type.Union([Type.String({ maxLength: 254 }), Type.Null()]),
    ),
    status: Type.Optional(oneOf("pending", "active", "paused", "blocked")),
  },
  closed,
);

const amount = Type.String({ maxLength: 30 });
const MoneyRuleBody = Type.Union([
  Type.Object({ type: Type.Literal("fixed"), amount }, closed),
  Type.Object({ type: Type.Literal("percent"), percent: amount }, closed),
  Type.Object(
    { type: Type.Literal("percent_of_revenue"), percent: amount },
    closed,
  ),
  Type.Object(
    { type: Type.Literal("fixed_plus_percent"), amount, percent: amount },
    closed,
  ),
  Type.Object({ type: Type.Literal("as_sent") }, closed),
  Type.Object({ type: Type.Literal("none") }, closed),
]);

/** A goal as the API takes it. */
export const GoalBody = Type.Object(
  {
    key: Type.String({ pattern: "^[A-Za-z0-9_.-]{1,64}$" }),
    name: Type.Optional(name),
    default: Type.Optional(Type.Boolean()),
    dedupe: Type.Optional(oneOf("order", "click")),
    default_status: Type.Optional(oneOf("approved", "pending")),
    lookback_days: Type.Optional(Type.Union([days(DAYS_MAX), Type.Null()])),
    revenue: MoneyRuleBody,
    payout: MoneyRuleBody,
  },
  closed,
);

const campaign = {
  name,
  external_id,
  destination_url: url,
  click_param: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9_.-]{1,64}$" }),
  ),
  status: Type.Optional(oneOf("draft", "active", "paused", "archived")),
  starts_at: optional_time,
  ends_at: optional_time,
  lookback_days: Type.Optional(days(DAYS_MAX)),
  backfill_days: Type.Optional(days(DAYS_MAX)),
  min_seconds_to_convert: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 86_400 }),
  ),
  fallback_url: optional_url,
};

/** A campaign as the API takes it, its goals included. */
export const CampaignBody = Type.Object(
  {
    ...campaign,
    advertiser_id: reference,
    currency: Type.String({ minLength: 3, maxLength: 3 }),
    goals: Type.Array(GoalBody, { minItems: 1, maxItems: GOALS_MAX }),
  },
  closed,
);

/** What can be changed of a campaign; its advertiser and currency can't. */
export const CampaignPatch = Type.Partial(Type.Object(campaign, closed));

/** What can be changed of a goal; its key can't. */
export const GoalPatch = Type.Partial(Type.Omit(GoalBody, ["key"], closed));

const short_text = Type.String({ maxLength: 500 });

/** A link as the API takes it. */
export const LinkBody = Type.Object(
  {
    campaign_id: reference,
    affiliate_id: reference,
    subs: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^sub([1-9]|10)$" }),
        short_text,
        closed,
      ),
    ),
    fallback_url: optional_url,
  },
  closed,
);

/** What can be changed of a link. */
export const LinkPatch = Type.Object(
  {
    paused: Type.Optional(Type.Boolean()),
    fallback_url: optional_url,
  },
  closed,
);

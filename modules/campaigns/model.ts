import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import { PAYMENT_SCHEDULES } from "../../db/schema/mod.ts";
import { DayOrTime } from "../http/mod.ts";

const closed = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 200 });
const external_id = Type.Optional(
  Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]),
);
const url = Type.String({ minLength: 1, maxLength: 4096 });
const optional_url = Type.Optional(Type.Union([url, Type.Null()]));
const optional_time = Type.Optional(Type.Union([DayOrTime, Type.Null()]));
const days = (max: number) => Type.Integer({ minimum: 0, maximum: max });
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

const flag = (description: string) =>
  Type.Optional(Type.Boolean({ description }));

const nullable_text = (max: number) =>
  Type.Optional(Type.Union([Type.String({ maxLength: max }), Type.Null()]));

const DAYS_MAX = 3650;
const GOALS_MAX = 50;
const TERMS_DAYS_MAX = 365;
const DETAILS_MAX = 20;
const TEXT_CHARS_MAX = 20_000;
const HOSTS_MAX = 100;
const VALUES_MAX = 1000;
const TARGETS_MAX = 50;
const WEIGHT_MAX = 10_000;
const LABEL_CHARS_MAX = 500;
const CREATIVES_MAX = 100;

const param_names = Type.Optional(
  Type.Record(Type.String({ minLength: 1 }), Type.String()),
);

/** An advertiser in API requests. */
export const AdvertiserBody = Type.Object(
  {
    name,
    external_id,
    plain_postback: Type.Optional(oneOf("accept", "pending", "refuse")),
    currency: nullable_text(10),
    timezone: nullable_text(64),
    terms_days: Type.Optional(days(TERMS_DAYS_MAX)),
    tax_id: nullable_text(100),
  },
  closed,
);

/** An affiliate in API requests. */
export const AffiliateBody = Type.Object(
  {
    name,
    external_id,
    email: Type.Optional(
      Type.Union([Type.String({ maxLength: 254 }), Type.Null()]),
    ),
    status: Type.Optional(oneOf("pending", "active", "paused", "blocked")),
    param_names,
    timezone: nullable_text(64),
    payout_currency: nullable_text(10),
    min_payout: nullable_text(30),
    schedule: Type.Optional(
      Type.Union([oneOf(...PAYMENT_SCHEDULES), Type.Null()]),
    ),
    payment_method: nullable_text(50),
    payment_details: Type.Optional(
      Type.Union([
        Type.Record(
          Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$" }),
          Type.String({ minLength: 1, maxLength: 300 }),
          { maxProperties: DETAILS_MAX, additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    tax_id: nullable_text(100),
    payment_hold: Type.Optional(Type.Boolean()),
  },
  closed,
);

const amount = Type.String({ maxLength: 30 });
/** How an amount derives from an event, in API requests. */
export const MoneyRuleBody = Type.Union([
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

const PER_CLICK_MAX = 1_000_000;
const goal_key = Type.String({ pattern: "^[A-Za-z0-9_.-]{1,64}$" });

/** A goal in API requests. */
export const GoalBody = Type.Object(
  {
    key: goal_key,
    name: Type.Optional(name),
    default: Type.Optional(Type.Boolean()),
    dedupe: Type.Optional(oneOf("order", "click", "every")),
    default_status: Type.Optional(oneOf("approved", "pending")),
    lookback_days: Type.Optional(Type.Union([days(DAYS_MAX), Type.Null()])),
    after: Type.Optional(Type.Union([goal_key, Type.Null()])),
    max_per_click: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: PER_CLICK_MAX }),
        Type.Null(),
      ]),
    ),
    fixed_on_refund: Type.Optional(oneOf("keep", "prorate")),
    auto_approve_days: Type.Optional(Type.Union([days(DAYS_MAX), Type.Null()])),
    hold_days: Type.Optional(days(DAYS_MAX)),
    revenue: MoneyRuleBody,
    payout: MoneyRuleBody,
  },
  closed,
);

const creatives = Type.Optional(
  Type.Array(
    Type.Object(
      { name, kind: oneOf("image", "video", "text", "landing", "file"), url },
      closed,
    ),
    { maxItems: CREATIVES_MAX },
  ),
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
  timezone: nullable_text(64),
  visibility: Type.Optional(oneOf("public", "request", "private")),
  pass_query: Type.Optional(Type.Boolean()),
  asks_consent: Type.Optional(Type.Boolean()),
  deep_link_hosts: Type.Optional(
    Type.Array(Type.String({ maxLength: 253 }), { maxItems: HOSTS_MAX }),
  ),
  description: nullable_text(TEXT_CHARS_MAX),
  terms: nullable_text(TEXT_CHARS_MAX),
  creatives,
  over_cap: Type.Optional(oneOf("reject", "pending", "unpaid", "accept")),
  /** Another name of `over_cap`. */
  over: Type.Optional(oneOf("reject", "pending", "unpaid", "accept")),
  allow_payout_above_revenue: Type.Optional(Type.Boolean()),
  payout_currency: nullable_text(3),
  fx_spread_percent: Type.Optional(amount),
  share_amount: flag(
    "Whether affiliates see the amount of a sale, and endpoints fill `{sale_amount}` and `{adv1}`..`{adv10}`.",
  ),
  show_advertiser: flag("Whether affiliates see the advertiser's name."),
  shadow: flag(
    "While another tracker pays: conversions are recorded with the flag `shadow`, priced and compared, but neither booked nor told to affiliates' endpoints. One that is still pending when this ends is booked once it is approved.",
  ),
};

/** A campaign with its goals in API requests. */
export const CampaignBody = Type.Object(
  {
    ...campaign,
    advertiser_id: reference,
    currency: Type.String({ minLength: 3, maxLength: 3 }),
    goals: Type.Array(GoalBody, { minItems: 1, maxItems: GOALS_MAX }),
  },
  closed,
);

/** The mutable fields of a campaign; advertiser and currency are fixed. */
export const CampaignPatch = Type.Partial(Type.Object(campaign, closed));

/** The mutable fields of a goal; the key is fixed. */
export const GoalPatch = Type.Partial(Type.Omit(GoalBody, ["key"], closed));

const country = Type.String({ pattern: "^[A-Za-z]{2}$" });
/** Kinds of devices that a visitor may have. */
export const DEVICES = [
  "desktop",
  "mobile",
  "tablet",
  "tv",
  "bot",
  "other",
] as const;
/** Operating systems that a device may have. */
export const SYSTEMS = [
  "windows",
  "macos",
  "ios",
  "android",
  "linux",
  "chromeos",
  "other",
] as const;
const device = oneOf(...DEVICES);
const os = oneOf(...SYSTEMS);
const listOf = <T extends TSchema>(schema: T) =>
  Type.Optional(Type.Array(schema, { maxItems: VALUES_MAX }));
const allowDeny = <T extends TSchema>(schema: T) =>
  Type.Optional(
    Type.Object({ allow: listOf(schema), deny: listOf(schema) }, closed),
  );

/** A campaign's targeting: `deny` wins, an empty `allow` admits everything. */
export const TargetingBody = Type.Object(
  {
    countries: allowDeny(country),
    devices: allowDeny(device),
    os: allowDeny(os),
  },
  closed,
);

const weight = Type.Integer({ minimum: 1, maximum: WEIGHT_MAX });

/** A destination of a campaign in API requests. */
export const DestinationBody = Type.Object(
  {
    url,
    weight: Type.Optional(weight),
    name: nullable_text(200),
    paused: Type.Optional(Type.Boolean()),
    os: Type.Optional(
      Type.Array(os, {
        maxItems: VALUES_MAX,
        uniqueItems: true,
        description:
          "Systems of the visitors it is for, before others. Empty: those that no other destination is for.",
      }),
    ),
    affiliate_id: Type.Optional(Type.Union([reference, Type.Null()])),
  },
  closed,
);

/** The mutable fields of a destination; its affiliate is fixed. */
export const DestinationPatch = Type.Partial(
  Type.Omit(DestinationBody, ["affiliate_id"], closed),
);

const label = Type.String({ pattern: "^(source|sub([1-9]|10))$" });

/** A cap in API requests: `limit` is a decimal text for money, otherwise an integer or its text. */
export const CapBody = Type.Object(
  {
    affiliate_id: Type.Optional(Type.Union([reference, Type.Null()])),
    goal_key: nullable_text(64),
    /** Another name of `goal_key`. */
    goal: nullable_text(64),
    sub_name: Type.Optional(Type.Union([label, Type.Null()])),
    sub_value: Type.Optional(
      Type.Union([
        Type.String({ minLength: 1, maxLength: LABEL_CHARS_MAX }),
        Type.Null(),
      ]),
    ),
    metric: oneOf("clicks", "conversions", "revenue", "payout"),
    period: oneOf("day", "month", "total"),
    limit: Type.Union([
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      Type.String({ maxLength: 30 }),
    ]),
    over: Type.Optional(oneOf("fallback", "unpaid", "accept")),
    /** Another name of `over`. */
    over_cap: Type.Optional(oneOf("fallback", "unpaid", "accept")),
  },
  closed,
);

/** The mutable fields of a cap; what it counts is fixed. */
export const CapPatch = Type.Partial(
  Type.Pick(CapBody, ["limit", "over", "over_cap", "period"], closed),
);

/** An affiliate's approval in API requests. */
export const ApprovalBody = Type.Object(
  {
    affiliate_id: reference,
    status: oneOf("applied", "approved", "refused", "blocked"),
    reason: nullable_text(1000),
    accepted_terms_version: nullable_text(100),
  },
  closed,
);

/** The mutable fields of an approval. */
export const ApprovalPatch = Type.Partial(
  Type.Omit(ApprovalBody, ["affiliate_id"], closed),
);

/** A traffic rule in API requests. */
export const TrafficRuleBody = Type.Object(
  {
    campaign_id: Type.Optional(Type.Union([reference, Type.Null()])),
    affiliate_id: Type.Optional(Type.Union([reference, Type.Null()])),
    field: Type.Union([
      label,
      ...["country", "asn", "referrer"].map((value) => Type.Literal(value)),
    ]),
    op: oneOf("equals", "contains", "starts_with", "in"),
    values: Type.Array(Type.String({ maxLength: LABEL_CHARS_MAX }), {
      minItems: 1,
      maxItems: VALUES_MAX,
    }),
    action: oneOf("block", "fallback", "flag"),
    reason: nullable_text(500),
    paused: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** The mutable fields of a traffic rule; its scope is fixed. */
export const TrafficRulePatch = Type.Partial(
  Type.Omit(TrafficRuleBody, ["campaign_id", "affiliate_id"], closed),
);

const short_text = Type.String({ maxLength: 500 });
const smart = Type.Array(
  Type.Object(
    {
      campaign_id: reference,
      weight: Type.Optional(weight),
      rules: Type.Optional(
        Type.Object(
          {
            countries: listOf(country),
            devices: listOf(device),
            os: listOf(os),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  { minItems: 1, maxItems: TARGETS_MAX },
);

/** A link in API requests: to one campaign, or a smart link over several. */
export const LinkBody = Type.Object(
  {
    campaign_id: Type.Optional(reference),
    smart: Type.Optional(smart),
    affiliate_id: reference,
    subs: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^sub([1-9]|10)$" }),
        short_text,
        closed,
      ),
    ),
    external_id,
    fallback_url: optional_url,
    deep_link: optional_url,
    param_names,
  },
  closed,
);

/** The mutable fields of a link. */
export const LinkPatch = Type.Object(
  {
    paused: Type.Optional(Type.Boolean()),
    /** Takes it back from the archive, paused; a deletion puts it there. */
    archived: Type.Optional(Type.Literal(false)),
    external_id,
    fallback_url: optional_url,
    deep_link: optional_url,
    param_names,
    smart: Type.Optional(smart),
  },
  closed,
);

import { Type } from "@sinclair/typebox";
import {
  Campaign,
  ClickPrice,
  Goal,
  GoalPayout,
  Link,
} from "./campaign_answers.ts";
import { LISTS } from "./list_filters.ts";
import {
  AdvertiserBody,
  AffiliateBody,
  ApprovalBody,
  ApprovalPatch,
  CampaignBody,
  CampaignPatch,
  CapBody,
  CapPatch,
  DestinationBody,
  DestinationPatch,
  GoalBody,
  GoalPatch,
  LinkBody,
  LinkPatch,
  TargetingBody,
  TrafficRuleBody,
  TrafficRulePatch,
} from "./model.ts";
import { Advertiser, Affiliate } from "./party_answers.ts";
import {
  ClickPriceBody,
  ClickPricePatch,
  GoalPayoutBody,
  GoalPayoutPatch,
} from "./price_model.ts";
import {
  Approval,
  Cap,
  Destination,
  Targeting,
  TrafficRule,
} from "./routing_answers.ts";

const closed = { additionalProperties: false };

/** Error codes of URL templates. */
export const TEMPLATE_PROBLEMS = [
  "foreign_macro",
  "invalid_url",
  "macro_in_authority",
  "malformed_macro",
  "not_http",
  "own_link",
  "raw_not_allowed",
  "unknown_macro",
] as const;

/** Below the address of an advertiser's own campaign. */
const OF_OWN_CAMPAIGN = {
  field: "advertiser_id",
  of: "/api/v1/campaigns/:id",
} as const;

/** Below such a campaign's address, what is about one affiliate. */
const OF_BOTH = {
  affiliate: { filter: "affiliate_id" },
  advertiser: OF_OWN_CAMPAIGN,
} as const;

/** The API resource of advertisers. */
export const ADVERTISERS = {
  path: "/advertisers",
  one: "an advertiser",
  many: "advertisers",
  body: AdvertiserBody,
  patch: Type.Partial(AdvertiserBody),
  ...LISTS.advertisers,
  limited: { affiliate: "all", advertiser: { filter: "id" } },
  view: Advertiser,
  problems: ["already_exists", "unknown_currency"],
  deletes: true,
  delete_problems: ["in_use"],
  put: AdvertiserBody,
  blank: {
    external_id: null,
    plain_postback: "accept",
    currency: null,
    timezone: null,
    terms_days: 30,
    tax_id: null,
  },
} as const;

/** The API resource of affiliates. */
export const AFFILIATES = {
  path: "/affiliates",
  one: "an affiliate",
  many: "affiliates",
  body: AffiliateBody,
  patch: Type.Partial(AffiliateBody),
  ...LISTS.affiliates,
  limited: { affiliate: { filter: "id" }, advertiser: "all" },
  view: Affiliate,
  problems: ["already_exists", "unknown_currency", "invalid_amount"],
  deletes: true,
  delete_problems: ["in_use"],
  put: AffiliateBody,
  /** Payment details are shown to nobody, and stay unless they are given. */
  blank: {
    external_id: null,
    email: null,
    status: "active",
    param_names: {},
    timezone: null,
    payout_currency: null,
    min_payout: null,
    schedule: null,
    payment_method: null,
    tax_id: null,
    payment_hold: false,
  },
} as const;

/** The API resource of campaigns. */
export const CAMPAIGNS = {
  path: "/campaigns",
  one: "a campaign",
  many: "campaigns",
  body: CampaignBody,
  patch: CampaignPatch,
  ...LISTS.campaigns,
  own: { advertiser: { filter: "advertiser_id", also: ["q"] } },
  limited: { affiliate: "all" },
  view: Campaign,
  moving: ["destination_url_used"],
  problems: [
    ...TEMPLATE_PROBLEMS,
    "already_exists",
    "invalid_amount",
    "unknown_currency",
    "unknown_reference",
  ],
  deletes: true,
  /** Goals have an address of their own. */
  put: Type.Omit(CampaignBody, ["goals", "over"], closed),
  blank: {
    external_id: null,
    click_param: "click_id",
    status: "active",
    starts_at: null,
    ends_at: null,
    lookback_days: 30,
    backfill_days: 90,
    min_seconds_to_convert: 0,
    fallback_url: null,
    timezone: null,
    visibility: "public",
    pass_query: false,
    asks_consent: false,
    deep_link_hosts: [],
    description: null,
    terms: null,
    creatives: [],
    over_cap: "pending",
    allow_payout_above_revenue: false,
    payout_currency: null,
    fx_spread_percent: "0",
    share_amount: false,
    show_advertiser: true,
    shadow: false,
  },
} as const;

/** The API resource of links. */
export const LINKS = {
  path: "/links",
  one: "a link",
  many: "links",
  body: LinkBody,
  patch: LinkPatch,
  ...LISTS.links,
  limited: {
    affiliate: { filter: "affiliate_id" },
    advertiser: { filter: "advertiser_id" },
  },
  limited_creation: {
    affiliate: { body: "affiliate_id" },
    advertiser: {
      names: "campaign_id",
      of: "/api/v1/campaigns/:id",
      field: "advertiser_id",
    },
  },
  view: Link,
  problems: [
    ...TEMPLATE_PROBLEMS,
    "affiliate_blocked",
    "affiliate_inactive",
    "already_exists",
    "network_decides",
    "too_many_links",
    "unknown_reference",
  ],
  own: { affiliate: { filter: "affiliate_id", also: ["q"] } },
  deletes: true,
  delete_problems: ["in_use"],
  put: Type.Object(
    { ...LinkBody.properties, paused: Type.Optional(Type.Boolean()) },
    closed,
  ),
  blank: {
    paused: false,
    external_id: null,
    fallback_url: null,
    deep_link: null,
    param_names: {},
  },
} as const;

/** The API resource of traffic rules. */
export const TRAFFIC_RULES = {
  path: "/traffic-rules",
  one: "a traffic rule",
  many: "traffic rules",
  body: TrafficRuleBody,
  patch: TrafficRulePatch,
  ...LISTS.traffic_rules,
  view: TrafficRule,
  problems: ["unknown_reference"],
  deletes: true,
  put: TrafficRuleBody,
  blank: { reason: null, paused: false },
} as const;

/** The API resource of a campaign's goals. */
export const GOALS = {
  path: "/campaigns/:id/goals",
  key: "key",
  one: "a goal of a campaign",
  many: "the goals of a campaign",
  body: GoalBody,
  patch: GoalPatch,
  ...LISTS.goals,
  own: { advertiser: { ...OF_OWN_CAMPAIGN, also: ["q"] } },
  limited: { affiliate: "all" },
  view: Goal,
  problems: ["already_exists", "invalid_amount", "unknown_reference"],
  deletes: true,
  delete_problems: ["in_use"],
  put: Type.Object(
    {
      ...GoalBody.properties,
      name: Type.String({ minLength: 1, maxLength: 200 }),
    },
    closed,
  ),
  blank: {
    default: false,
    dedupe: "order",
    default_status: "approved",
    lookback_days: null,
    after: null,
    max_per_click: null,
    fixed_on_refund: "keep",
    auto_approve_days: null,
    hold_days: 0,
  },
} as const;

/** The API resource of a goal's prices by affiliate and time; `*` is every goal. */
export const GOAL_PAYOUTS = {
  path: "/campaigns/:id/goals/:key/payouts",
  key: "part",
  one: "a price of a goal",
  many: "the prices of a goal by affiliate and time",
  body: GoalPayoutBody,
  patch: GoalPayoutPatch,
  ...LISTS.payouts,
  limited: OF_BOTH,
  view: GoalPayout,
  problems: ["invalid_amount"],
  deletes: true,
} as const;

/** The API resource of a campaign's prices of clicks. */
export const CLICK_PRICES = {
  path: "/campaigns/:id/click-prices",
  key: "part",
  one: "a click price of a campaign",
  many: "the click prices of a campaign",
  body: ClickPriceBody,
  patch: ClickPricePatch,
  ...LISTS.click_prices,
  limited: OF_BOTH,
  view: ClickPrice,
  problems: ["unknown_reference"],
  deletes: true,
} as const;

/** The API resource of a campaign's destinations. */
export const DESTINATIONS = {
  path: "/campaigns/:id/destinations",
  key: "part",
  one: "a destination of a campaign",
  many: "the destinations of a campaign",
  body: DestinationBody,
  patch: DestinationPatch,
  ...LISTS.destinations,
  limited: OF_BOTH,
  view: Destination,
  problems: [...TEMPLATE_PROBLEMS, "unknown_reference"],
  deletes: true,
  put: DestinationBody,
  blank: { weight: 1, name: null, paused: false },
} as const;

/** The API resource of a campaign's caps. */
export const CAPS = {
  path: "/campaigns/:id/caps",
  key: "part",
  one: "a cap of a campaign",
  many: "the caps of a campaign, with their use",
  body: CapBody,
  patch: CapPatch,
  ...LISTS.caps,
  own: {
    advertiser: { ...OF_OWN_CAMPAIGN, only: { shown_to_advertiser: true } },
  },
  limited: OF_BOTH,
  view: Cap,
  moving: ["used", "counted", "over_limit", "left", "began_at", "resets_at"],
  problems: ["unknown_reference"],
  deletes: true,
  put: Type.Omit(CapBody, ["goal", "over_cap"], closed),
  blank: { over: "fallback" },
} as const;

/** The API resource of who may promote a campaign; an affiliate's id is the key. */
export const APPROVALS = {
  path: "/campaigns/:id/affiliates",
  key: "part",
  one: "an affiliate's approval for a campaign",
  many: "the affiliates' approvals for a campaign",
  body: ApprovalBody,
  patch: ApprovalPatch,
  ...LISTS.approvals,
  limited: OF_BOTH,
  view: Approval,
  problems: ["unknown_reference"],
  deletes: true,
  put: ApprovalBody,
  blank: { reason: null, accepted_terms_version: null },
} as const;

/** The API resource of a campaign's targeting. */
export const TARGETING = {
  path: "/campaigns/:id/targeting",
  single: true,
  one: "the targeting of a campaign",
  many: "targetings",
  limited: { affiliate: "all", advertiser: OF_OWN_CAMPAIGN },
  put: TargetingBody,
  view: Targeting,
} as const;

import { Type } from "@sinclair/typebox";
import { Campaign, Link } from "./campaign_answers.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import {
  AdvertiserBody,
  AffiliateBody,
  CampaignBody,
  CampaignPatch,
  LinkBody,
  LinkPatch,
  TrafficRuleBody,
  TrafficRulePatch,
} from "./model.ts";
import { Advertiser, Affiliate } from "./party_answers.ts";
import { TrafficRule } from "./routing_answers.ts";

/** Error codes of URL templates. */
const TEMPLATE_PROBLEMS = [
  "foreign_macro",
  "invalid_url",
  "macro_in_authority",
  "malformed_macro",
  "not_http",
  "own_link",
  "raw_not_allowed",
  "unknown_macro",
] as const;

/** The API resource of advertisers. */
export const ADVERTISERS = {
  path: "/advertisers",
  one: "an advertiser",
  many: "advertisers",
  body: AdvertiserBody,
  patch: Type.Partial(AdvertiserBody),
  filters: LIST_FILTERS.advertisers,
  view: Advertiser,
  problems: ["already_exists", "unknown_currency"],
} as const;

/** The API resource of affiliates. */
export const AFFILIATES = {
  path: "/affiliates",
  one: "an affiliate",
  many: "affiliates",
  body: AffiliateBody,
  patch: Type.Partial(AffiliateBody),
  filters: LIST_FILTERS.affiliates,
  view: Affiliate,
  problems: ["already_exists", "unknown_currency", "invalid_amount"],
} as const;

/** The API resource of campaigns. */
export const CAMPAIGNS = {
  path: "/campaigns",
  one: "a campaign",
  many: "campaigns",
  body: CampaignBody,
  patch: CampaignPatch,
  filters: LIST_FILTERS.campaigns,
  view: Campaign,
  problems: [
    ...TEMPLATE_PROBLEMS,
    "already_exists",
    "invalid_amount",
    "unknown_currency",
    "unknown_reference",
  ],
} as const;

/** The API resource of links. */
export const LINKS = {
  path: "/links",
  one: "a link",
  many: "links",
  body: LinkBody,
  patch: LinkPatch,
  filters: LIST_FILTERS.links,
  view: Link,
  problems: [...TEMPLATE_PROBLEMS, "already_exists", "unknown_reference"],
} as const;

/** The API resource of traffic rules. */
export const TRAFFIC_RULES = {
  path: "/traffic-rules",
  one: "a traffic rule",
  many: "traffic rules",
  body: TrafficRuleBody,
  patch: TrafficRulePatch,
  filters: LIST_FILTERS.traffic_rules,
  view: TrafficRule,
  problems: ["unknown_reference"],
  deletes: true,
} as const;

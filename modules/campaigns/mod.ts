/**
 * The set-up: advertisers, affiliates, campaigns with their goals and prices, and links; and the
 * in-memory configuration read on hot paths.
 *
 *     const link = configuration.linkBySlug("k3x9m2pq");
 *
 * @module
 */
export { CAMPAIGN_ROUTES_API } from "./api.ts";
export { campaignLoops } from "./campaign_loops.ts";
export { addClicks } from "./cap_sums.ts";
export { CapUsage } from "./cap_usage.ts";
export type { CountedClick, SettledCount, StoredUse } from "./cap_usage.ts";
export { Configuration } from "./configuration.ts";
export type {
  AffiliateConfig,
  CampaignConfig,
  ConfigurationTables,
  GoalConfig,
  LinkConfig,
} from "./configuration.ts";
export type { ConfigurationPart } from "./configuration_part.ts";
export { checkDeepLink } from "./deep_link.ts";
export { CLICK_MACROS, readDestination } from "./destination.ts";
export { AutoLinks } from "./old_links/auto_links.ts";
export type { MadeLink } from "./old_links/auto_links.ts";
export { OLD_LINK_FORMS } from "./old_links/old_link.ts";
export type { OldLink, OldLinkForm } from "./old_links/old_link.ts";
export { associationRoutes } from "./apps/app_routes.ts";
export { claims, linkOf, meaningOf } from "./apps/skan_match.ts";
export type { ClaimedInstall } from "./apps/skan_match.ts";
export { findExternalIds } from "./find_external_ids.ts";
export { networkSetup } from "./network_setup.ts";
export type { AffiliateDeps } from "./party.ts";
export { seesCampaign } from "./offers/promoted.ts";
export { passes } from "./fact_set.ts";
export { setPaymentMethod } from "./party.ts";
export { DEVICES, SYSTEMS } from "./model.ts";
export { price } from "./price_book.ts";
export { campaignRoutes } from "./routes.ts";
export type {
  CapConfig,
  DestinationConfig,
  SmartTargetConfig,
} from "./routing_config.ts";
export type { TrafficRuleConfig } from "./traffic_match.ts";
export { withNamedConflicts } from "./setup.ts";

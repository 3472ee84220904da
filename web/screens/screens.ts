import type { ComponentType } from "preact";
import type { say } from "../messages/en.ts";
import type { Role } from "../state/session.tsx";
import { RISK_SCREENS } from "./risk/places.ts";
import { SHADOW_SCREENS } from "./shadow/places.ts";
import { MOVING_SCREENS } from "./settings/moving_places.ts";

/** A screen: where it is, who has it, and its file, loaded when it is first shown. */
export interface Screen {
  /** Path below `/app`; a part that begins with `:` is handed to the screen. */
  path: string;
  place?: { group: keyof typeof say.groups; name: PlaceName };
  roles: readonly Role[];
  load(): Promise<ComponentType<ScreenProps>>;
}

export type PlaceName = keyof typeof say.places;

/** The parts of the path that a screen named. */
export interface ScreenProps {
  parts: Readonly<Record<string, string>>;
}

/** Every role. */
export const ALL: readonly Role[] = [
  "admin",
  "manager",
  "affiliate",
  "advertiser",
];

const NETWORK: readonly Role[] = ["admin", "manager"];

/** Every screen, in the order in which places are shown. */
export const SCREENS: readonly Screen[] = [
  {
    path: "/today",
    place: { group: "work", name: "today" },
    roles: ALL,
    load: async () => (await import("./today/today.tsx")).TodayScreen,
  },
  {
    path: "/reports",
    place: { group: "work", name: "reports" },
    roles: ALL,
    load: async () => (await import("./reports/reports.tsx")).ReportsScreen,
  },
  {
    path: "/offers",
    place: { group: "work", name: "offers" },
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).OffersScreen,
  },
  {
    path: "/offers/:id",
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).OfferScreen,
  },
  {
    path: "/my/links",
    place: { group: "work", name: "own_links" },
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).LinksScreen,
  },
  {
    path: "/my/postbacks",
    place: { group: "work", name: "endpoints" },
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).EndpointsScreen,
  },
  {
    path: "/my/postbacks/:endpoint_id",
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).EndpointScreen,
  },
  {
    path: "/my/earnings",
    place: { group: "work", name: "earnings" },
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).EarningsScreen,
  },
  {
    path: "/my/payments/:id",
    roles: ["affiliate"],
    load: async () => (await import("./offers/area.ts")).PaymentScreen,
  },
  {
    path: "/my/sources",
    place: { group: "work", name: "own_sources" },
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).SourcesScreen,
  },
  {
    path: "/my/sources/:source_id",
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).SourceScreen,
  },
  {
    path: "/my/statements",
    place: { group: "work", name: "own_statements" },
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).StatementsScreen,
  },
  {
    path: "/my/statements/:id",
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).StatementScreen,
  },
  {
    path: "/my/imports",
    place: { group: "work", name: "own_imports" },
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).ImportsScreen,
  },
  {
    path: "/my/imports/:id",
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).ImportScreen,
  },
  {
    path: "/my/invoices",
    place: { group: "work", name: "own_invoices" },
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).InvoicesScreen,
  },
  {
    path: "/my/invoices/:id",
    roles: ["advertiser"],
    load: async () => (await import("./statements/area.ts")).InvoiceScreen,
  },
  {
    path: "/story",
    place: { group: "work", name: "story" },
    roles: ALL,
    load: async () => (await import("./logs/area.ts")).StoryScreen,
  },
  {
    path: "/campaigns",
    place: { group: "network", name: "campaigns" },
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).CampaignsScreen,
  },
  {
    path: "/campaigns/new",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).NewCampaignScreen,
  },
  {
    path: "/campaigns/:id",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).CampaignScreen,
  },
  {
    path: "/affiliates",
    place: { group: "network", name: "affiliates" },
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).AffiliatesScreen,
  },
  {
    path: "/bulk",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).BulkScreen,
  },
  {
    path: "/affiliates/new",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).NewAffiliateScreen,
  },
  {
    path: "/affiliates/:id",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).AffiliateScreen,
  },
  {
    path: "/applications",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).ApplicationsScreen,
  },
  {
    path: "/applications/questions",
    roles: NETWORK,
    load: async () =>
      (await import("./campaigns/area.ts")).SignUpQuestionsScreen,
  },
  ...RISK_SCREENS,
  ...SHADOW_SCREENS,
  {
    path: "/advertisers",
    place: { group: "network", name: "advertisers" },
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).AdvertisersScreen,
  },
  {
    path: "/advertisers/new",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).NewAdvertiserScreen,
  },
  {
    path: "/advertisers/:id",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).AdvertiserScreen,
  },
  {
    path: "/sources",
    place: { group: "network", name: "sources" },
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).AllSourcesScreen,
  },
  {
    path: "/sources/late",
    roles: NETWORK,
    load: async () => (await import("./campaigns/area.ts")).LateSalesScreen,
  },
  {
    path: "/advertisers/:id/sources/:source_id",
    roles: NETWORK,
    load: async () =>
      (await import("./campaigns/area.ts")).AdvertiserSourceScreen,
  },
  {
    path: "/money",
    place: { group: "money", name: "money" },
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).BalancesScreen,
  },
  {
    path: "/money/runs",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).RunsScreen,
  },
  {
    path: "/money/runs/:id",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).RunScreen,
  },
  {
    path: "/money/payments",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).PaymentsScreen,
  },
  {
    path: "/money/payments/:id",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).OnePaymentScreen,
  },
  {
    path: "/money/invoices",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).InvoicesScreen,
  },
  {
    path: "/money/invoices/:id",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).InvoiceScreen,
  },
  {
    path: "/money/ledger",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).LedgerScreen,
  },
  {
    path: "/money/adjustments",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).AdjustmentsScreen,
  },
  {
    path: "/money/rates",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).RatesScreen,
  },
  {
    path: "/money/periods",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).PeriodsScreen,
  },
  {
    path: "/reconciliations",
    place: { group: "money", name: "reconciliation" },
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).StatementsScreen,
  },
  {
    path: "/reconciliations/:id",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).StatementScreen,
  },
  {
    path: "/imports",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).ImportsScreen,
  },
  {
    path: "/imports/:id",
    roles: NETWORK,
    load: async () => (await import("./money/area.ts")).ImportScreen,
  },
  {
    path: "/clicks",
    place: { group: "logs", name: "clicks" },
    roles: ALL,
    load: async () => (await import("./logs/area.ts")).ClicksScreen,
  },
  {
    path: "/conversions",
    place: { group: "logs", name: "conversions" },
    roles: ALL,
    load: async () => (await import("./logs/area.ts")).ConversionsScreen,
  },
  {
    path: "/postbacks",
    place: { group: "logs", name: "postbacks" },
    roles: ["admin", "manager", "advertiser"],
    load: async () => (await import("./logs/area.ts")).PostbacksScreen,
  },
  {
    path: "/postbacks/:id",
    roles: ["admin", "manager", "advertiser"],
    load: async () => (await import("./logs/area.ts")).PostbackScreen,
  },
  {
    path: "/deliveries",
    place: { group: "logs", name: "deliveries" },
    roles: ["admin", "manager", "affiliate"],
    load: async () => (await import("./logs/area.ts")).DeliveriesScreen,
  },
  {
    path: "/discrepancy",
    place: { group: "logs", name: "discrepancy" },
    roles: ["admin", "manager", "affiliate"],
    load: async () => (await import("./logs/area.ts")).DiscrepancyScreen,
  },
  {
    path: "/settings",
    place: { group: "help", name: "settings" },
    roles: ALL,
    load: async () => (await import("./settings/area.ts")).AccountScreen,
  },
  {
    path: "/settings/people",
    roles: ["admin"],
    load: async () => (await import("./settings/area.ts")).PeopleScreen,
  },
  {
    path: "/settings/tokens",
    roles: ALL,
    load: async () => (await import("./settings/area.ts")).TokensScreen,
  },
  {
    path: "/settings/webhooks",
    roles: ["admin", "manager", "affiliate"],
    load: async () => (await import("./settings/area.ts")).WebhooksScreen,
  },
  {
    path: "/settings/bells",
    roles: NETWORK,
    load: async () => (await import("./settings/area.ts")).BellsScreen,
  },
  {
    path: "/settings/rules",
    roles: NETWORK,
    load: async () => (await import("./settings/area.ts")).RulesScreen,
  },
  ...MOVING_SCREENS,
  {
    path: "/incidents/:id",
    roles: NETWORK,
    load: async () => (await import("./settings/area.ts")).IncidentScreen,
  },
  {
    path: "/settings/jobs",
    roles: NETWORK,
    load: async () => (await import("./settings/area.ts")).JobsScreen,
  },
  {
    path: "/settings/health",
    roles: NETWORK,
    load: async () => (await import("./settings/area.ts")).HealthScreen,
  },
  {
    path: "/settings/audit",
    roles: ["admin"],
    load: async () => (await import("./settings/area.ts")).AuditScreen,
  },
  {
    path: "/first-hour",
    place: { group: "help", name: "first_hour" },
    roles: NETWORK,
    load: async () =>
      (await import("./first_hour/first_hour.tsx")).FirstHourScreen,
  },
  {
    path: "/-/components",
    roles: ["admin"],
    load: async () =>
      (await import("./components/components.tsx")).ComponentsScreen,
  },
];

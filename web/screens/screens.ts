import type { ComponentType } from "preact";
import type { say } from "../messages/en.ts";
import type { Role } from "../state/session.tsx";

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
    load: async () => (await import("./offers/offers.tsx")).OffersScreen,
  },
  {
    path: "/offers/:id",
    roles: ["affiliate"],
    load: async () => (await import("./offers/offer.tsx")).OfferScreen,
  },
  {
    path: "/my/links",
    place: { group: "work", name: "own_links" },
    roles: ["affiliate"],
    load: async () => (await import("./offers/links.tsx")).LinksScreen,
  },
  {
    path: "/my/postbacks",
    place: { group: "work", name: "endpoints" },
    roles: ["affiliate"],
    load: async () =>
      (await import("./endpoints/endpoints.tsx")).EndpointsScreen,
  },
  {
    path: "/my/postbacks/:endpoint_id",
    roles: ["affiliate"],
    load: async () => (await import("./endpoints/endpoint.tsx")).EndpointScreen,
  },
  {
    path: "/my/earnings",
    place: { group: "work", name: "earnings" },
    roles: ["affiliate"],
    load: async () => (await import("./earnings/earnings.tsx")).EarningsScreen,
  },
  {
    path: "/my/payments/:id",
    roles: ["affiliate"],
    load: async () => (await import("./earnings/payment.tsx")).PaymentScreen,
  },
  {
    path: "/my/sources",
    place: { group: "work", name: "own_sources" },
    roles: ["advertiser"],
    load: async () => (await import("./sources/sources.tsx")).SourcesScreen,
  },
  {
    path: "/my/sources/:source_id",
    roles: ["advertiser"],
    load: async () => (await import("./sources/source.tsx")).SourceScreen,
  },
  {
    path: "/my/statements",
    place: { group: "work", name: "own_statements" },
    roles: ["advertiser"],
    load: async () =>
      (await import("./statements/statements.tsx")).StatementsScreen,
  },
  {
    path: "/my/statements/:id",
    roles: ["advertiser"],
    load: async () =>
      (await import("./statements/statement.tsx")).StatementScreen,
  },
  {
    path: "/my/imports",
    place: { group: "work", name: "own_imports" },
    roles: ["advertiser"],
    load: async () => (await import("./statements/imports.tsx")).ImportsScreen,
  },
  {
    path: "/my/imports/:id",
    roles: ["advertiser"],
    load: async () => (await import("./statements/import.tsx")).ImportScreen,
  },
  {
    path: "/my/invoices",
    place: { group: "work", name: "own_invoices" },
    roles: ["advertiser"],
    load: async () => (await import("./invoices/invoices.tsx")).InvoicesScreen,
  },
  {
    path: "/my/invoices/:id",
    roles: ["advertiser"],
    load: async () => (await import("./invoices/invoice.tsx")).InvoiceScreen,
  },
  {
    path: "/story",
    place: { group: "work", name: "story" },
    roles: ALL,
    load: async () => (await import("./story/story.tsx")).StoryScreen,
  },
  {
    path: "/campaigns",
    place: { group: "network", name: "campaigns" },
    roles: NETWORK,
    load: async () =>
      (await import("./campaigns/campaigns.tsx")).CampaignsScreen,
  },
  {
    path: "/campaigns/new",
    roles: NETWORK,
    load: async () =>
      (await import("./campaigns/new_campaign.tsx")).NewCampaignScreen,
  },
  {
    path: "/campaigns/:id",
    roles: NETWORK,
    load: async () => (await import("./campaigns/campaign.tsx")).CampaignScreen,
  },
  {
    path: "/affiliates",
    place: { group: "network", name: "affiliates" },
    roles: NETWORK,
    load: async () =>
      (await import("./affiliates/affiliates.tsx")).AffiliatesScreen,
  },
  {
    path: "/affiliates/new",
    roles: NETWORK,
    load: async () =>
      (await import("./affiliates/new_affiliate.tsx")).NewAffiliateScreen,
  },
  {
    path: "/affiliates/:id",
    roles: NETWORK,
    load: async () =>
      (await import("./affiliates/affiliate.tsx")).AffiliateScreen,
  },
  {
    path: "/applications",
    roles: NETWORK,
    load: async () =>
      (await import("./affiliates/applications.tsx")).ApplicationsScreen,
  },
  {
    path: "/advertisers",
    place: { group: "network", name: "advertisers" },
    roles: NETWORK,
    load: async () =>
      (await import("./advertisers/advertisers.tsx")).AdvertisersScreen,
  },
  {
    path: "/advertisers/new",
    roles: NETWORK,
    load: async () =>
      (await import("./advertisers/new_advertiser.tsx")).NewAdvertiserScreen,
  },
  {
    path: "/advertisers/:id",
    roles: NETWORK,
    load: async () =>
      (await import("./advertisers/advertiser.tsx")).AdvertiserScreen,
  },
  {
    path: "/sources",
    place: { group: "network", name: "sources" },
    roles: NETWORK,
    load: async () =>
      (await import("./advertisers/sources.tsx")).AllSourcesScreen,
  },
  {
    path: "/advertisers/:id/sources/:source_id",
    roles: NETWORK,
    load: async () =>
      (await import("./advertisers/source.tsx")).AdvertiserSourceScreen,
  },
  {
    path: "/money",
    place: { group: "money", name: "money" },
    roles: NETWORK,
    load: async () => (await import("./money/balances.tsx")).BalancesScreen,
  },
  {
    path: "/money/runs",
    roles: NETWORK,
    load: async () => (await import("./money/runs.tsx")).RunsScreen,
  },
  {
    path: "/money/runs/:id",
    roles: NETWORK,
    load: async () => (await import("./money/run.tsx")).RunScreen,
  },
  {
    path: "/money/payments",
    roles: NETWORK,
    load: async () => (await import("./money/payments.tsx")).PaymentsScreen,
  },
  {
    path: "/money/payments/:id",
    roles: NETWORK,
    load: async () => (await import("./money/payment.tsx")).OnePaymentScreen,
  },
  {
    path: "/money/invoices",
    roles: NETWORK,
    load: async () => (await import("./money/invoices.tsx")).InvoicesScreen,
  },
  {
    path: "/money/invoices/:id",
    roles: NETWORK,
    load: async () => (await import("./money/invoice.tsx")).InvoiceScreen,
  },
  {
    path: "/money/ledger",
    roles: NETWORK,
    load: async () => (await import("./money/ledger.tsx")).LedgerScreen,
  },
  {
    path: "/money/adjustments",
    roles: NETWORK,
    load: async () =>
      (await import("./money/adjustments.tsx")).AdjustmentsScreen,
  },
  {
    path: "/money/rates",
    roles: NETWORK,
    load: async () => (await import("./money/rates.tsx")).RatesScreen,
  },
  {
    path: "/money/periods",
    roles: NETWORK,
    load: async () => (await import("./money/periods.tsx")).PeriodsScreen,
  },
  {
    path: "/reconciliations",
    place: { group: "money", name: "reconciliation" },
    roles: NETWORK,
    load: async () => (await import("./reconciling/list.tsx")).StatementsScreen,
  },
  {
    path: "/reconciliations/:id",
    roles: NETWORK,
    load: async () =>
      (await import("./reconciling/upload.tsx")).StatementScreen,
  },
  {
    path: "/imports",
    roles: NETWORK,
    load: async () => (await import("./reconciling/list.tsx")).ImportsScreen,
  },
  {
    path: "/imports/:id",
    roles: NETWORK,
    load: async () => (await import("./reconciling/upload.tsx")).ImportScreen,
  },
  {
    path: "/clicks",
    place: { group: "logs", name: "clicks" },
    roles: ALL,
    load: async () => (await import("./logs/clicks.tsx")).ClicksScreen,
  },
  {
    path: "/conversions",
    place: { group: "logs", name: "conversions" },
    roles: ALL,
    load: async () =>
      (await import("./logs/conversions.tsx")).ConversionsScreen,
  },
  {
    path: "/postbacks",
    place: { group: "logs", name: "postbacks" },
    roles: ["admin", "manager", "advertiser"],
    load: async () => (await import("./logs/postbacks.tsx")).PostbacksScreen,
  },
  {
    path: "/postbacks/:id",
    roles: ["admin", "manager", "advertiser"],
    load: async () => (await import("./postback/postback.tsx")).PostbackScreen,
  },
  {
    path: "/deliveries",
    place: { group: "logs", name: "deliveries" },
    roles: ["admin", "manager", "affiliate"],
    load: async () => (await import("./logs/deliveries.tsx")).DeliveriesScreen,
  },
  {
    path: "/settings",
    place: { group: "help", name: "settings" },
    roles: ALL,
    load: async () => (await import("./settings/account.tsx")).AccountScreen,
  },
  {
    path: "/settings/people",
    roles: ["admin"],
    load: async () => (await import("./settings/people.tsx")).PeopleScreen,
  },
  {
    path: "/settings/tokens",
    roles: ALL,
    load: async () => (await import("./settings/tokens.tsx")).TokensScreen,
  },
  {
    path: "/settings/webhooks",
    roles: ["admin", "manager", "affiliate"],
    load: async () => (await import("./settings/webhooks.tsx")).WebhooksScreen,
  },
  {
    path: "/settings/bells",
    roles: NETWORK,
    load: async () => (await import("./settings/bells.tsx")).BellsScreen,
  },
  {
    path: "/settings/jobs",
    roles: NETWORK,
    load: async () => (await import("./settings/jobs.tsx")).JobsScreen,
  },
  {
    path: "/settings/health",
    roles: NETWORK,
    load: async () => (await import("./settings/health.tsx")).HealthScreen,
  },
  {
    path: "/settings/audit",
    roles: ["admin"],
    load: async () => (await import("./settings/audit.tsx")).AuditScreen,
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

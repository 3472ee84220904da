import { asc } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import {
  campaignAffiliates,
  caps,
  destinations,
  smartTargets,
  trafficRules,
} from "../../db/schema/mod.ts";
import type { campaigns, SmartRules } from "../../db/schema/mod.ts";
import type { Period, Template } from "../kernel/mod.ts";
import { readDestination } from "./destination.ts";
import { buildFactSet, buildTargeting } from "./fact_set.ts";
import type { TargetingConfig } from "./fact_set.ts";
import { buildTrafficRule } from "./traffic_match.ts";
import type { TrafficRuleConfig } from "./traffic_match.ts";

/** A destination, as used by the redirect. */
export interface DestinationConfig {
  id: number;
  weight: number;
  template: Template;
  /** Systems of the visitors it is for; null: those that no other one is for. */
  os: ReadonlySet<string> | null;
}

/** A cap, as used on hot paths: money in micros, time zone resolved. */
export interface CapConfig {
  id: number;
  campaign_id: number;
  affiliate_id: number | null;
  goal_key: string | null;
  sub_name: string | null;
  sub_value: string | null;
  metric: "clicks" | "conversions" | "revenue" | "payout";
  period: Period;
  limit: bigint;
  over: "fallback" | "unpaid" | "accept";
  /** Its time zone; null means the network's. */
  timezone: string | null;
  currency: string;
}

/** A campaign of a smart link, with the plain link that mints its ids. */
export interface SmartTargetConfig {
  campaign_id: number;
  plain_link_id: number;
  weight: number;
  targeting: TargetingConfig | null;
}

/** A campaign's routing rules, prepared at load time. */
export interface CampaignPlan {
  needs_approval: boolean;
  /** Approval states by affiliate id. */
  approvals: ReadonlyMap<number, string>;
  targeting: TargetingConfig | null;
  /** Rules of the campaign and global ones: block, then fallback, then flag; oldest first. */
  rules: readonly TrafficRuleConfig[];
  caps: readonly CapConfig[];
  /** Active destinations; if empty, the campaign's own URL applies. */
  destinations: readonly DestinationConfig[];
  /** Destinations of single affiliates, which replace the general ones. */
  own_destinations: ReadonlyMap<number, readonly DestinationConfig[]>;
}

/** The rows routing needs, JSON-serializable. */
export type RoutingTables = Awaited<ReturnType<typeof readRoutingTables>>;

/** Reads the rows routing needs. */
export async function readRoutingTables(tx: Transaction) {
  const cap_rows = await tx.select().from(caps).orderBy(asc(caps.id));
  return {
    smart_targets: await tx
      .select()
      .from(smartTargets)
      .orderBy(asc(smartTargets.link_id), asc(smartTargets.position)),
    campaign_affiliates: await tx.select().from(campaignAffiliates),
    destinations: await tx
      .select()
      .from(destinations)
      .orderBy(asc(destinations.id)),
    traffic_rules: await tx
      .select()
      .from(trafficRules)
      .orderBy(asc(trafficRules.id)),
    caps: cap_rows.map(({ limit_value, ...row }) => ({
      ...row,
      limit_value: limit_value.toString(),
    })),
  };
}

/** Routing rows, indexed by owner. */
export interface RoutingIndex {
  plan(campaign: typeof campaigns.$inferSelect): CampaignPlan;
  smartTargets(link_id: number): SmartTargetConfig[];
}

/** Indexes routing rows once, so that building a plan per campaign is fast. */
export function indexRouting(tables: Partial<RoutingTables>): RoutingIndex {
  const byCampaign = <T extends { campaign_id: number | null }>(
    rows: readonly T[] | undefined,
  ) => Map.groupBy(rows ?? [], (row) => row.campaign_id);
  const approvals = byCampaign(tables.campaign_affiliates);
  const listed = byCampaign(tables.destinations);
  const rules = byCampaign(
    (tables.traffic_rules ?? []).filter(({ paused }) => !paused),
  );
  const limits = byCampaign(tables.caps);
  const targets = Map.groupBy(
    tables.smart_targets ?? [],
    ({ link_id }) => link_id,
  );
  const general_rules = (rules.get(null) ?? []).map(buildTrafficRule);
  return {
    plan: (campaign) => ({
      needs_approval: (campaign.visibility ?? "public") !== "public",
      approvals: new Map(
        (approvals.get(campaign.id) ?? []).map((row) => [
          row.affiliate_id,
          row.status,
        ]),
      ),
      targeting: buildTargeting(campaign.targeting ?? {}),
      rules: inOrder([
        ...general_rules,
        ...(rules.get(campaign.id) ?? []).map(buildTrafficRule),
      ]),
      caps: (limits.get(campaign.id) ?? []).map((row) =>
        buildCap(row, campaign),
      ),
      ...buildDestinations(listed.get(campaign.id) ?? []),
    }),
    smartTargets: (link_id) =>
      (targets.get(link_id) ?? []).map((row) => ({
        campaign_id: row.campaign_id,
        plain_link_id: row.plain_link_id,
        weight: row.weight,
        targeting: buildSmartRules(row.rules),
      })),
  };
}

const ACTIONS = ["block", "fallback", "flag"];

/** Traffic rules in evaluation order: by action, then by age. */
export function inOrder<T extends { action: string; id: number }>(
  rules: readonly T[],
): T[] {
  return rules.toSorted(
    (a, b) =>
      ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) || a.id - b.id,
  );
}

function buildSmartRules(rules: SmartRules): TargetingConfig | null {
  const countries = buildFactSet({ allow: rules.countries ?? [] });
  const devices = buildFactSet({ allow: rules.devices ?? [] });
  const os = buildFactSet({ allow: rules.os ?? [] });
  if (countries === null && devices === null && os === null) return null;
  return { countries, devices, os };
}

type DestinationRow = typeof destinations.$inferSelect;

function buildDestinations(rows: readonly DestinationRow[]) {
  const general: DestinationConfig[] = [];
  const own_destinations = new Map<number, DestinationConfig[]>();
  for (const row of rows) {
    if (row.paused) continue;
    const built = {
      id: row.id,
      weight: row.weight,
      template: readDestination(row.url, "url"),
      os: (row.os ?? []).length === 0 ? null : new Set(row.os),
    };
    if (row.affiliate_id === null) {
      general.push(built);
      continue;
    }
    const own = own_destinations.get(row.affiliate_id) ?? [];
    own_destinations.set(row.affiliate_id, own);
    own.push(built);
  }
  return { destinations: general, own_destinations };
}

/** Prepares a cap's row for use in memory. */
export function buildCap(
  row: RoutingTables["caps"][number],
  campaign: { timezone: string | null; currency: string },
): CapConfig {
  const { created_at: _, limit_value, metric, period, over, ...rest } = row;
  return {
    ...rest,
    metric: metric as CapConfig["metric"],
    period: period as Period,
    over: over as CapConfig["over"],
    limit: BigInt(limit_value),
    timezone: campaign.timezone,
    currency: campaign.currency,
  };
}

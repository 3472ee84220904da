import { and, asc, eq, isNull, or } from "drizzle-orm";
import { affiliates, goalPayouts, trafficRules } from "../../db/schema/mod.ts";
import { orNotFound, readTime } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { readCampaign } from "./campaign.ts";
import { listDestinations } from "./campaign_destination.ts";
import { listCaps } from "./cap.ts";
import { inOrder } from "./routing_config.ts";
import type { SetupDeps } from "./setup.ts";
import { presentTargeting } from "./targeting.ts";

/**
 * The rules of a campaign in force for an affiliate at a time: approval, targeting, traffic rules,
 * caps, destinations and prices.
 */
export async function readEffective(
  deps: SetupDeps,
  campaign_id: number,
  query: {
    affiliate_id: number | undefined;
    at: string | undefined;
    timezone: string;
  },
) {
  const { affiliate_id } = query;
  const at_ms = readTime("at", query.at, query.timezone) ?? deps.clock.nowMs();
  const campaign = await readCampaign(deps, campaign_id);
  const affiliate =
    affiliate_id === undefined ? null : await readStatus(deps, affiliate_id);
  const destinations = await listDestinations(deps, campaign_id);
  const caps = await listCaps(deps, campaign_id);
  const isMeant = (row: { affiliate_id: number | null }) =>
    affiliate_id === undefined ||
    row.affiliate_id === null ||
    row.affiliate_id === affiliate_id;
  const used = destinations.filter(({ paused }) => !paused);
  const own = used.filter(
    (row) => row.affiliate_id !== null && row.affiliate_id === affiliate_id,
  );
  const shared = used.filter((row) => row.affiliate_id === null);
  const chosen = own.length > 0 ? own : shared;
  return {
    campaign_id,
    affiliate_id: affiliate_id ?? null,
    at: isoTime(at_ms),
    status: campaign.status,
    runs: runsAt(campaign, at_ms),
    visibility: campaign.visibility,
    affiliate_status: affiliate?.status ?? null,
    approval: approvalOf(deps, campaign, affiliate_id),
    targeting: presentTargeting(campaign.targeting),
    traffic_rules: await readRules(deps, campaign_id, isMeant),
    caps: caps.filter(isMeant),
    destinations:
      chosen.length > 0
        ? chosen.map(({ id, url, weight, name }) => ({ id, url, weight, name }))
        : [{ id: null, url: campaign.destination_url, weight: 1, name: null }],
    fallback_url: campaign.fallback_url,
    click_param: campaign.click_param,
    pass_query: campaign.pass_query,
    deep_link_hosts: campaign.deep_link_hosts,
    timezone: campaign.timezone ?? deps.default_timezone ?? "UTC",
    currency: campaign.currency,
    allow_payout_above_revenue: campaign.allow_payout_above_revenue,
    payout_currency:
      campaign.payout_currency ??
      affiliate?.payout_currency ??
      campaign.currency,
    goals: await withPrices(deps, campaign, affiliate_id, at_ms),
  };
}

/** Each goal with the price in force, its own by default. */
async function withPrices(
  deps: SetupDeps,
  campaign: Campaign,
  affiliate_id: number | undefined,
  at_ms: number,
) {
  const rows = await deps.db
    .select()
    .from(goalPayouts)
    .where(eq(goalPayouts.campaign_id, campaign.id));
  const by_id = new Map(rows.map((row) => [row.id, row]));
  const books = new Map(
    deps.configuration
      .campaign(campaign.id)
      ?.goals.map(({ key, price_book }) => [key, price_book]),
  );
  return campaign.goals.map((goal) => {
    const applies = books.get(goal.key)?.at(affiliate_id ?? 0, at_ms);
    const row = by_id.get(applies?.goal_payout_id ?? 0);
    const price = {
      goal_payout_id: row?.id ?? null,
      rule_version: goal.rule_version,
      revenue: row?.revenue ?? goal.revenue,
      payout: row?.payout ?? goal.payout,
      tiers: row?.tiers ?? null,
    };
    return { ...goal, price };
  });
}

type Campaign = Awaited<ReturnType<typeof readCampaign>>;

function runsAt(campaign: Campaign, at_ms: number): boolean {
  const { status, starts_at, ends_at } = campaign;
  const at = isoTime(at_ms);
  return (
    status === "active" &&
    (starts_at === null || starts_at <= at) &&
    (ends_at === null || at < ends_at)
  );
}

function approvalOf(
  deps: SetupDeps,
  campaign: Campaign,
  affiliate_id: number | undefined,
) {
  const plan = deps.configuration.campaign(campaign.id)?.plan;
  const status =
    affiliate_id === undefined ? undefined : plan?.approvals.get(affiliate_id);
  return {
    needed: campaign.visibility !== "public",
    status: status ?? null,
  };
}

async function readStatus(deps: SetupDeps, affiliate_id: number) {
  const where = eq(affiliates.id, affiliate_id);
  const [row] = await deps.db.select().from(affiliates).where(where);
  return orNotFound(row);
}

async function readRules(
  deps: SetupDeps,
  campaign_id: number,
  isMeant: (row: { affiliate_id: number | null }) => boolean,
) {
  const rows = await deps.db
    .select()
    .from(trafficRules)
    .where(
      and(
        eq(trafficRules.paused, false),
        or(
          isNull(trafficRules.campaign_id),
          eq(trafficRules.campaign_id, campaign_id),
        ),
      ),
    )
    .orderBy(asc(trafficRules.id));
  return inOrder(rows.filter(isMeant)).map((row) => ({
    ...row,
    created_at: isoTime(row.created_at),
  }));
}

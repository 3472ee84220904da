import type { Static } from "@sinclair/typebox";
import { eq, inArray, sql } from "drizzle-orm";
import { campaigns, capCounters, caps } from "../../db/schema/mod.ts";
import { checkBroughtBack } from "./apps/skan.ts";
import { OF_CAMPAIGN, PARTS_OF_CAMPAIGN, referringTo } from "./in_use.ts";
import {
  eitherName,
  listPage,
  selectList,
  orNotFound,
  invalid,
  readCurrency,
  readTime,
} from "../http/mod.ts";
import type { Page, ListRequest } from "../http/mod.ts";
import { isoTime, isTimezone, parsePercent } from "../kernel/mod.ts";
import { readDeepLinkHost } from "./deep_link.ts";
import { readDestination, trimUrls } from "./destination.ts";
import { checkCreatives } from "./creatives.ts";
import { insertGoals, listGoals, presentGoal } from "./goal.ts";
import type { CampaignBody, CampaignPatch } from "./model.ts";
import { isAtOurHosts } from "./own_link.ts";
import { LIST_TABLES } from "./list_filters.ts";
import { tellChanged } from "./tell_changed.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

type CampaignRow = typeof campaigns.$inferSelect;
type CampaignInput = Static<typeof CampaignBody>;
type CampaignChange = Static<typeof CampaignPatch>;

/** A campaign in API lists. */
export function presentCampaign(deps: SetupDeps, given: CampaignRow) {
  // Both have an address of their own.
  const { skan: _skan, app: _app, ...row } = given;
  const { plan } = deps.configuration.campaign(row.id) ?? {};
  return {
    ...row,
    /** Destinations replace it, except paused ones and those of single affiliates or systems. */
    destination_url_used:
      plan?.destinations.every(({ os }) => os !== null) ?? true,
    terms_version: String(row.terms_version),
    starts_at: row.starts_at === null ? null : isoTime(row.starts_at),
    ends_at: row.ends_at === null ? null : isoTime(row.ends_at),
    created_at: isoTime(row.created_at),
  };
}

/** Creates a campaign with its goals. */
export async function createCampaign(deps: SetupDeps, given: CampaignInput) {
  const input = trimUrls(withOverCap(given));
  const { goals, starts_at, ends_at, ...rest } = input;
  readRoutingFields(deps, input);
  const now_ms = deps.clock.nowMs();
  const values = {
    ...rest,
    ...hostsOf(deps, input),
    ...payoutCurrencyOf(input),
    currency: readCurrency(input.currency),
    starts_at: readTime("starts_at", starts_at, deps.timezone),
    ends_at: readTime("ends_at", ends_at, deps.timezone),
    created_at: now_ms,
  };
  const made = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const [row] = await tx.insert(campaigns).values(values).returning();
      const campaign = orNotFound(row);
      const campaign_id = campaign.id;
      const at = { campaign_id, goals, position: 1, now_ms };
      return { campaign, goals: await insertGoals(tx, at) };
    }),
  );
  return {
    ...presentCampaign(deps, made.campaign),
    goals: made.goals.map(presentGoal),
  };
}

/** Updates a campaign. */
export async function changeCampaign(
  deps: SetupDeps,
  id: number,
  given: CampaignChange,
) {
  const input = trimUrls(withOverCap(given));
  await readCampaign(deps, id);
  readRoutingFields(deps, input);
  const { starts_at, ends_at, ...rest } = input;
  const values = {
    ...rest,
    ...hostsOf(deps, input),
    ...payoutCurrencyOf(input),
    ...termsVersionOf(input),
    ...(starts_at === undefined
      ? {}
      : { starts_at: readTime("starts_at", starts_at, deps.timezone) }),
    ...(ends_at === undefined
      ? {}
      : { ends_at: readTime("ends_at", ends_at, deps.timezone) }),
  };
  if (Object.keys(values).length > 0) {
    await withNamedConflicts(
      deps.configuration.change(async (tx) => {
        const [before] = await tx
          .select()
          .from(campaigns)
          .where(eq(campaigns.id, id))
          .for("update");
        const [row] = await tx
          .update(campaigns)
          .set(values)
          .where(eq(campaigns.id, id))
          .returning();
        if (row !== undefined && before !== undefined) {
          await checkBroughtBack(tx, before, row);
          await tellChanged(tx, deps.clock, { before, after: row });
        }
      }),
    );
  }
  const changed = await readCampaign(deps, id);
  if (input.destination_url === undefined || changed.destination_url_used) {
    return changed;
  }
  const note =
    "destination_url is kept, but clicks go to the campaign's destinations: change those, or pause them";
  return { ...changed, notes: [note] };
}

/** A campaign with its goals, or 404. */
export async function readCampaign(deps: SetupDeps, id: number) {
  const where = eq(campaigns.id, id);
  const [row] = await deps.db.select().from(campaigns).where(where);
  const campaign = presentCampaign(deps, orNotFound(row));
  return { ...campaign, goals: await listGoals(deps, id) };
}

/**
 * Deletes a campaign with its goals, prices, caps, destinations, approvals and rules if nothing
 * else refers to it; archives it otherwise.
 */
export async function deleteCampaign(
  deps: SetupDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    await readCampaign({ ...deps, db: tx }, id);
    const where = eq(campaigns.id, id);
    if ((await referringTo(tx, id, OF_CAMPAIGN)).length > 0) {
      const [before] = await tx.select().from(campaigns).where(where);
      const [after] = await tx
        .update(campaigns)
        .set({ status: "archived" })
        .where(where)
        .returning();
      if (before !== undefined && after !== undefined) {
        await tellChanged(tx, deps.clock, { before, after });
      }
      return;
    }
    const own_caps = tx
      .select({ id: caps.id })
      .from(caps)
      .where(eq(caps.campaign_id, id));
    await tx.delete(capCounters).where(inArray(capCounters.cap_id, own_caps));
    for (const part of PARTS_OF_CAMPAIGN) {
      await tx.delete(part).where(eq(part.campaign_id, id));
    }
    await tx.delete(campaigns).where(where);
  });
}

/** Lists campaigns by id. */
export async function listCampaigns(
  deps: SetupDeps,
  page: ListRequest,
): Promise<Page<ReturnType<typeof presentCampaign>>> {
  const rows = await selectList(deps.db, {
    from: campaigns,
    table: LIST_TABLES.campaigns,
    list: page,
  });
  return listPage(LIST_TABLES.campaigns, page, rows, (row) =>
    presentCampaign(deps, row),
  );
}

/** Validates the templates and the time zone. */
function readRoutingFields(deps: SetupDeps, input: CampaignChange): void {
  if (input.destination_url !== undefined) {
    readDestination(input.destination_url, "destination_url", deps);
  }
  if (typeof input.fallback_url === "string") {
    readDestination(input.fallback_url, "fallback_url", deps);
  }
  checkCreatives(input.creatives);
  const { fx_spread_percent } = input;
  if (fx_spread_percent !== undefined) readSpread(fx_spread_percent);
  if (typeof input.timezone === "string" && !isTimezone(input.timezone)) {
    throw invalid("timezone", "must be a time zone such as Europe/Berlin");
  }
}

const SPREAD_PERCENT_MAX = 50;

function readSpread(text: string): void {
  const millionths = parsePercent(text);
  const max = BigInt(SPREAD_PERCENT_MAX) * 1_000_000n;
  if (millionths !== null && millionths <= max) return;
  throw invalid(
    "fx_spread_percent",
    `must be a percentage from 0 to ${SPREAD_PERCENT_MAX}`,
  );
}

/** The currency affiliates are paid in; recorded conversions keep theirs. */
function payoutCurrencyOf(input: CampaignChange): {
  payout_currency?: string | null;
} {
  const { payout_currency } = input;
  if (payout_currency === undefined) return {};
  if (payout_currency === null) return { payout_currency };
  return { payout_currency: readCurrency(payout_currency) };
}

/** Terms get a new version where they change. */
function termsVersionOf({ terms }: CampaignChange) {
  if (terms === undefined) return {};
  return {
    terms_version: sql`${campaigns.terms_version}
      + (${campaigns.terms} is distinct from ${terms}::text)::int`,
  };
}

function hostsOf(
  deps: SetupDeps,
  input: CampaignChange,
): { deep_link_hosts?: string[] } {
  if (input.deep_link_hosts === undefined) return {};
  const hosts = input.deep_link_hosts.map((text, index) => {
    const host = readDeepLinkHost(text);
    if (host !== null && isAtOurHosts(`https://${host}/c/`, deps)) {
      const message =
        "points to this tracker: visitors would be redirected in a loop";
      throw invalid(`deep_link_hosts.${index}`, message);
    }
    if (host !== null) return host;
    throw invalid(
      `deep_link_hosts.${index}`,
      "must be a host such as shop.example or *.shop.example",
    );
  });
  return { deep_link_hosts: [...new Set(hosts)] };
}

/** Reads `over` as `over_cap`. */
function withOverCap<T extends CampaignChange>(given: T) {
  const { over: _, ...input } = given;
  const over_cap = eitherName(given, "over_cap", "over");
  return over_cap === undefined ? input : { ...input, over_cap };
}

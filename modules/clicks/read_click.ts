import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import {
  campaigns,
  clicks,
  conversions,
  userAgents,
} from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { listCondition, listOrder, listPage, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../http/mod.ts";
import { isoTime, STORED_VERDICTS } from "../kernel/mod.ts";
import { isAnonymous } from "./anonymous_user_agent.ts";
import {
  clickIdBytes,
  clickIdText,
  readClickTime,
  isTestClick,
} from "./click_id.ts";
import { markNames } from "./enrich/mod.ts";
import { proveClickId } from "./prove_click_id.ts";
import type { ProvingKeys } from "./prove_click_id.ts";
import { requireClickId } from "./require_click_id.ts";
import { verdictDetail } from "./verdict_detail.ts";

type ClickRow = typeof clicks.$inferSelect;
type UserAgentRow = typeof userAgents.$inferSelect;

interface JoinedRow {
  clicks: ClickRow;
  user_agents: UserAgentRow | null;
}

type Campaigns = Pick<Configuration, "campaign">;

function presentClick(
  { clicks: row, user_agents }: JoinedRow,
  campaigns: Campaigns,
) {
  const { ua_id, marks, ...shown } = row;
  return {
    ...shown,
    advertiser_id: advertiserOf(campaigns, row.campaign_id),
    click_id: clickIdText(row.click_id),
    clicked_at: isoTime(row.clicked_at),
    marks: markNames(marks),
    flags: row.flags ?? [],
    user_agent:
      user_agents === null || isAnonymous(user_agents)
        ? null
        : user_agents.user_agent,
    device: user_agents?.device ?? null,
    os: user_agents?.os ?? null,
    browser: user_agents?.browser ?? null,
  };
}

function advertiserOf(campaigns: Campaigns, campaign_id: number | null) {
  return campaigns.campaign(campaign_id ?? 0)?.advertiser_id ?? null;
}

/** A click in the API. */
export type ClickView = ReturnType<typeof presentClick>;

export interface ReadClickDeps {
  db: Queryable;
  ring: ProvingKeys;
  configuration: Pick<Configuration, "link" | "campaign">;
}

/**
 * A click by id with its conversions, or undefined. Until the drain has stored its row, an authentic
 * id yields the facts it proves.
 */
export async function readClick(deps: ReadClickDeps, click_id: string) {
  const [click] = await readClicks(deps, [click_id]);
  if (click === undefined) return undefined;
  return { ...click, conversions: await conversionsOf(deps.db, click) };
}

const CONVERSIONS_MAX = 100;

/** The first conversions of a click, oldest first. */
async function conversionsOf(
  db: Queryable,
  { click_id, campaign_id }: { click_id: string; campaign_id: number | null },
) {
  const bytes = clickIdBytes(click_id);
  if (bytes === null || campaign_id === null) return [];
  const { id, goal_key, order_id, status, reason, recorded_at } = conversions;
  const rows = await db
    .select({ id, goal_key, order_id, status, reason, recorded_at })
    .from(conversions)
    .where(
      and(
        eq(conversions.campaign_id, campaign_id),
        eq(conversions.click_id, bytes),
      ),
    )
    .orderBy(asc(conversions.id))
    .limit(CONVERSIONS_MAX);
  return rows.map((row) => ({ ...row, recorded_at: isoTime(row.recorded_at) }));
}

/** The clicks with these ids, each as `readClick` has it; unknown ones are left out. */
export async function readClicks(
  deps: ReadClickDeps,
  click_ids: readonly string[],
) {
  const stored = await readStored(deps, click_ids);
  const known = new Set(stored.map(({ click_id }) => click_id));
  const others = click_ids.filter((id) => !known.has(id.toLowerCase()));
  const proven = await Promise.all(others.map((id) => readProven(deps, id)));
  return [
    ...stored.map((row) => {
      const { plan } = deps.configuration.campaign(row.campaign_id) ?? {};
      const verdict_detail = verdictDetail(row, plan?.rules);
      return { ...row, stored: true as const, verdict_detail };
    }),
    ...proven.filter((click) => click !== null),
  ];
}

/** Facts that the id of a click proves; null if it isn't ours. */
async function readProven(deps: ReadClickDeps, click_id: string) {
  const proven = await proveClickId(deps.ring, click_id);
  if (proven === null) return null;
  const { id, fields } = proven;
  const link = deps.configuration.link(fields.link_id);
  return {
    click_id: id,
    stored: false as const,
    clicked_at: isoTime(fields.time_ms),
    link_id: fields.link_id,
    campaign_id: link?.campaign_id ?? null,
    affiliate_id: link?.affiliate_id ?? null,
    advertiser_id: advertiserOf(deps.configuration, link?.campaign_id ?? null),
    pays: fields.pays,
    marks: isTestClick(fields) ? ["test"] : [],
  };
}

/** The stored clicks with these ids, as the list shows them. */
export async function readStored(
  { db, configuration }: { db: Queryable; configuration: Campaigns },
  click_ids: readonly string[],
): Promise<ClickView[]> {
  const ids = click_ids.flatMap((text) => clickIdBytes(text) ?? []);
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(userAgents.ua_id, clicks.ua_id))
    .where(areClicks(ids));
  return rows.map((row) => presentClick(row, configuration));
}

/** The times in the ids determine the partitions. */
function areClicks(ids: readonly Uint8Array[]): SQL | undefined {
  const times = ids.map(readClickTime);
  return and(inArray(clicks.click_id, ids), inArray(clicks.clicked_at, times));
}

/** The condition for one click; the time in its id determines the partition. */
export function isClick(id: Uint8Array): SQL | undefined {
  return and(eq(clicks.click_id, id), eq(clicks.clicked_at, readClickTime(id)));
}

/**
 * Filters and sorts of clicks. Their index is by id, which begins with
 * the time, apart from its first byte.
 */
export const CLICK_LIST = {
  filters: {
    campaign_id: "id",
    affiliate_id: "ids",
    advertiser_id: "ids",
    link_id: "id",
    verdict: STORED_VERDICTS,
    click_id: "text",
    click_ref: "long_text",
    country: "text",
    ip: "text",
    source: "text",
    sub1: "text",
    pays: "boolean",
    device: "text",
    os: "text",
    browser: "text",
    ...TIMES,
  },
  sorts: ["-clicked_at"],
} as const;

const { device, os, browser } = userAgents;
const CLICK_TABLE: ListTable = {
  columns: {
    ...getTableColumns(clicks),
    ...{ device, os, browser },
    clicked_at: clicks.click_id,
  },
  key: clicks.click_id,
  key_text: { read: clickIdBytes, write: clickIdText },
  time: clicks.clicked_at,
  filters: {
    click_id: (text: string) => isClick(requireClickId(text)),
    advertiser_id: clicksOfAdvertisers,
  },
};

/** The condition for clicks of advertisers' campaigns. */
export function clicksOfAdvertisers(ids: number | readonly number[]): SQL {
  const of_them = campaigns.advertiser_id;
  return sql`${clicks.campaign_id} in (select ${campaigns.id} from ${campaigns}
    where ${inArray(of_them, [ids].flat())})`;
}

/** Lists clicks, newest first. */
export async function listClicks(
  { db, configuration }: { db: Database; configuration: Campaigns },
  list: ListRequest,
): Promise<Page<ClickView>> {
  const rows = await db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(userAgents.ua_id, clicks.ua_id))
    .where(listCondition(CLICK_TABLE, list))
    .orderBy(...listOrder(CLICK_TABLE, list))
    .limit(list.limit + 1);
  const present = (row: JoinedRow) => presentClick(row, configuration);
  return listPage(CLICK_TABLE, list, rows, present, (row) => row.clicks);
}

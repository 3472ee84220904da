import { and, desc, eq, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { clicks, userAgents } from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { invalid, pageOf } from "../http/mod.ts";
import type { Page, PageRequest } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import {
  clickIdBytes,
  clickIdText,
  readClickTime,
  isTestClick,
} from "./click_id.ts";
import { markNames } from "./enrich/mod.ts";
import { proveClickId } from "./prove_click_id.ts";
import type { ProvingKeys } from "./prove_click_id.ts";

type ClickRow = typeof clicks.$inferSelect;
type UserAgentRow = typeof userAgents.$inferSelect;

interface JoinedRow {
  clicks: ClickRow;
  user_agents: UserAgentRow | null;
}

function presentClick({ clicks: row, user_agents }: JoinedRow) {
  const { ua_id, marks, ...shown } = row;
  return {
    ...shown,
    click_id: clickIdText(row.click_id),
    clicked_at: isoTime(row.clicked_at),
    marks: markNames(marks),
    flags: row.flags ?? [],
    user_agent: user_agents?.user_agent ?? null,
    device: user_agents?.device ?? null,
    os: user_agents?.os ?? null,
    browser: user_agents?.browser ?? null,
  };
}

/** A click in the API. */
export type ClickView = ReturnType<typeof presentClick>;

export interface ReadClickDeps {
  db: Database;
  ring: ProvingKeys;
  configuration: Pick<Configuration, "link">;
}

/**
 * A click by id, or undefined. Until the drain has stored its row, an authentic id yields the facts
 * it proves.
 */
export async function readClick(deps: ReadClickDeps, click_id: string) {
  const row = await readStored(deps.db, click_id);
  if (row !== undefined) return { ...row, stored: true };
  const proven = await proveClickId(deps.ring, click_id);
  if (proven === null) return undefined;
  const { id, fields } = proven;
  const link = deps.configuration.link(fields.link_id);
  return {
    click_id: id,
    stored: false,
    clicked_at: isoTime(fields.time_ms),
    link_id: fields.link_id,
    campaign_id: link?.campaign_id ?? null,
    affiliate_id: link?.affiliate_id ?? null,
    pays: fields.pays,
    marks: isTestClick(fields) ? ["test"] : [],
  };
}

/** The time in the id determines the partition. */
async function readStored(
  db: Database,
  click_id: string,
): Promise<ClickView | undefined> {
  const bytes = clickIdBytes(click_id);
  if (bytes === null) return undefined;
  const [row] = await db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(userAgents.ua_id, clicks.ua_id))
    .where(
      and(
        eq(clicks.click_id, bytes),
        eq(clicks.clicked_at, readClickTime(bytes)),
      ),
    );
  return row === undefined ? undefined : presentClick(row);
}

/** Filters of the click list. */
export interface ClickFilter {
  campaign_id?: number | undefined;
  affiliate_id?: number | undefined;
  link_id?: number | undefined;
  verdict?: string | undefined;
  click_ref?: string | undefined;
}

/**
 * Lists clicks, newest first. Ids begin with the time, apart from their first byte, so their order
 * is the clicks' order.
 */
export async function listClicks(
  db: Database,
  filter: ClickFilter,
  page: PageRequest,
): Promise<Page<ClickView>> {
  const conditions: (SQL | undefined)[] = [
    filter.campaign_id === undefined
      ? undefined
      : eq(clicks.campaign_id, filter.campaign_id),
    filter.affiliate_id === undefined
      ? undefined
      : eq(clicks.affiliate_id, filter.affiliate_id),
    filter.link_id === undefined
      ? undefined
      : eq(clicks.link_id, filter.link_id),
    filter.verdict === undefined
      ? undefined
      : eq(clicks.verdict, filter.verdict),
    filter.click_ref === undefined
      ? undefined
      : eq(clicks.click_ref, filter.click_ref),
    page.after === null ? undefined : lt(clicks.click_id, cursorOf(page.after)),
  ];
  const rows = await db
    .select()
    .from(clicks)
    .leftJoin(userAgents, eq(userAgents.ua_id, clicks.ua_id))
    .where(and(...conditions))
    .orderBy(desc(clicks.click_id))
    .limit(page.limit + 1);
  const keyOf = (row: JoinedRow) => clickIdText(row.clicks.click_id);
  return pageOf(rows, page.limit, keyOf, presentClick);
}

function cursorOf(text: string): Uint8Array {
  const bytes = clickIdBytes(text);
  if (bytes === null)
    throw invalid("cursor", "pass next_cursor as it was given");
  return bytes;
}

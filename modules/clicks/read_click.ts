import { and, desc, eq, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { clicks } from "../../db/schema/mod.ts";
import { invalid } from "../campaigns/mod.ts";
import { isoTime, pageOf } from "../kernel/mod.ts";
import type { Page, PageRequest } from "../kernel/mod.ts";
import { clickIdBytes, clickIdText } from "./click_id.ts";

type ClickRow = typeof clicks.$inferSelect;

/** A click as the API shows it. */
export function presentClick(row: ClickRow) {
  return {
    ...row,
    click_id: clickIdText(row.click_id),
    clicked_at: isoTime(row.clicked_at),
  };
}

/** A click as the API shows it. */
export type ClickView = ReturnType<typeof presentClick>;

/** One click by its id, or undefined. */
export async function readClick(
  db: Database,
  click_id: string,
): Promise<ClickView | undefined> {
  const bytes = clickIdBytes(click_id);
  if (bytes === null) return undefined;
  const where = eq(clicks.click_id, bytes);
  const [row] = await db.select().from(clicks).where(where);
  return row === undefined ? undefined : presentClick(row);
}

/** What a list of clicks can be narrowed to. */
export interface ClickFilter {
  campaign_id?: number | undefined;
  affiliate_id?: number | undefined;
  link_id?: number | undefined;
  verdict?: string | undefined;
}

/** Lists clicks, newest first. An id holds its time, so its order is the clicks' order but for the first byte. */
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
    page.after === null ? undefined : lt(clicks.click_id, cursorOf(page.after)),
  ];
  const rows = await db
    .select()
    .from(clicks)
    .where(and(...conditions))
    .orderBy(desc(clicks.click_id))
    .limit(page.limit + 1);
  const keyOf = (row: ClickRow) => clickIdText(row.click_id);
  return pageOf(rows, page.limit, keyOf, presentClick);
}

function cursorOf(text: string): Uint8Array {
  const bytes = clickIdBytes(text);
  if (bytes === null)
    throw invalid("cursor", "pass next_cursor as it was given");
  return bytes;
}

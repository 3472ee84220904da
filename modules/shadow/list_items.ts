import { eq, getTableColumns, inArray, notInArray, or } from "drizzle-orm";
import type { Column } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { shadowExports, shadowItems } from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import { listPage, orNotFound, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { formatAmount, isoTime, isUuid } from "../kernel/mod.ts";
import { AGREED, SHADOW_CLASSES, WHYS } from "./model.ts";
import type { ShadowClass } from "./model.ts";
import { sentenceOf } from "./sentence.ts";
import type { ShadowItem } from "./shadow_item.ts";

/** Filters of breaks and matches. */
export const SHADOW_ITEM_LIST = {
  filters: {
    q: "text",
    class: { many: SHADOW_CLASSES },
    why: { many: WHYS },
    code: "text",
    rule: "text",
    campaign_id: "ids",
    affiliate_id: "ids",
    conversion_id: "uuid",
    postback_id: "uuid",
    export_id: "uuid",
    day: "day",
    ...TIMES,
  },
  sorts: ["-at"],
} as const;

type Ids = number | readonly number[];

/** Whether a side of an item, whichever, has a value. */
function onEither(theirs: Column, ours: Column) {
  const has = (column: Column, value: Ids | string) =>
    typeof value === "object" ? inArray(column, [...value]) : eq(column, value);
  return (value: never) => or(has(theirs, value), has(ours, value));
}

const ITEM_TABLE: ListTable = {
  columns: getTableColumns(shadowItems),
  key: shadowItems.id,
  time: shadowItems.at,
  searched: [
    shadowItems.theirs_old_id,
    shadowItems.theirs_click,
    shadowItems.theirs_order_id,
    shadowItems.ours_order_id,
  ],
  filters: {
    campaign_id: onEither(
      shadowItems.theirs_campaign_id,
      shadowItems.ours_campaign_id,
    ),
    affiliate_id: onEither(
      shadowItems.theirs_affiliate_id,
      shadowItems.ours_affiliate_id,
    ),
    day: onEither(shadowItems.theirs_day, shadowItems.ours_day),
  },
};

/** Lists what differs, or what agrees, the latest first. */
export async function listItems(
  db: Database,
  { is_break }: { is_break: boolean },
  list: ListRequest,
) {
  const among = is_break ? notInArray : inArray;
  const own = among(shadowItems.class, [...AGREED]);
  const table = ITEM_TABLE;
  const rows = await selectList(db, { from: shadowItems, table, list, own });
  return listPage(table, list, rows, presentItem);
}

/** Reads what was found of one sale; 404 if there is none. */
export async function readItem(db: Database, id: string) {
  const [row] = await db
    .select()
    .from(shadowItems)
    .where(eq(shadowItems.id, id));
  return presentItem(orNotFound(row));
}

function presentItem(item: ShadowItem) {
  const { theirs_currency, ours_currency } = item;
  return {
    id: item.id,
    at: isoTime(item.at),
    class: item.class as ShadowClass,
    differs: item.differs,
    sentence: sentenceOf(item),
    why: item.why,
    code: item.code,
    postback_id: item.postback_id,
    rule: item.rule,
    score: item.score,
    theirs:
      item.row_id === null || theirs_currency === null
        ? null
        : presentTheirs(item, theirs_currency),
    ours:
      item.conversion_id === null || ours_currency === null
        ? null
        : presentOurs(item, ours_currency),
  };
}

function presentTheirs(item: ShadowItem, currency: string) {
  return {
    old_id: item.theirs_old_id,
    export_id: item.export_id,
    row_no: item.theirs_row_no,
    day: item.theirs_day,
    converted_at: timeText(item.theirs_at),
    click: item.theirs_click,
    order_id: item.theirs_order_id,
    goal: item.theirs_goal,
    campaign: item.theirs_campaign,
    campaign_id: item.theirs_campaign_id,
    affiliate: item.theirs_affiliate,
    affiliate_id: item.theirs_affiliate_id,
    status: item.theirs_status,
    currency,
    amount: amountText(item.theirs_amount_micros, currency),
    revenue: amountText(item.theirs_revenue_micros, currency),
    payout: amountText(item.theirs_payout_micros, currency),
  };
}

function presentOurs(item: ShadowItem, currency: string) {
  return {
    conversion_id: item.conversion_id,
    day: item.ours_day,
    recorded_at: timeText(item.ours_at),
    click_id:
      item.ours_click_id === null ? null : clickIdText(item.ours_click_id),
    order_id: item.ours_order_id,
    goal: item.ours_goal,
    campaign_id: item.ours_campaign_id,
    affiliate_id: item.ours_affiliate_id,
    status: item.ours_status,
    currency,
    amount: amountText(item.ours_amount_micros, currency),
    revenue: amountText(item.ours_revenue_micros, currency),
    payout: amountText(item.ours_payout_micros, currency),
  };
}

function timeText(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

function amountText(micros: bigint | null, currency: string): string | null {
  return micros === null ? null : formatAmount(micros, currency);
}

/** Filters of exports. */
export const EXPORT_LIST = {
  filters: { q: "text", ...TIMES },
  sorts: ["-received_at"],
} as const;

const EXPORT_TABLE: ListTable = {
  columns: getTableColumns(shadowExports),
  key: shadowExports.id,
  time: shadowExports.received_at,
  searched: [shadowExports.file_name],
};

/** Lists the old tracker's exports, the latest first. */
export async function listExports(db: Database, list: ListRequest) {
  const table = EXPORT_TABLE;
  const rows = await selectList(db, { from: shadowExports, table, list });
  return listPage(table, list, rows, presentExport);
}

/** Reads an export; 404 if there is none. */
export async function readExportRow(db: Database, id: string) {
  if (!isUuid(id)) orNotFound(undefined);
  const [row] = await db
    .select()
    .from(shadowExports)
    .where(eq(shadowExports.id, id));
  return presentExport(orNotFound(row));
}

/** An export as the API shows it. */
export function presentExport(row: typeof shadowExports.$inferSelect) {
  const { content_key: _, from_at, to_at, ...shown } = row;
  return {
    ...shown,
    from: isoTime(from_at),
    to: isoTime(to_at),
    received_at: isoTime(row.received_at),
    compared_at: timeText(row.compared_at),
  };
}

import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { conversions, conversionVersions } from "../../db/schema/mod.ts";
import { found, invalid } from "../campaigns/mod.ts";
import { clickIdBytes, clickIdText, isClickless } from "../clicks/mod.ts";
import { formatAmount, isoTime, isUuid, pageOf } from "../kernel/mod.ts";
import type { PageRequest } from "../kernel/mod.ts";
import { readUuid } from "./postback_filter.ts";
import { postbacksOf } from "./read_postbacks.ts";

type ConversionRow = typeof conversions.$inferSelect;

/** What a list of conversions can be narrowed to. */
export interface ConversionFilter {
  campaign_id?: number | undefined;
  affiliate_id?: number | undefined;
  status?: string | undefined;
  order_id?: string | undefined;
  click_id?: string | undefined;
}

/** Lists conversions, newest first. */
export async function listConversions(
  db: Database,
  filter: ConversionFilter,
  page: PageRequest,
) {
  const { campaign_id, affiliate_id, status, order_id, click_id } = filter;
  const conditions: (SQL | undefined)[] = [
    campaign_id && eq(conversions.campaign_id, campaign_id),
    affiliate_id && eq(conversions.affiliate_id, affiliate_id),
    status === undefined ? undefined : eq(conversions.status, status),
    order_id === undefined ? undefined : eq(conversions.order_id, order_id),
    click_id === undefined
      ? undefined
      : eq(conversions.click_id, readClick(click_id)),
    page.after === null
      ? undefined
      : lt(conversions.id, readUuid("cursor", page.after)),
  ].filter((condition) => typeof condition === "object");
  const rows = await db
    .select()
    .from(conversions)
    .where(and(...conditions))
    .orderBy(desc(conversions.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id, presentConversion);
}

/** One conversion with its history and the postbacks that it rests on, or 404. */
export async function readConversion(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db.select().from(conversions).where(eq(conversions.id, id))
    : [];
  const conversion = found(row);
  const history = await db
    .select()
    .from(conversionVersions)
    .where(
      and(
        eq(conversionVersions.campaign_id, conversion.campaign_id),
        eq(conversionVersions.conversion_id, id),
      ),
    )
    .orderBy(asc(conversionVersions.version));
  return {
    ...presentConversion(conversion),
    history: history.map((step) => ({
      version: step.version,
      changed_at: isoTime(step.changed_at),
      kind: step.kind,
      status: step.status,
      reason: step.reason,
      raw_status: step.raw_status,
      ...presentMoney(step, conversion.currency),
      postback_id: step.postback_id,
      origin: step.origin,
      made_by: step.made_by,
      why: step.why,
    })),
    postbacks: await postbacksOf(db, conversion),
  };
}

function presentConversion(row: ConversionRow) {
  const { dedupe_key, said, clicked_at, occurred_at, ...shown } = row;
  const { amount_micros, revenue_micros, payout_micros, ...others } = shown;
  const { refunded_micros, said_at, ...rest } = others;
  return {
    ...rest,
    ...presentMoney(row, row.currency),
    refunded: formatAmount(refunded_micros, row.currency),
    click_id: isClickless(row.click_id) ? null : clickIdText(row.click_id),
    clicked_at: isoTime(clicked_at),
    occurred_at: occurred_at === null ? null : isoTime(occurred_at),
    approved_at: timeOf(row.approved_at),
    payable_from: timeOf(row.payable_from),
    auto_approve_at: timeOf(row.auto_approve_at),
    recorded_at: isoTime(row.recorded_at),
    updated_at: isoTime(row.updated_at),
  };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

function presentMoney(
  money: Pick<
    ConversionRow,
    "amount_micros" | "revenue_micros" | "payout_micros"
  >,
  currency: string,
) {
  const { amount_micros } = money;
  return {
    amount:
      amount_micros === null ? null : formatAmount(amount_micros, currency),
    revenue: formatAmount(money.revenue_micros, currency),
    payout: formatAmount(money.payout_micros, currency),
  };
}

function readClick(text: string): Uint8Array {
  const bytes = clickIdBytes(text);
  if (bytes !== null) return bytes;
  throw invalid("click_id", "a click id is expected");
}

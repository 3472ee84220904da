import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { conversions, conversionVersions } from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { clickIdText, isClickless } from "../clicks/mod.ts";
import { presentInstall } from "./present_install.ts";
import {
  filterCondition,
  listPage,
  selectList,
  orNotFound,
} from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime, isUuid, shownMoney } from "../kernel/mod.ts";
import { readRisk } from "../risk/mod.ts";
import { CONVERSION_TABLE, withGoalKey } from "./conversion_filter.ts";
import type { CONVERSION_LIST } from "./conversion_filter.ts";

export interface ReadConversionDeps {
  db: Database;
  configuration: Pick<Configuration, "campaign">;
  postbacks: {
    postbacksOf(
      conversion: Pick<ConversionRow, "id" | "click_id">,
    ): Promise<object[]>;
  };
}

type ConversionRow = typeof conversions.$inferSelect;

/** Maximum number of conversions to add up. */
const TOTALS_OF_MAX = 100_000;

/**
 * Lists conversions, newest first. `totals` cover all matches of the filter, or the
 * newest `TOTALS_OF_MAX`.
 */
export async function listConversions(
  { db, configuration }: Omit<ReadConversionDeps, "postbacks">,
  asked: ListRequest<typeof CONVERSION_LIST.filters>,
) {
  const list = { ...asked, filter: withGoalKey(asked.filter) };
  const condition = filterCondition(CONVERSION_TABLE, list.filter);
  const rows = await selectList(db, {
    from: conversions,
    table: CONVERSION_TABLE,
    list,
  });
  return {
    ...listPage(CONVERSION_TABLE, list, rows, (row) =>
      presentConversion(row, configuration),
    ),
    ...(await readTotals(db, condition)),
  };
}

async function readTotals(db: Database, condition: SQL | undefined) {
  const newest = db
    .select()
    .from(conversions)
    .where(condition)
    .orderBy(desc(conversions.id))
    .limit(TOTALS_OF_MAX)
    .as("newest");
  const sums = await db
    .select({
      currency: newest.currency,
      status: newest.status,
      count: sql<number>`count(*)::integer`,
      amount: sql<string>`coalesce(sum(${newest.amount_micros}), 0)::text`,
      revenue: sql<string>`sum(${newest.revenue_micros})::text`,
      payout: sql<string>`sum(${newest.payout_micros})::text`,
    })
    .from(newest)
    .groupBy(newest.currency, newest.status)
    .orderBy(newest.currency, newest.status);
  const count = sums.reduce((sum, row) => sum + row.count, 0);
  return {
    totals: sums.map(({ currency, status, count: of_it, ...money }) => ({
      currency,
      status,
      count: of_it,
      ...shownMoney(currency, {
        amount: BigInt(money.amount),
        revenue: BigInt(money.revenue),
        payout: BigInt(money.payout),
      }),
    })),
    totals_are_partial: count === TOTALS_OF_MAX,
  };
}

/** Returns a conversion with its risk, history and postbacks; throws 404 if there is none. */
export async function readConversion(
  { db, configuration, postbacks }: ReadConversionDeps,
  id: string,
  role: string,
) {
  const [row] = isUuid(id)
    ? await db.select().from(conversions).where(eq(conversions.id, id))
    : [];
  const conversion = orNotFound(row);
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
    ...presentConversion(conversion, configuration),
    risk: await readRisk(db, conversion, role),
    history: history.map((step) => ({
      version: step.version,
      changed_at: isoTime(step.changed_at),
      kind: step.kind,
      status: step.status,
      reason: step.reason,
      raw_status: step.raw_status,
      ...shownMoney(conversion.currency, moneyOf(step)),
      postback_id: step.postback_id,
      origin: step.origin,
      made_by: step.made_by,
      why: step.why,
    })),
    postbacks: await postbacks.postbacksOf(conversion),
  };
}

function presentConversion(
  row: ConversionRow,
  configuration: Pick<Configuration, "campaign">,
) {
  const campaign = configuration.campaign(row.campaign_id);
  const { dedupe_key, said, clicked_at, occurred_at, install, ...shown } = row;
  const { amount_micros, revenue_micros, payout_micros, ...others } = shown;
  const { refunded_micros, said_at, sent_amount_micros, ...rest } = others;
  const { owed_micros, owed_spread_micros, held, ...plain } = rest;
  return {
    ...plain,
    ...shownMoney(row.currency, {
      ...moneyOf(row),
      refunded: refunded_micros,
      sent_amount: moneyIn(sent_amount_micros, row.sent_currency),
      owed: moneyIn(owed_micros, row.owed_currency),
      owed_spread: moneyIn(owed_spread_micros, row.owed_currency),
    }),
    share_amount: campaign?.share_amount === true,
    /** The status that it gets once there is a rate. */
    held_status: held?.status ?? null,
    click_id: isClickless(row.click_id) ? null : clickIdText(row.click_id),
    clicked_at: isoTime(clicked_at),
    occurred_at: occurred_at === null ? null : isoTime(occurred_at),
    approved_at: timeOf(row.approved_at),
    payable_from: timeOf(row.payable_from),
    first_approved_at: timeOf(row.first_approved_at),
    auto_approve_at: timeOf(row.auto_approve_at),
    recorded_at: isoTime(row.recorded_at),
    updated_at: isoTime(row.updated_at),
    install: presentInstall(install),
  };
}

/** An amount in another currency, if there is one. */
function moneyIn(micros: bigint | null, currency: string | null) {
  return micros === null || currency === null ? null : { micros, currency };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

function moneyOf(
  row: Pick<
    ConversionRow,
    "amount_micros" | "revenue_micros" | "payout_micros"
  >,
) {
  return {
    amount: row.amount_micros,
    revenue: row.revenue_micros,
    payout: row.payout_micros,
  };
}

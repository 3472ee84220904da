import { getTableColumns, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm";
import { readTimestamp } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  ledgerChain,
  ledgerTransactions,
  paymentClaims,
  releasedHolds,
} from "../../db/schema/mod.ts";
import {
  filterCondition,
  listCondition,
  listOrder,
  listPage,
  orNotFound,
  TIMES,
} from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";
import { ADJUSTMENT_KINDS } from "./adjustment.ts";
import { accountBalances, presentSums } from "./balance.ts";
import { readSums, SUM_COLUMNS } from "./balance_snapshot.ts";

const entry = alias(ledgerTransactions, "t");
// An alias makes a column anew each time that it is read.
const entry_id = entry.id;

const FILTERS = {
  affiliate_id: "id",
  advertiser_id: "id",
  campaign_id: "id",
  currency: "currency",
  conversion_id: "uuid",
  origin_id: "uuid",
  rate_id: "id",
  goal_payout_id: "id",
  ...TIMES,
} as const;

/** Filters and sorts of entries; their index is by id, which is in the order of booking. */
export const ENTRY_LIST = {
  filters: { ...FILTERS, kind: { many: "text" } },
  sorts: ["-booked_at"],
} as const;

/** Filters and sorts of adjustments. */
export const ADJUSTMENT_LIST = {
  filters: { ...FILTERS, kind: { many: ADJUSTMENT_KINDS } },
  sorts: ["-booked_at"],
} as const;

const ENTRY_TABLE: ListTable = {
  columns: { ...getTableColumns(entry), id: entry_id, booked_at: entry_id },
  key: entry_id,
  time: entry.booked_at,
};

interface LedgerRow extends Record<string, unknown> {
  id: string;
  booked_at: string;
  campaign_id: number;
  conversion_id: string;
  version: number;
  kind: string;
  currency: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
  origin_id: string | null;
  reason: string | null;
  rate_id: number | null;
  rule_version: number | null;
  goal_payout_id: number | null;
  tier_step: number | null;
  payable_from: string | null;
  postback_id: string | null;
  is_conversion: boolean;
}

/**
 * Lists entries, newest first, with the postback of each; `totals` covers all
 * matching entries, not just the page.
 */
export async function listEntries(db: Database, list: ListRequest) {
  const filter = await indexedFilter(db, list.filter);
  const condition = filterCondition(ENTRY_TABLE, filter);
  const from_here = listCondition(ENTRY_TABLE, { ...list, filter });
  const rows = await db.execute<LedgerRow>(sql`
    ${ENTRY_QUERY} where ${from_here ?? sql`true`}
    order by ${sql.join(listOrder(ENTRY_TABLE, list), sql`, `)}
    limit ${list.limit + 1}`);
  return {
    ...listPage(ENTRY_TABLE, list, rows, present),
    totals: await totalsOf(db, condition),
  };
}

/**
 * Reads an entry with everything it is based on: its conversion and postbacks, what
 * it corrects, its link in the chain, its payment.
 */
export async function readEntry(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db.execute<LedgerRow>(sql`${ENTRY_QUERY} where t.id = ${id}::uuid`)
    : [];
  const entry = orNotFound(row);
  const [more] = await db.execute<{
    link: string | null;
    payment_id: string | null;
    released_at: string | null;
    corrected_by: string[];
  }>(sql`
    select
      (select link::text from ${ledgerChain}
        where up_to_id >= ${id}::uuid and from_id <= ${id}::uuid
        order by up_to_id limit 1) as link,
      (select payment_id from ${paymentClaims} where entry_id = ${id}::uuid) as payment_id,
      (select released_at from ${releasedHolds} where entry_id = ${id}::uuid) as released_at,
      array(select t.id::text from ${ledgerTransactions} as t
        where t.campaign_id = ${entry.campaign_id}
          and t.conversion_id = ${entry.conversion_id}::uuid
          and t.origin_id = ${id}::uuid order by t.id) as corrected_by`);
  const released_at = more?.released_at ?? null;
  return {
    ...present(entry),
    payment_id: more?.payment_id ?? null,
    released_at: released_at === null ? null : timeOf(released_at),
    corrected_by: more?.corrected_by ?? [],
    chain_link: more?.link === null ? null : Number(more?.link),
    postback_ids: await postbacksOf(db, entry),
  };
}

/** Postbacks that the conversion is based on, up to this version. */
async function postbacksOf(db: Database, entry: LedgerRow): Promise<string[]> {
  const rows = await db.execute<{ postback_id: string }>(sql`
    select distinct postback_id from ${conversionVersions}
    where campaign_id = ${entry.campaign_id}
      and conversion_id = ${entry.conversion_id}::uuid
      and version <= ${entry.version} and postback_id is not null order by 1`);
  return rows.map(({ postback_id }) => postback_id);
}

const ENTRY_QUERY = sql`
  select t.*, v.postback_id, c.id is not null as is_conversion
  from ${ledgerTransactions} as t
  left join ${conversions} as c
    on c.campaign_id = t.campaign_id and c.id = t.conversion_id
  left join ${conversionVersions} as v on v.campaign_id = t.campaign_id
    and v.conversion_id = t.conversion_id and v.version = t.version`;

/** A conversion's entries are indexed by campaign, so look up its campaign first. */
async function indexedFilter(
  db: Database,
  filter: ListRequest["filter"],
): Promise<ListRequest["filter"]> {
  const { conversion_id, campaign_id } = filter;
  if (conversion_id === undefined || campaign_id !== undefined) return filter;
  const [conversion] = await db.execute<{ campaign_id: number }>(sql`
    select campaign_id from ${conversions} where id = ${conversion_id}::uuid`);
  return { ...filter, campaign_id: conversion?.campaign_id ?? 0 };
}

async function totalsOf(db: Database, condition: SQL | undefined) {
  // Without conditions, use the snapshots.
  if (condition === undefined) return await accountBalances(db);
  const rows = await db.execute<
    { currency: string; entries: number } & Record<string, unknown>
  >(sql`
    select t.currency, ${SUM_COLUMNS} from ${ledgerTransactions} as t
    where ${condition} group by t.currency order by 1`);
  return rows.map((row) => ({
    currency: row.currency,
    ...presentSums(readSums(row), row.currency),
  }));
}

function present(row: LedgerRow) {
  return {
    id: row.id,
    booked_at: timeOf(row.booked_at),
    kind: row.kind,
    campaign_id: row.campaign_id === 0 ? null : row.campaign_id,
    conversion_id: row.is_conversion ? row.conversion_id : null,
    /** The subject of an entry without a conversion: a payment, an invoice, or itself. */
    subject_id: row.is_conversion ? null : row.conversion_id,
    version: row.version,
    postback_id: row.postback_id,
    affiliate_id: row.affiliate_id,
    advertiser_id: row.advertiser_id,
    currency: row.currency,
    ...presentSums(readSums(row), row.currency),
    payable_from: row.payable_from === null ? null : timeOf(row.payable_from),
    rate_id: row.rate_id,
    rule_version: row.rule_version,
    goal_payout_id: row.goal_payout_id,
    tier_step: row.tier_step,
    origin_id: row.origin_id,
    reason: row.reason,
  };
}

function timeOf(text: string): string {
  return isoTime(readTimestamp(text));
}

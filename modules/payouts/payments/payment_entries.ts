import { and, getTableColumns, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import { inCampaign } from "../../../db/citus/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  campaigns,
  conversions,
  conversionVersions,
  ledgerTransactions,
  postbacks,
} from "../../../db/schema/mod.ts";
import {
  filterCondition,
  listCondition,
  listOrder,
  listPage,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime, shownMoney } from "../../kernel/mod.ts";

/** A postback that a conversion is based on. */
interface PostbackNote {
  id: string;
  received_at: string;
  outcome: string;
}

/** An entry of a payment or an invoice, with the postbacks that it is based on. */
export interface EntryView {
  entry_id: string;
  booked_at: string;
  kind: string;
  /** The entry's amount in the sum, rounded to the minor unit. */
  amount: string;
  exact?: { amount?: string };
  /** Why it was booked; of a reversal or a correction, why the sale changed. */
  reason: string | null;
  /** The entry that it corrects. */
  origin_id: string | null;
  conversion_id: string | null;
  version: number | null;
  converted_at: string | null;
  campaign_id: number | null;
  campaign: string | null;
  goal: string | null;
  order_id: string | null;
  postbacks: PostbackNote[];
}

/** The entries to show, and their amounts. */
export interface EntriesOf {
  /** Query of `(entry_id, campaign_id)` that selects them. */
  claims: SQL;
  /** Amount of each, over the columns of `t`. */
  amount: SQL;
  currency: string;
}

/** Filters and sorts of the entries of a payment; their ids are in the order of booking. */
export const PAYMENT_ENTRY_LIST = {
  filters: {
    entry_id: "uuid",
    conversion_id: "uuid",
    origin_id: "uuid",
    campaign_id: "id",
    order_id: "text",
    goal: "text",
    kind: { many: "text" },
    ...TIMES,
  },
  sorts: ["booked_at"],
} as const;

const entry = alias(ledgerTransactions, "t");
// An alias makes a column anew each time that it is read.
const id = entry.id;

const ENTRY_TABLE: ListTable = {
  columns: {
    ...getTableColumns(entry),
    id,
    entry_id: id,
    booked_at: id,
  },
  key: id,
  time: entry.booked_at,
  filters: {
    order_id: (order_id: string) => ofSale(sql`s.order_id = ${order_id}`),
    goal: (goal: string) => ofSale(sql`s.goal_key = ${goal}`),
  },
};

function ofSale(condition: SQL): SQL {
  return sql`exists (select 1 from ${conversions} as s
    where s.campaign_id = t.campaign_id and s.id = t.conversion_id and ${condition})`;
}

const STREAMED_AT_ONCE = 2_000;

interface EntryRow extends Record<string, unknown> {
  id: string;
  booked_at: string;
  kind: string;
  amount: string;
  reason: string | null;
  origin_id: string | null;
  conversion_id: string | null;
  version: number;
  converted_at: string | null;
  campaign_id: number;
  campaign: string | null;
  goal_key: string | null;
  order_id: string | null;
  postbacks: PostbackNote[] | null;
}

/** Reads a page of entries, in order of id. */
export async function readEntries(
  db: Database,
  of: EntriesOf,
  page: { after: string | null; limit: number },
): Promise<EntryView[]> {
  const { after, limit } = page;
  const rows = await selectEntries(db, of, {
    entries: sql`select k.entry_id, k.campaign_id from (${of.claims}) as k
      ${after === null ? sql`` : sql`where k.entry_id > ${after}::uuid`}
      order by k.entry_id limit ${limit}`,
    order: sql`t.id`,
  });
  return rows.map((row) => present(row, of.currency));
}

/** Lists the entries of a payment; `totals` are of all that match. */
export async function listEntries(
  db: Database,
  of: EntriesOf,
  list: ListRequest,
) {
  const order = sql.join(listOrder(ENTRY_TABLE, list), sql`, `);
  const matching = (condition: SQL | undefined) =>
    sql`(${of.claims}) as k join ${ledgerTransactions} as t on t.id = k.entry_id${inCampaign("k", "t")}
      where ${and(sql`true`, condition)}`;
  const rows = await selectEntries(db, of, {
    entries: sql`select k.entry_id, k.campaign_id
      from ${matching(listCondition(ENTRY_TABLE, list))}
      order by ${order} limit ${list.limit + 1}`,
    order,
  });
  const [sum] = await db.execute<{ count: number; amount: string }>(sql`
    select count(*)::integer as count,
      coalesce(sum(${of.amount}), 0)::text as amount
    from ${matching(filterCondition(ENTRY_TABLE, list.filter))}`);
  const { count = 0, amount = "0" } = sum ?? {};
  const { currency } = of;
  return {
    ...listPage(ENTRY_TABLE, list, rows, (row) => present(row, currency)),
    totals: [
      { currency, count, ...shownMoney(currency, { amount: BigInt(amount) }) },
    ],
  };
}

async function selectEntries(
  db: Database,
  of: EntriesOf,
  page: { entries: SQL; order: SQL },
): Promise<EntryRow[]> {
  return await db.execute<EntryRow>(sql`
    select t.id, t.booked_at::text, t.kind, (${of.amount})::text as amount,
      coalesce(t.reason, n.reason) as reason, t.origin_id,
      v.id as conversion_id, t.version, t.campaign_id, m.name as campaign,
      v.goal_key, v.order_id,
      coalesce(v.occurred_at, v.recorded_at)::text as converted_at, b.postbacks
    from (${page.entries}) as e
    join ${ledgerTransactions} as t on t.id = e.entry_id${inCampaign("e", "t")}
    left join ${conversions} as v
      on v.campaign_id = t.campaign_id and v.id = t.conversion_id
    left join ${conversionVersions} as n on n.campaign_id = t.campaign_id
      and n.conversion_id = t.conversion_id and n.version = t.version
    left join ${campaigns} as m on m.id = t.campaign_id
    left join lateral (select json_agg(json_build_object('id', p.id,
        'received_at', p.received_at::text, 'outcome', p.outcome)
        order by p.id) as postbacks
      from ${postbacks} as p
      where p.campaign_id = v.campaign_id and p.click_id = v.click_id
        and p.conversion_id = v.id) as b on true
    order by ${page.order}`);
}

/** Streams all entries, a page at a time. */
export async function* streamEntries(
  db: Database,
  of: EntriesOf,
): AsyncGenerator<EntryView> {
  let after: string | null = null;
  for (;;) {
    const page = { after, limit: STREAMED_AT_ONCE };
    const entries: EntryView[] = await readEntries(db, of, page);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < STREAMED_AT_ONCE) return;
    after = last.entry_id;
  }
}

/** Sums entries by campaign, goal and kind. */
export async function summarizeEntries(db: Database, of: EntriesOf) {
  const rows = await db.execute<{
    campaign: string | null;
    goal_key: string | null;
    kind: string;
    count: number;
    sum: string;
  }>(sql`
    select m.name as campaign, v.goal_key, t.kind, count(*)::integer as count,
      sum(${of.amount})::text as sum
    from (${of.claims}) as k
    join ${ledgerTransactions} as t on t.id = k.entry_id${inCampaign("k", "t")}
    left join ${conversions} as v
      on v.campaign_id = t.campaign_id and v.id = t.conversion_id
    left join ${campaigns} as m on m.id = t.campaign_id
    group by t.campaign_id, m.name, v.goal_key, t.kind
    order by t.campaign_id, v.goal_key, t.kind`);
  return rows.map((row) => ({
    campaign: row.campaign,
    goal: row.goal_key,
    kind: row.kind,
    count: row.count,
    ...shownMoney(of.currency, { amount: BigInt(row.sum) }),
  }));
}

function present(row: EntryRow, currency: string): EntryView {
  return {
    entry_id: row.id,
    booked_at: isoTime(readTimestamp(row.booked_at)),
    kind: row.kind,
    ...shownMoney(currency, { amount: BigInt(row.amount) }),
    reason: row.reason,
    origin_id: row.origin_id,
    conversion_id: row.conversion_id,
    version: row.conversion_id === null ? null : row.version,
    converted_at:
      row.converted_at === null
        ? null
        : isoTime(readTimestamp(row.converted_at)),
    campaign_id: row.campaign_id === 0 ? null : row.campaign_id,
    campaign: row.campaign,
    goal: row.goal_key,
    order_id: row.order_id,
    postbacks: (row.postbacks ?? []).map((note) => ({
      ...note,
      received_at: isoTime(readTimestamp(note.received_at)),
    })),
  };
}

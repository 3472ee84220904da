import { and, getTableColumns, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm";
import { readTimestamp } from "../../db/mod.ts";
import { inCampaign } from "../../db/citus/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  ledgerTransactions,
  paymentClaims,
  payments,
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
import { isoTime, isUuid, shownMoney } from "../kernel/mod.ts";

/** Figures of a balance; each is the sum of the entries listed under its name. */
export const FIGURES = [
  "pending",
  "on_hold",
  "payable",
  "in_payments",
  "paid",
] as const;

export type Figure = (typeof FIGURES)[number];

/** Whose entries to list, and when. */
export interface WhoseEntries {
  affiliate_id: number;
  now_ms: number;
}

/** Filters and sorts of an affiliate's entries; their index is by id, which is in the order of booking. */
export const AFFILIATE_ENTRY_LIST = {
  filters: {
    figure: FIGURES,
    currency: "currency",
    campaign_id: "id",
    conversion_id: "uuid",
    payment_id: "uuid",
    origin_id: "uuid",
    kind: { many: "text" },
    ...TIMES,
  },
  sorts: ["-booked_at"],
} as const;

const entry = alias(ledgerTransactions, "t");
// An alias makes a column anew each time that it is read.
const entry_id = entry.id;
const claim = alias(paymentClaims, "k");

function entryTable(now_ms: number): ListTable {
  return {
    columns: {
      ...getTableColumns(entry),
      id: entry_id,
      booked_at: entry_id,
      payment_id: claim.payment_id,
    },
    key: entry_id,
    time: entry.booked_at,
    filters: {
      figure: (figure: Figure) =>
        figure === "pending"
          ? sql`t.payable_pending_micros <> 0`
          : sql`t.payable_micros <> 0 and ${figureOf(now_ms)} = ${figure}`,
    },
  };
}

/**
 * Lists the entries behind an affiliate's balance, newest first, as the affiliate
 * may see them: only its own amounts, with the conversion and postback of each.
 * `totals` covers all matching entries.
 */
export async function listAffiliateEntries(
  db: Database,
  whose: WhoseEntries,
  list: ListRequest,
) {
  const table = entryTable(whose.now_ms);
  const own = ownOf(whose);
  const condition = and(own, filterCondition(table, list.filter));
  const rows = await db.execute<EntryRow>(sql`
    ${entryQuery(whose.now_ms)} where ${and(own, listCondition(table, list))}
    order by ${sql.join(listOrder(table, list), sql`, `)}
    limit ${list.limit + 1}`);
  const sums = await db.execute<{
    currency: string;
    count: number;
    pending: string;
    amount: string;
  }>(sql`
    select t.currency, count(*)::integer as count,
      (-sum(t.payable_pending_micros))::text as pending,
      (-sum(t.payable_micros))::text as amount
    from ${fromEntries()} where ${condition} group by 1 order by 1`);
  return {
    ...listPage(table, list, rows, present),
    totals: sums.map(({ currency, count, pending, amount }) => ({
      currency,
      count,
      ...shownMoney(currency, {
        pending: BigInt(pending),
        amount: BigInt(amount),
      }),
    })),
  };
}

/**
 * Reads an affiliate's entry with every version of its conversion up to it, and the
 * postback of each; or answers 404.
 */
export async function readAffiliateEntry(
  db: Database,
  whose: WhoseEntries,
  id: string,
) {
  const [row] = isUuid(id)
    ? await db.execute<EntryRow>(sql`
        ${entryQuery(whose.now_ms)} where ${ownOf(whose)} and t.id = ${id}::uuid`)
    : [];
  const entry = orNotFound(row);
  const steps = await db.execute<StepRow>(sql`
    select version, changed_at::text as changed_at, kind, status, reason,
      payout_micros::text as payout, postback_id, origin
    from ${conversionVersions}
    where campaign_id = ${entry.campaign_id}
      and conversion_id = ${entry.subject_id}::uuid
      and version <= ${entry.version} order by version`);
  return {
    ...present(entry),
    history: steps.map(({ payout, changed_at, ...step }) => ({
      ...step,
      changed_at: timeOf(changed_at),
      ...shownMoney(entry.currency, { payout: BigInt(payout) }),
    })),
  };
}

interface EntryRow extends Record<string, unknown> {
  id: string;
  booked_at: string;
  kind: string;
  campaign_id: number;
  subject_id: string;
  is_conversion: boolean;
  version: number;
  currency: string;
  pending: string;
  amount: string;
  payable_from: string | null;
  figure: string | null;
  payment_id: string | null;
  postback_id: string | null;
  origin_id: string | null;
  reason: string | null;
}

interface StepRow extends Record<string, unknown> {
  version: number;
  changed_at: string;
  kind: string;
  status: string;
  reason: string | null;
  payout: string;
  postback_id: string | null;
  origin: string | null;
}

function fromEntries(): SQL {
  return sql`${ledgerTransactions} as t
  left join ${paymentClaims} as k on k.entry_id = t.id${inCampaign("k", "t")}
  left join ${payments} as p on p.id = k.payment_id
  left join ${releasedHolds} as h on h.entry_id = t.id`;
}

function isHeld(now_ms: number): SQL {
  return sql`(t.payable_from > ${isoTime(now_ms)}::timestamptz
    and t.payable_from > t.booked_at
    and h.entry_id is null)`;
}

/**
 * The figure that an entry's approved part counts towards; null if it only settles
 * others.
 */
function figureOf(now_ms: number): SQL {
  return sql`case when t.payable_micros = 0 then 'pending'
    when p.state = 'paid' then 'paid' when p.id is not null then 'in_payments'
    when t.kind in ('payment', 'payment_void') then null
    when ${isHeld(now_ms)} then 'on_hold' else 'payable' end`;
}

function ownOf({ affiliate_id }: WhoseEntries): SQL {
  return sql`t.affiliate_id = ${affiliate_id}
    and (t.payable_micros <> 0 or t.payable_pending_micros <> 0)`;
}

function entryQuery(now_ms: number): SQL {
  return sql`
    select t.id, t.booked_at::text as booked_at, t.kind, t.campaign_id,
      t.conversion_id as subject_id, c.id is not null as is_conversion,
      t.version, t.currency, (-t.payable_pending_micros)::text as pending,
      (-t.payable_micros)::text as amount, t.payable_from::text as payable_from,
      ${figureOf(now_ms)} as figure, k.payment_id, v.postback_id, t.origin_id,
      t.reason
    from ${fromEntries()}
    left join ${conversions} as c
      on c.campaign_id = t.campaign_id and c.id = t.conversion_id
    left join ${conversionVersions} as v on v.campaign_id = t.campaign_id
      and v.conversion_id = t.conversion_id and v.version = t.version`;
}

function present(row: EntryRow) {
  const { is_conversion, subject_id, currency, campaign_id } = row;
  return {
    id: row.id,
    booked_at: timeOf(row.booked_at),
    kind: row.kind,
    campaign_id: campaign_id === 0 ? null : campaign_id,
    conversion_id: is_conversion ? subject_id : null,
    subject_id: is_conversion ? null : subject_id,
    version: row.version,
    currency,
    ...shownMoney(currency, {
      pending: BigInt(row.pending),
      amount: BigInt(row.amount),
    }),
    figure: row.figure,
    payable_from: row.payable_from === null ? null : timeOf(row.payable_from),
    payment_id: row.payment_id,
    postback_id: row.postback_id,
    origin_id: row.origin_id,
    reason: row.reason,
  };
}

function timeOf(text: string): string {
  return isoTime(readTimestamp(text));
}

import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { conversions, ledgerTransactions } from "../../db/schema/mod.ts";
import type { Difference } from "./checked_entry.ts";

/** Conversions per query. */
const PIECE_CONVERSIONS = 5_000;

/** Kinds of entries that only changes of a conversion make. */
const CONVERSION_KINDS =
  "'record', 'adopt', 'approve', 'reject', 'reverse', 'part_reversed', 'amend', 'reinstate', 'confirm', 'predecessor', 'priced', 'restore'";

interface Position {
  campaign_id: number;
  id: string;
}

/**
 * Compares what is booked for each conversion with its position: all its money in
 * the pending accounts, in the approved ones, or nowhere. For a payout in another
 * currency, the amount owed is in that currency, and both amounts balance in the FX
 * account. Entries that move the money on (cash, variance) are left out.
 */
export async function checkConversions(
  tx: Transaction,
  progress: (conversions: number) => Promise<void> | void,
): Promise<{ conversions: number; difference: Difference | null }> {
  await allowWhole(tx, "off");
  let after: Position = { campaign_id: -1, id: NO_ID };
  let count = 0;
  let difference: Difference | null = null;
  for (;;) {
    const [last] = await tx.execute<{ campaign_id: number; id: string }>(sql`
      select campaign_id, id from ${conversions}
      where (campaign_id, id) > (${after.campaign_id}, ${after.id}::uuid)
      order by campaign_id, id offset ${PIECE_CONVERSIONS - 1} limit 1`);
    const [piece] = await tx.execute<PieceRow>(pieceQuery(after, last ?? null));
    count += piece?.conversions ?? 0;
    if (piece !== undefined && piece.id !== null) {
      difference = differenceOf(piece);
      break;
    }
    await progress(count);
    if (last === undefined) break;
    after = last;
  }
  await allowWhole(tx, "on");
  return { conversions: count, difference };
}

/** Plans by which a campaign would be read as a whole for each of its pieces. */
const WHOLE = ["enable_seqscan", "enable_bitmapscan", "enable_sort"];

/**
 * Allows plans that read more than a piece, or avoids them: Postgres takes the bounds of a piece for
 * those of its campaigns.
 */
async function allowWhole(tx: Transaction, allowed: "on" | "off") {
  await tx.execute(sql`
    select set_config(name, ${allowed}, true) from unnest(${`{${WHOLE.join()}}`}::text[]) as name`);
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

interface PieceRow extends Record<string, unknown> {
  conversions: number;
  id: string | null;
  expected: string | null;
  found: string | null;
}

/**
 * Joins both sides by primary key; conversions are limited rather than bounded, as only
 * that makes Postgres read them by it. Returns one row: the number of conversions in the
 * piece, and the first that differs. An entry without a conversion is a
 * difference only if its kind belongs to conversions; others, such as payments, are
 * about none.
 */
function pieceQuery(after: Position, last: Position | null) {
  const within = (campaign_id: string, id: string) => {
    const key = sql.raw(`(${campaign_id}, ${id})`);
    const lower = sql`${key} > (${after.campaign_id}, ${after.id}::uuid)`;
    if (last === null) return lower;
    return sql`${lower} and ${key} <= (${last.campaign_id}, ${last.id}::uuid)`;
  };
  return sql`
    with c as (
      select campaign_id, id, status, version,
        case when status = 'pending' and not is_unbooked then revenue_micros else 0 end as rp,
        case when status = 'approved' and not is_unbooked then revenue_micros else 0 end as ra,
        case when status = 'pending' and not is_unbooked then owed else 0 end as pp,
        case when status = 'approved' and not is_unbooked then owed else 0 end as pa,
        case when status in ('pending', 'approved') and not is_unbooked then fx else 0 end as fx,
        owed_in
      from (select *, ('test' = any(flags) or 'shadow' = any(flags)) as is_unbooked,
          case when owed_currency is null then payout_micros else coalesce(owed_micros, 0) end as owed,
          case when owed_currency is null then 0 else
            coalesce(owed_micros, 0) + coalesce(owed_spread_micros, 0) - payout_micros end as fx,
          coalesce(owed_currency, currency) as owed_in
        from (select * from ${conversions}
          where (campaign_id, id) > (${after.campaign_id}, ${after.id}::uuid)
          order by campaign_id, id limit ${PIECE_CONVERSIONS}) as piece) as s
    ),
    l as (
      select campaign_id, conversion_id as id, count(*) as entries,
        bool_or(kind in (${sql.raw(CONVERSION_KINDS)})) as is_of_conversion,
        sum(receivable_pending_micros) as rp, sum(receivable_micros) as ra,
        -sum(payable_pending_micros) as pp, -sum(payable_micros) as pa,
        sum(fx_micros) as fx,
        min(currency) filter (where payable_micros <> 0 or payable_pending_micros <> 0) as owed_in
      from ${ledgerTransactions}
      where ${within("campaign_id", "conversion_id")}
        and cash_micros = 0 and variance_micros = 0
      group by campaign_id, conversion_id
    ),
    compared as (
      select coalesce(c.campaign_id, l.campaign_id) as campaign_id,
        coalesce(c.id, l.id) as id, c.status, c.version,
        c.rp as crp, c.ra as cra, c.pp as cpp, c.pa as cpa,
        c.fx as cfx, c.owed_in as cowed_in,
        coalesce(l.rp, 0) as rp, coalesce(l.ra, 0) as ra,
        coalesce(l.pp, 0) as pp, coalesce(l.pa, 0) as pa,
        coalesce(l.fx, 0) as fx, coalesce(l.owed_in, c.owed_in) as owed_in, l.entries
      from c full join l on c.campaign_id = l.campaign_id and c.id = l.id
      where c.id is not null or l.is_of_conversion
    ),
    first as (
      select * from compared
      where crp is null or (crp, cra, cpp, cpa, cfx, cowed_in)
        is distinct from (rp, ra, pp, pa, fx, owed_in)
      order by campaign_id, id limit 1
    )
    select (select count(*)::integer from c) as conversions, first.id,
      case when crp is null then 'a conversion of campaign ' || campaign_id
        else concat('version ', version, ', ', status, ': revenue pending ', crp,
          ', approved ', cra, ', payout pending ', cpp, ', approved ', cpa,
          case when cfx <> 0 or fx <> 0 or cowed_in <> owed_in
            then concat(' ', cowed_in, ', exchanged ', cfx) end) end as expected,
      case when crp is null then concat('none, but ', entries, ' entries')
        else concat('revenue pending ', rp, ', approved ', ra,
          ', payout pending ', pp, ', approved ', pa,
          case when cfx <> 0 or fx <> 0 or cowed_in <> owed_in
            then concat(' ', owed_in, ', exchanged ', fx) end, ' by the ledger') end as found
    from (select) as one left join first on true`;
}

function differenceOf(row: PieceRow): Difference {
  return {
    check: "conversion",
    id: row.id ?? "",
    expected: row.expected ?? "",
    found: row.found ?? "",
  };
}

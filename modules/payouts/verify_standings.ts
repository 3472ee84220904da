import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { conversions, ledgerTransactions } from "../../db/schema/mod.ts";
import type { Difference } from "./checked_entry.ts";

/** How many conversions one query compares. */
const PIECE_CONVERSIONS = 20_000;

/** The kinds of entries that only a conversion's own changes make. */
const CONVERSION_KINDS =
  "'record', 'adopt', 'approve', 'reject', 'reverse', 'part_reversed', 'amend', 'reinstate', 'predecessor', 'restore'";

interface Position {
  campaign_id: number;
  id: string;
}

/**
 * Compares what is booked of each conversion with what it stands for: all of its
 * money in the pending accounts, in the approved ones, or nowhere. Entries that
 * move its money on to others (cash, variance, FX) are left out of it.
 */
export async function checkStandings(
  tx: Transaction,
  progress: (conversions: number) => Promise<void> | void,
): Promise<{ conversions: number; difference: Difference | null }> {
  let after: Position = { campaign_id: -1, id: NO_ID };
  let count = 0;
  for (;;) {
    const [last] = await tx.execute<{ campaign_id: number; id: string }>(sql`
      select campaign_id, id from ${conversions}
      where (campaign_id, id) > (${after.campaign_id}, ${after.id}::uuid)
      order by campaign_id, id offset ${PIECE_CONVERSIONS - 1} limit 1`);
    const [piece] = await tx.execute<PieceRow>(pieceQuery(after, last ?? null));
    count += piece?.conversions ?? 0;
    if (piece !== undefined && piece.id !== null) {
      return { conversions: count, difference: differenceOf(piece) };
    }
    await progress(count);
    if (last === undefined) return { conversions: count, difference: null };
    after = last;
  }
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

interface PieceRow extends Record<string, unknown> {
  conversions: number;
  id: string | null;
  expected: string | null;
  found: string | null;
}

/**
 * Both sides by their primary keys. Of a piece comes one row: how many conversions
 * it has, and the first that differs. An entry without a conversion counts only by
 * its kind: others, such as a payment, are about no conversion.
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
        case when status = 'pending' and not is_test then revenue_micros else 0 end as rp,
        case when status = 'approved' and not is_test then revenue_micros else 0 end as ra,
        case when status = 'pending' and not is_test then payout_micros else 0 end as pp,
        case when status = 'approved' and not is_test then payout_micros else 0 end as pa
      from (select *, 'test' = any(flags) as is_test from ${conversions}
        where ${within("campaign_id", "id")}) as s
    ),
    l as (
      select campaign_id, conversion_id as id, count(*) as entries,
        bool_or(kind in (${sql.raw(CONVERSION_KINDS)})) as is_of_conversion,
        sum(receivable_pending_micros) as rp, sum(receivable_micros) as ra,
        -sum(payable_pending_micros) as pp, -sum(payable_micros) as pa
      from ${ledgerTransactions}
      where ${within("campaign_id", "conversion_id")}
        and cash_micros = 0 and variance_micros = 0 and fx_micros = 0
      group by campaign_id, conversion_id
    ),
    compared as (
      select coalesce(c.campaign_id, l.campaign_id) as campaign_id,
        coalesce(c.id, l.id) as id, c.status, c.version,
        c.rp as crp, c.ra as cra, c.pp as cpp, c.pa as cpa,
        coalesce(l.rp, 0) as rp, coalesce(l.ra, 0) as ra,
        coalesce(l.pp, 0) as pp, coalesce(l.pa, 0) as pa, l.entries
      from c full join l on c.campaign_id = l.campaign_id and c.id = l.id
      where c.id is not null or l.is_of_conversion
    ),
    first as (
      select * from compared
      where crp is null or (crp, cra, cpp, cpa) is distinct from (rp, ra, pp, pa)
      order by campaign_id, id limit 1
    )
    select (select count(*)::integer from c) as conversions, first.id,
      case when crp is null then 'a conversion of campaign ' || campaign_id
        else concat('version ', version, ', ', status, ': revenue pending ', crp,
          ', approved ', cra, ', payout pending ', cpp, ', approved ', cpa) end as expected,
      case when crp is null then concat('none, but ', entries, ' entries')
        else concat('revenue pending ', rp, ', approved ', ra,
          ', payout pending ', pp, ', approved ', pa, ' by the ledger') end as found
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

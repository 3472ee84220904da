import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import {
  balanceSnapshots,
  ledgerHorizon,
  ledgerTransactions,
} from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { LEDGER_LOCKS, ACCOUNTS } from "./write_entries.ts";
import type { Account } from "./write_entries.ts";

/** Whose accounts: an advertiser's, an affiliate's, or all (`network`, 0). */
export interface Party {
  party: "advertiser" | "affiliate" | "network";
  party_id: number;
}

/** Sum of each account; debits are positive. */
export type Sums = Record<Account, bigint>;

/** Entries added to the snapshots per transaction. */
const ENTRIES_MAX = 50_000;

/**
 * `sum(t.account)::text` of every account, for queries on `ledger_transactions as
 * t`.
 */
export const SUM_COLUMNS = sumColumns("");

function sumColumns(filter: string): SQL {
  return sql.raw(
    ACCOUNTS.map(
      (name) => `coalesce(sum(t.${name})${filter}, 0)::text as ${name}`,
    ).join(", "),
  );
}

/** Parses sums read by `SUM_COLUMNS` or stored in a snapshot. */
export function readSums(row: Record<string, unknown>): Sums {
  return Object.fromEntries(
    ACCOUNTS.map((name) => [name, BigInt(String(row[name] ?? "0"))]),
  ) as Sums;
}

/** Adds the sums of two rows. */
export function addSums(left: Sums, right: Sums): Sums {
  return Object.fromEntries(
    ACCOUNTS.map((name) => [name, left[name] + right[name]]),
  ) as Sums;
}

/**
 * Adds a limited number of final entries to their parties' snapshots; returns
 * whether there may be more. A lock serializes concurrent calls.
 */
export async function advanceSnapshots(
  db: Database,
  entries_max = ENTRIES_MAX,
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(${LEDGER_LOCKS.snapshots}::bigint)`,
    );
    const [horizon] = await tx.execute<{ after: string; final: string }>(
      sql`select summed_id as after, final_id as final from ${ledgerHorizon}`,
    );
    if (horizon === undefined) return false;
    const { after, final } = horizon;
    const [last] = await tx.execute<{ up_to: string }>(sql`
      select id as up_to from (
        select id from ${ledgerTransactions}
        where id > ${after}::uuid and id <= ${final}::uuid
        order by id limit ${entries_max}
      ) as piece order by id desc limit 1`);
    if (last === undefined) return false;
    const { up_to } = last;
    await addPiece(tx, { after, up_to });
    await tx.execute(
      sql`update ${ledgerHorizon} set summed_id = ${up_to}::uuid`,
    );
    return true;
  });
}

interface DeltaRow extends Record<string, unknown>, Party {
  currency: string;
  up_to_at: string;
}

async function addPiece(
  tx: Transaction,
  piece: { after: string; up_to: string },
): Promise<void> {
  const of = (party: string, id: string, condition: string) => sql`
    select ${sql.raw(`'${party}'`)} as party, ${sql.raw(id)} as party_id, t.currency,
      max(t.booked_at) as up_to_at, ${SUM_COLUMNS}
    from ${ledgerTransactions} as t
    where t.id > ${piece.after}::uuid and t.id <= ${piece.up_to}::uuid and ${sql.raw(condition)}
    group by 2, 3`;
  const deltas = await tx.execute<DeltaRow>(sql`
    ${of("advertiser", "t.advertiser_id", "t.advertiser_id is not null")}
    union all
    ${of("affiliate", "t.affiliate_id", "t.affiliate_id is not null")}
    union all
    ${of("network", "0", "true")}`);
  const before = await snapshotsOf(tx, deltas);
  const rows = deltas.map((delta) => {
    const known = before.get(keyOf(delta));
    const added = readSums(delta);
    const sums = known === undefined ? added : addSums(known, added);
    return { ...delta, sums: asText(sums), up_to_id: piece.up_to };
  });
  await tx.execute(sql`
    insert into ${balanceSnapshots} as s
      (party, party_id, currency, up_to_id, up_to_at, sums)
    select * from ${recordset("k", rows, {
      party: "text",
      party_id: "integer",
      currency: "text",
      up_to_id: "uuid",
      up_to_at: "timestamptz",
      sums: "jsonb",
    })}
    on conflict (party, party_id, currency) do update
    set up_to_id = excluded.up_to_id, sums = excluded.sums,
      up_to_at = greatest(s.up_to_at, excluded.up_to_at)`);
}

async function snapshotsOf(
  tx: Transaction,
  parties: readonly DeltaRow[],
): Promise<Map<string, Sums>> {
  const rows = await tx.execute<DeltaRow & { sums: Record<string, unknown> }>(
    sql`
      select s.* from ${balanceSnapshots} as s
      join ${recordset("k", parties, {
        party: "text",
        party_id: "integer",
        currency: "text",
      })} using (party, party_id, currency)`,
  );
  return new Map(rows.map((row) => [keyOf(row), readSums(row.sums)]));
}

function keyOf(row: Party & { currency: string }): string {
  return `${row.party} ${row.party_id} ${row.currency}`;
}

function asText(sums: Sums): Record<Account, string> {
  return Object.fromEntries(
    ACCOUNTS.map((name) => [name, sums[name].toString()]),
  ) as Record<Account, string>;
}

/**
 * Sums a party's accounts by currency, now or as of a moment: the snapshot plus the
 * entries after it, read in one statement, so that no entry is counted twice or
 * missed. Snapshots that go beyond the moment aren't used.
 */
export async function partySums(
  db: Pick<Database, "execute">,
  who: Party,
  as_of: number | null,
): Promise<Map<string, Sums>> {
  const until = bookedBy(as_of);
  const rows = await db.execute<
    { currency: string; sums: Record<string, unknown> | null } & Record<
      string,
      unknown
    >
  >(
    who.party === "network"
      ? networkTail(as_of, until)
      : isDistributed()
        ? shardedTail(who, as_of)
        : partyTail(who, as_of, until),
  );
  return new Map(
    rows.map((row) => [
      row.currency,
      addSums(readSums(row.sums ?? {}), readSums(row)),
    ]),
  );
}

function bookedBy(as_of: number | null) {
  if (as_of === null) return sql`true`;
  return sql`t.booked_at <= ${isoTime(as_of)}::timestamptz`;
}

function summedBy(as_of: number | null) {
  if (as_of === null) return sql`true`;
  return sql`s.up_to_at <= ${isoTime(as_of)}::timestamptz`;
}

/**
 * By the party's index: finds its currencies one by one, then sums the tail of
 * each.
 */
function partyTail(
  { party, party_id }: Party,
  as_of: number | null,
  until: ReturnType<typeof sql>,
) {
  const column = sql.raw(
    party === "affiliate" ? "affiliate_id" : "advertiser_id",
  );
  const usable = summedBy(as_of);
  const next = (after: ReturnType<typeof sql>) => sql`(
    select currency from ${ledgerTransactions}
    where ${column} = ${party_id} and ${after}
    order by currency limit 1)`;
  return sql`
    with recursive snapshots as materialized (
      select s.currency, s.up_to_id, s.sums from ${balanceSnapshots} as s
      where s.party = ${party} and s.party_id = ${party_id} and ${usable}
    ),
    currencies as (
      select ${next(sql`true`)} as currency
      union all
      select ${next(sql`currency > c.currency`)}
      from currencies as c where c.currency is not null
    )
    select c.currency, s.sums, tail.*
    from currencies as c left join snapshots as s using (currency)
    cross join lateral (
      select ${SUM_COLUMNS} from ${ledgerTransactions} as t
      where t.${column} = ${party_id} and t.currency = c.currency
        and t.id > coalesce(s.up_to_id, '00000000-0000-0000-0000-000000000000')
        and ${until}
    ) as tail
    where c.currency is not null order by 1`;
}

/**
 * The same for Citus, which steps through no index: all currencies at once. Entries up to the last
 * that is summed are in snapshots, unless those go beyond the moment.
 */
function shardedTail({ party, party_id }: Party, as_of: number | null): SQL {
  const column = sql.raw(
    party === "affiliate" ? "affiliate_id" : "advertiser_id",
  );
  const until =
    as_of === null
      ? ""
      : ` filter (where t.booked_at <= '${isoTime(as_of)}'::timestamptz)`;
  const names = sql.raw(ACCOUNTS.map((name) => `tail.${name}`).join(", "));
  const after = sql`'00000000-0000-0000-0000-000000000000'::uuid`;
  return sql`
    with snapshots as materialized (
      select s.currency, s.up_to_id, s.sums from ${balanceSnapshots} as s
      where s.party = ${party} and s.party_id = ${party_id} and ${summedBy(as_of)}
    ), tail as (
      select t.currency, ${sumColumns(until)}
      from ${ledgerTransactions} as t left join snapshots as s on s.currency = t.currency
      where t.${column} = ${party_id} and t.id > coalesce(s.up_to_id, ${after})
        and t.id > ${as_of === null ? sql`(select summed_id from ${ledgerHorizon})` : after}
      group by t.currency
    )
    select currency, s.sums, ${names}
    from snapshots as s full join tail using (currency) order by 1`;
}

/**
 * By the primary key: either all snapshots and the entries after them, or no
 * snapshots and all entries.
 */
function networkTail(as_of: number | null, until: ReturnType<typeof sql>) {
  const usable = summedBy(as_of);
  const names = sql.raw(ACCOUNTS.map((name) => `tail.${name}`).join(", "));
  return sql`
    with start as materialized (
      select coalesce(bool_and(${usable}), true) as is_usable
      from ${balanceSnapshots} as s where s.party = 'network'
    ),
    tail as (
      select t.currency, ${SUM_COLUMNS} from ${ledgerTransactions} as t
      where ${until} and t.id > (
        select case when is_usable then summed_id
          else '00000000-0000-0000-0000-000000000000' end
        from ${ledgerHorizon} cross join start)
      group by t.currency
    ),
    snapshots as (
      select s.currency, s.sums from ${balanceSnapshots} as s cross join start
      where s.party = 'network' and is_usable
    )
    select currency, snapshots.sums, ${names}
    from snapshots full join tail using (currency) order by 1`;
}

import { sql } from "drizzle-orm";
import {
  insertRows,
  recordset,
  readTimestamp,
  runPrepared,
} from "../../db/mod.ts";
import {
  detectDistribution,
  untilCommittedOnWorkers,
} from "../../db/citus/mod.ts";
import type { Transaction, Database } from "../../db/mod.ts";
import { ledgerTransactions, ledgerHorizon } from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";

/** Accounts of the ledger, in hashing order. */
export const ACCOUNTS = [
  "receivable_pending_micros",
  "receivable_micros",
  "payable_pending_micros",
  "payable_micros",
  "margin_pending_micros",
  "margin_micros",
  "cash_micros",
  "variance_micros",
  "fx_micros",
] as const;

/** An account of the ledger. */
export type Account = (typeof ACCOUNTS)[number];

/** A balanced entry to be written. Debits are positive. */
export interface Entry extends Partial<Record<Account, Micros>> {
  campaign_id: number;
  /** The conversion, or another subject by an id of its own. */
  conversion_id: string;
  version: number;
  kind: string;
  currency: string;
  advertiser_id: number | null;
  affiliate_id: number | null;
  payable_from?: number | null;
  rate_id?: number | null;
  /**
   * Pricing: the version of the goal's prices, the individual price that replaced them, and its
   * tier.
   */
  rule_version?: number | null;
  goal_payout_id?: number | null;
  tier_step?: number | null;
  origin_id?: string | null;
  reason?: string | null;
}

/** Thrown if something else is already booked under the same key. */
export class LedgerConflictError extends Error {
  constructor(key: string) {
    super(`Cannot book ${key}: something else is booked under that key`);
    this.name = "LedgerConflictError";
  }
}

/**
 * Writes entries and returns the ids of the new ones. Writing the same entry again
 * does nothing; different content under the same key throws. The floor may have
 * been read earlier in the transaction, together with other data.
 */
export async function writeEntries(
  tx: Transaction,
  clock: Clock,
  entries: readonly Entry[],
  floor_read: Promise<BookingFloor> | null = null,
): Promise<string[]> {
  if (entries.length === 0) return [];
  const floor = await (floor_read ?? readBookingFloor(tx));
  const columns = columnsOf(entries);
  const rows = entries.map((entry) => ({
    ...pick(entry, columns),
    ...idAbove(floor, clock),
    content: contentOf(entry),
  }));
  const written = await insertRows(tx, ledgerTransactions, rows, {
    order_by: ["campaign_id", "conversion_id", "version", "kind"],
    on_conflict: "do nothing",
    returning: ["id"],
  });
  const ids = new Set(written.map(({ id }) => String(id)));
  if (ids.size < rows.length) {
    await compareWithBooked(
      tx,
      rows.filter(({ id }) => !ids.has(id)),
    );
  }
  return rows.map(({ id }) => id).filter((id) => ids.has(id));
}

const REQUIRED = [
  "campaign_id",
  "conversion_id",
  "version",
  "kind",
  "currency",
  "advertiser_id",
  "affiliate_id",
] as const;
const OPTIONAL = [
  "payable_from",
  "rate_id",
  "rule_version",
  "goal_payout_id",
  "tier_step",
  "origin_id",
  "reason",
] as const;

/** Omits columns that no entry of the batch sets, so that they get their defaults. */
function columnsOf(entries: readonly Entry[]): (keyof Entry)[] {
  const isUsed = (name: keyof Entry) =>
    entries.some((entry) => (entry[name] ?? 0n) !== 0n);
  return [...REQUIRED, ...OPTIONAL.filter(isUsed), ...ACCOUNTS.filter(isUsed)];
}

function pick(entry: Entry, columns: readonly (keyof Entry)[]): Entry {
  const picked = columns.map((name) => {
    const empty = name.endsWith("_micros") ? 0n : null;
    return [name, entry[name] ?? empty];
  });
  return Object.fromEntries(picked) as Entry;
}

/**
 * Makes an id and booking time of now, or later if this clock is behind what is
 * closed.
 */
function idAbove(floor: BookingFloor, clock: Clock) {
  const now = clock.nowMs();
  const booked_at = Math.max(now, floor.open_from);
  const id = newId({ nowMs: () => now });
  if (id > floor.closing_id) return { id, booked_at };
  const later = timeOfId(floor.closing_id) + 1;
  return { id: newId({ nowMs: () => later }), booked_at };
}

/** SHA-256 over an entry's content. */
export function contentOf(entry: Entry): Uint8Array {
  return hashValues([
    entry.campaign_id,
    entry.conversion_id.toLowerCase(),
    entry.version,
    entry.kind,
    entry.currency,
    entry.advertiser_id,
    entry.affiliate_id,
    entry.payable_from ?? null,
    entry.rate_id ?? null,
    entry.origin_id?.toLowerCase() ?? null,
    // As Postgres stores it: a lone surrogate is replaced on the way there.
    entry.reason?.toWellFormed() ?? null,
    ...ACCOUNTS.map((name) => String(entry[name] ?? 0n)),
    ...pricedBy(
      entry.rule_version ?? null,
      entry.goal_payout_id ?? null,
      entry.tier_step ?? null,
    ),
  ]);
}

/**
 * Returns what an entry was priced by, or nothing if all values are null: entries
 * older than these columns must keep their hash.
 */
export function pricedBy(...values: readonly unknown[]): readonly unknown[] {
  return values.every((value) => value === null) ? [] : values;
}

/** Columns with what an entry was priced by, in hashing order after `CONTENT_COLUMNS`. */
export const PRICED_BY_COLUMNS = [
  "rule_version",
  "goal_payout_id",
  "tier_step",
] as const;

/** Columns that `contentOf` hashes, in order: numbers as numbers, money as text. */
export const CONTENT_COLUMNS = [
  "campaign_id",
  "conversion_id",
  "version",
  "kind",
  "currency",
  "advertiser_id",
  "affiliate_id",
  "(extract(epoch from payable_from) * 1000)::float8",
  "rate_id",
  "origin_id",
  "reason",
  ...ACCOUNTS,
] as const;

/**
 * SHA-256 over the values of `CONTENT_COLUMNS`, and of `PRICED_BY_COLUMNS` if any is
 * set.
 */
export function hashValues(values: readonly unknown[]): Uint8Array {
  return new Uint8Array(
    new Bun.CryptoHasher("sha256").update(JSON.stringify(values)).digest(),
  );
}

async function compareWithBooked(
  tx: Transaction,
  rows: readonly (Entry & { content: Uint8Array })[],
): Promise<void> {
  const given = recordset("k", rows, {
    campaign_id: "integer",
    conversion_id: "uuid",
    version: "integer",
    kind: "text",
    content: "bytea",
  });
  const [other] = await tx.execute<{ key: string }>(sql`
    select concat_ws(' ', k.conversion_id, k.version, k.kind) as key
    from ${given} left join ${ledgerTransactions} as t
      using (campaign_id, conversion_id, version, kind)
    where t.content is distinct from k.content limit 1`);
  if (other !== undefined) throw new LedgerConflictError(other.key);
}

/** The smallest id. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Advisory locks of the ledger's background work. */
export const LEDGER_LOCKS = {
  horizon: 7_213_004_561,
  chain: 7_213_004_562,
  snapshots: 7_213_004_563,
} as const;

/** Lower bounds of new entries. */
export interface BookingFloor {
  closing_id: string;
  open_from: number;
}

/**
 * Reads the lower bounds of new entries. The transaction gets its number first and
 * reads after it, in two statements: so whoever reads an old floor is among those
 * that `advanceHorizon` waits for.
 */
export async function readBookingFloor(tx: Transaction): Promise<BookingFloor> {
  const [, [row]] = await Promise.all([
    runPrepared(tx, sql`select pg_current_xact_id()`),
    runPrepared(tx, sql`select closing_id, open_from from ${ledgerHorizon}`),
  ]);
  if (row === undefined) return { closing_id: FIRST_ID, open_from: 0 };
  return {
    closing_id: String(row.closing_id),
    open_from: readTimestamp(String(row.open_from)),
  };
}

/**
 * Advances the horizon, and returns the id up to which the ledger is complete.
 *
 * Ids aren't committed in order, and the clocks of instances differ, so the greatest
 * visible id is no safe border. The border is drawn in three steps, each in a
 * transaction of its own: (1) announce the greatest visible id as the floor of new
 * ids; (2) in a transaction that begins after (1) has committed, store its number:
 * any transaction with a greater number reads the announced floor; (3) once every
 * transaction with a smaller number has ended, nobody can write below the floor any
 * more. If one is still open, the step is left to the next call. (The `xmax` of a
 * snapshot would not do for (2): it is the last *ended* number plus one, and open
 * transactions may have greater ones.)
 */
export async function advanceHorizon(db: Database): Promise<string> {
  await alone(db, (tx) =>
    tx.execute(sql`
      update ${ledgerHorizon} set closing_id = newest.id, closing_xid = null
      from (select id from ${ledgerTransactions} order by id desc limit 1) newest
      where closing_id = final_id and newest.id > closing_id`),
  );
  // A number from before a restore may be far ahead of this server's.
  await alone(db, (tx) =>
    tx.execute(sql`
      update ${ledgerHorizon}
      set closing_xid = pg_current_xact_id()::text::bigint
      where closing_id <> final_id and (closing_xid is null
        or closing_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`),
  );
  const checked = await writtenEverywhere(db);
  if (checked !== null) {
    await alone(db, (tx) =>
      tx.execute(sql`
        update ${ledgerHorizon} set final_id = closing_id
        where ${HAVE_ENDED} and closing_id = ${checked}::uuid`),
    );
  }
  const [row] = await db
    .select({ final_id: ledgerHorizon.final_id })
    .from(ledgerHorizon);
  return row?.final_id ?? FIRST_ID;
}

/** Every transaction that may have read an older floor has ended. */
const HAVE_ENDED = sql`closing_id <> final_id
  and closing_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

/**
 * The floor before which everything can be read, on Citus' workers, too; null if there is none. Transactions
 * end on the coordinator first, and only those that have ended there are sure to be among the prepared
 * ones. Whether there are workers is asked anew: this process may have missed that the database was distributed.
 */
async function writtenEverywhere(db: Database): Promise<string | null> {
  const [horizon] = await db.execute<{ closing_id: string }>(
    sql`select closing_id from ${ledgerHorizon} where ${HAVE_ENDED}`,
  );
  if (horizon === undefined) return null;
  const is_written =
    !(await detectDistribution(db)) || (await untilCommittedOnWorkers(db));
  return is_written ? horizon.closing_id : null;
}

const POLL_S = 0.02;
const POLLS_MAX = 250;

/**
 * Waits until every transaction that began before this call has ended; false if
 * that takes too long.
 */
export async function waitForOpenTransactions(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ xid: string }>(
    sql`select pg_current_xact_id()::text as xid`,
  );
  const xid = row?.xid ?? "0";
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    const [{ ended } = { ended: false }] = await db.execute<{ ended: boolean }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > ${xid}::bigint as ended`,
    );
    if (ended) {
      return !(await detectDistribution(db)) || untilCommittedOnWorkers(db);
    }
    await db.execute(sql`select pg_sleep(${POLL_S})`);
  }
  return false;
}

/** Creation time of a UUIDv7. */
export function timeOfId(id: string): number {
  return Number(`0x${id.slice(0, 8)}${id.slice(9, 13)}`);
}

/**
 * Runs under a lock, with a snapshot taken after it: a transaction's number must
 * not be older than what it has read.
 */
async function alone(
  db: Database,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(${LEDGER_LOCKS.horizon}::bigint)`,
    );
    await work(tx);
  });
}

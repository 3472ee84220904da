import { afterAll } from "bun:test";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database, DatabaseAddress, Transaction } from "../db/mod.ts";
import { ManualClock } from "../modules/kernel/mod.ts";
import type { Entry } from "../modules/payouts/mod.ts";
import { createTestDatabase, START_MS } from "./harness.ts";

/**
 * A test file's own ledger: as the program's role, and as the owner of its tables,
 * who may change it.
 */
export interface LedgerWorld {
  db: Database;
  owner: Database;
  clock: ManualClock;
  /** Where `db` is. */
  address: DatabaseAddress;
}

/** Opens an empty ledger for a test file. */
export async function ledgerForFile(): Promise<LedgerWorld> {
  const database = await createTestDatabase();
  const db = openDatabase(database.app, { connections_max: 8 });
  const owner = openDatabase(database.owner, { connections_max: 1 });
  afterAll(async () => {
    await Promise.all([closeDatabase(db), closeDatabase(owner)]);
    await database.drop();
  });
  const clock = new ManualClock(START_MS);
  return { db, owner, clock, address: database.app };
}

/**
 * An entry without a conversion: an amount (in micros) from the margin to an
 * affiliate.
 */
export function payableEntry(
  micros: bigint,
  change: Partial<Entry> = {},
): Entry {
  return {
    campaign_id: 0,
    conversion_id: crypto.randomUUID(),
    version: 1,
    kind: "bonus",
    currency: "USD",
    advertiser_id: null,
    affiliate_id: 1,
    payable_micros: -micros,
    margin_micros: micros,
    ...change,
  };
}

/** Opens a transaction that stays open until it is told to end. */
export async function openTransaction(
  db: Database,
  begin: (tx: Transaction) => Promise<unknown>,
): Promise<{ end(): Promise<void> }> {
  const begun = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  const ended = db.transaction(async (tx) => {
    await begin(tx);
    begun.resolve();
    await told.promise;
  });
  await Promise.race([begun.promise, ended]);
  return {
    async end() {
      told.resolve();
      await ended;
    },
  };
}

/** An entry as the API shows it. */
export interface LedgerItem {
  id: string;
  kind: string;
  payable: string;
  payable_pending: string;
  receivable: string;
  margin: string;
  postback_id: string | null;
  postback_ids: string[];
  conversion_id: string | null;
  subject_id: string | null;
  origin_id: string | null;
  reason: string | null;
}

/** A list of entries as the API shows it. */
export interface LedgerList {
  data: LedgerItem[];
  next_cursor: string | null;
  totals: Record<string, string>[];
}

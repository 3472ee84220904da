import { afterAll } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database, Transaction } from "../db/mod.ts";
import {
  advertisers,
  affiliates,
  ledgerTransactions,
} from "../db/schema/mod.ts";
import { ManualClock, newId } from "../modules/kernel/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import type { Entry, RunInput, RunResult } from "../modules/payouts/mod.ts";
import { createTestDatabase, START_MS } from "./harness.ts";

/** One unit of a currency. */
export const UNIT = 1_000_000n;

/** A day in ms. */
export const DAY_MS = 86_400_000;

/** What the module doesn't give out: its tests hand it in. */
export interface PaymentParts {
  createRun(
    deps: { db: Database; clock: Clock },
    input: RunInput,
    options?: { dry_run?: boolean },
  ): Promise<RunResult>;
  writeEntries(
    tx: Transaction,
    clock: Clock,
    entries: readonly Entry[],
  ): Promise<string[]>;
}

/** A database with a ledger in it and nothing around it, for a whole test file. */
export class PaymentWorld {
  readonly db: Database;
  readonly clock: ManualClock;
  readonly default_timezone = "UTC";
  /** Opens another pool on the same database, as another instance would. */
  readonly openPool: () => Database;
  readonly #parts: PaymentParts;

  constructor(db: Database, parts: PaymentParts, openPool: () => Database) {
    this.db = db;
    this.#parts = parts;
    this.clock = new ManualClock(START_MS);
    this.openPool = openPool;
  }

  /** An affiliate of its own, so that tests don't share a balance. */
  async affiliate(
    change: Partial<typeof affiliates.$inferInsert> = {},
  ): Promise<number> {
    const values = { name: "Harbour Media", created_at: START_MS, ...change };
    const [row] = await this.db.insert(affiliates).values(values).returning();
    return row?.id ?? 0;
  }

  /** An advertiser of its own. */
  async advertiser(
    change: Partial<typeof advertisers.$inferInsert> = {},
  ): Promise<number> {
    const values = { name: "Northwind", created_at: START_MS, ...change };
    const [row] = await this.db.insert(advertisers).values(values).returning();
    return row?.id ?? 0;
  }

  /** Books what is approved of conversions, each a revenue and a payout in micros, and gives the ids of the entries. */
  async earn(
    affiliate_id: number,
    payouts: readonly (bigint | Partial<Entry>)[],
    change: Partial<Entry> = {},
  ): Promise<string[]> {
    const entries = payouts.map((payout): Entry => {
      const given =
        typeof payout === "bigint" ? { payable_micros: -payout } : payout;
      const entry = {
        campaign_id: 1,
        conversion_id: newId(this.clock),
        version: 1,
        kind: "approved",
        currency: "USD",
        advertiser_id: null,
        affiliate_id,
        ...change,
        ...given,
      };
      const { payable_micros = 0n, receivable_micros = 0n } = entry;
      return { ...entry, margin_micros: -payable_micros - receivable_micros };
    });
    return await this.db.transaction((tx) =>
      this.#parts.writeEntries(tx, this.clock, entries),
    );
  }

  /** Makes a run over all that was booked until now. */
  async run(
    affiliate_ids: readonly number[] | null,
    change: Partial<RunInput> = {},
    options: { dry_run?: boolean; db?: Database } = {},
  ) {
    const { db = this.db, ...others } = options;
    const input = this.runInput(affiliate_ids, change);
    return await this.#parts.createRun(
      { db, clock: this.clock },
      input,
      others,
    );
  }

  /** What a run is asked for, unless told otherwise. */
  runInput(
    affiliate_ids: readonly number[] | null,
    change: Partial<RunInput> = {},
  ): RunInput {
    return {
      currency: "USD",
      up_to: this.clock.nowMs() + 1,
      min_amount_micros: null,
      only_collected: false,
      affiliate_ids,
      created_by: "a test",
      ...change,
    };
  }

  /** What an affiliate is owed by the ledger. */
  async balance(affiliate_id: number, currency = "USD"): Promise<bigint> {
    const [row] = await this.db.execute<{ owed: string }>(sql`
      select coalesce(-sum(payable_micros), 0)::text as owed
      from ${ledgerTransactions}
      where affiliate_id = ${affiliate_id} and currency = ${currency}`);
    return BigInt(row?.owed ?? "0");
  }

  /** How many rows each table has. */
  async rowCounts(): Promise<Record<string, number>> {
    const tables = await this.db.execute<{ name: string }>(sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('r', 'p')
        and c.relnamespace = 'public'::regnamespace order by 1`);
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await this.db.execute<{ count: number }>(
        sql.raw(`select count(*)::integer as count from ${name}`),
      );
      counts[name] = row?.count ?? -1;
    }
    return counts;
  }
}

/** A world on a database of its own, dropped after the test file. */
export async function paymentWorld(parts: PaymentParts): Promise<PaymentWorld> {
  const database = await createTestDatabase();
  const pools: Database[] = [];
  const openPool = () => {
    const pool = openDatabase(database.app, { connections_max: 6 });
    pools.push(pool);
    return pool;
  };
  afterAll(async () => {
    await Promise.all(pools.map(closeDatabase));
    await database.drop();
  });
  return new PaymentWorld(openPool(), parts, openPool);
}

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

/** One unit of a currency, in micros. */
export const UNIT = 1_000_000n;

/** Milliseconds in a day. */
export const DAY_MS = 86_400_000;

/** Functions that the module doesn't export; its tests pass them in. */
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

/** A database with only a ledger, for a test file. */
export class PaymentWorld {
  readonly db: Database;
  readonly clock: ManualClock;
  readonly default_timezone = "UTC";
  /** Opens another pool on the same database, like another instance. */
  readonly openPool: () => Database;
  readonly #parts: PaymentParts;

  constructor(db: Database, parts: PaymentParts, openPool: () => Database) {
    this.db = db;
    this.#parts = parts;
    this.clock = new ManualClock(START_MS);
    this.openPool = openPool;
  }

  /** Creates an affiliate, so that tests don't share balances. */
  async affiliate(
    change: Partial<typeof affiliates.$inferInsert> = {},
  ): Promise<number> {
    const values = { name: "Harbour Media", created_at: START_MS, ...change };
    const [row] = await this.db.insert(affiliates).values(values).returning();
    return row?.id ?? 0;
  }

  /** Creates an advertiser. */
  async advertiser(
    change: Partial<typeof advertisers.$inferInsert> = {},
  ): Promise<number> {
    const values = { name: "Northwind", created_at: START_MS, ...change };
    const [row] = await this.db.insert(advertisers).values(values).returning();
    return row?.id ?? 0;
  }

  /**
   * Books approved conversions, each a revenue and payout in micros, and returns
   * the entries' ids.
   */
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

  /** Makes a run over everything booked until now. */
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

  /** Default input of a run. */
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

  /** Returns an affiliate's balance in the ledger. */
  async balance(affiliate_id: number, currency = "USD"): Promise<bigint> {
    const [row] = await this.db.execute<{ owed: string }>(sql`
      select coalesce(-sum(payable_micros), 0)::text as owed
      from ${ledgerTransactions}
      where affiliate_id = ${affiliate_id} and currency = ${currency}`);
    return BigInt(row?.owed ?? "0");
  }

  /** Counts the rows of each table. */
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

/** Creates a world on its own database, dropped after the test file. */
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

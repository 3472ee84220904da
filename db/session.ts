import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { currentActor, namingStatement } from "./actor.ts";
import { postgresCode } from "./client.ts";
import type { Database } from "./client.ts";

const dialect = new PgDialect();

/** A pool connection held for a while: temporary tables live on it. */
export interface Session {
  /** Runs a statement; bigints come as text. */
  query<Row extends object = Record<string, unknown>>(
    statement: SQL,
  ): Promise<Row[]>;
  /** Runs work in a transaction; rolls back if it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Runs work with settings made for its statements. */
  planned<T>(plan: keyof typeof PLANS, work: () => Promise<T>): Promise<T>;
}

/**
 * Runs work on one connection with memory for large sorts and joins. Its temporary tables are
 * dropped afterwards, however it ends, even by a crash.
 */
export async function withSession<T>(
  db: Database,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const reserved = await db.$client.reserve();
  const session: Session = {
    async query(statement) {
      const { sql, params } = dialect.sqlToQuery(statement);
      return await reserved.unsafe(sql, params as string[]);
    },
    async transaction(work) {
      const actor = currentActor();
      await reserved.unsafe("begin");
      try {
        if (actor !== undefined) {
          await reserved.unsafe(...namingStatement(actor));
        }
        const result = await work();
        await reserved.unsafe("commit");
        return result;
      } catch (error) {
        await reserved.unsafe("rollback").catch(() => {});
        throw error;
      }
    },
    async planned(plan, work) {
      await reserved.unsafe(PLANS[plan]);
      const result = await work();
      await reserved.unsafe(PLANS.usual);
      return result;
    },
  };
  try {
    await reserved.unsafe(SETTINGS);
    await reserved.unsafe(TEMPORARY).catch((error: unknown) => {
      if (postgresCode(error) !== INVALID_VALUE) throw error;
    });
    return await work(session);
  } finally {
    await reserved
      .unsafe(
        "discard temp; reset work_mem; reset jit; reset hash_mem_multiplier; reset enable_nestloop; reset random_page_cost",
      )
      .catch(() => {});
    reserved.release();
  }
}

/** Settings by the kind of statement. */
const PLANS = {
  /** Freshly loaded tables have no statistics, so a nested loop planned for one row may loop over a million. */
  usual:
    "set work_mem = '128MB'; reset hash_mem_multiplier; set enable_nestloop = off; reset random_page_cost",
  /** Joins of millions: in parts that a core's cache holds, they take half the time of one large table. */
  large: "set work_mem = '8MB'; set hash_mem_multiplier = 1",
  /** Look-ups of a few rows by an index of a large temporary table, which is in memory. */
  few: "set enable_nestloop = on; set random_page_cost = 1.1",
} as const;

/** JIT compilation costs more than these statements gain. */
const SETTINGS = `discard temp; set jit = off; ${PLANS.usual}`;

/** A connection can be given more only before it uses its first temporary table, as folding on Citus does. */
const TEMPORARY = "set temp_buffers = '128MB'";
const INVALID_VALUE = "22023";

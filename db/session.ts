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
  };
  try {
    await reserved.unsafe(SETTINGS);
    await reserved.unsafe(TEMPORARY).catch((error: unknown) => {
      if (postgresCode(error) !== INVALID_VALUE) throw error;
    });
    return await work(session);
  } finally {
    await reserved
      .unsafe("discard temp; reset work_mem; reset jit; reset enable_nestloop")
      .catch(() => {});
    reserved.release();
  }
}

/**
 * JIT compilation costs more than these statements gain. Freshly loaded tables have no statistics,
 * so a nested loop planned for one row may loop over a million.
 */
const SETTINGS = `discard temp; set work_mem = '128MB'; set jit = off; set enable_nestloop = off`;

/** A connection can be given more only before it uses its first temporary table, as folding on Citus does. */
const TEMPORARY = "set temp_buffers = '128MB'";
const INVALID_VALUE = "22023";

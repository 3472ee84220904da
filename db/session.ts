import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Database } from "./client.ts";

const dialect = new PgDialect();

/** One connection of the pool, kept for a while: temporary tables live on it. */
export interface Session {
  /** Runs a statement; bigints come as text. */
  query<Row extends object = Record<string, unknown>>(
    statement: SQL,
  ): Promise<Row[]>;
  /** Runs work between `begin` and `commit`; what it throws rolls back. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Runs work on one connection with room for large sorts and joins. Its temporary
 * tables are gone afterwards, however it ended; so they are after a crash.
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
      await reserved.unsafe("begin");
      try {
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
    return await work(session);
  } finally {
    await reserved
      .unsafe("discard temp; reset work_mem; reset jit; reset enable_nestloop")
      .catch(() => {});
    reserved.release();
  }
}

/**
 * Compiling a plan costs more than such statements gain by it. What was loaded a
 * moment ago has no statistics yet, and a nested loop over what the planner takes
 * for one row may be one over a million. Room for temporary tables is given once
 * for a connection.
 */
const SETTINGS = `discard temp; set work_mem = '128MB'; set temp_buffers = '128MB';
  set jit = off; set enable_nestloop = off`;

import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** How to reach a database: what postgres.js takes, or a URL. */
export type DatabaseAddress =
  | string
  | {
      /** A host name, or the directory of a Unix socket. */
      host: string;
      port: number;
      user: string;
      password?: string;
      database: string;
    };

/** A pool of connections to one database, with Drizzle on top. */
export interface Database extends PostgresJsDatabase {
  $client: postgres.Sql;
}

/** A transaction, or the database itself: what a query needs. */
export type Queryable = Pick<
  PostgresJsDatabase,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute"
>;

/** An open transaction. */
export type Transaction = Parameters<
  Parameters<PostgresJsDatabase["transaction"]>[0]
>[0];

const IDLE_IN_TRANSACTION_MS = 60_000;
const CONNECT_TIMEOUT_S = 10;

/** Opens a pool; `role` is taken on by every connection at its start. */
export function openDatabase(
  address: DatabaseAddress,
  options: { connections_max: number; role?: string; name?: string },
): Database {
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    max: options.connections_max,
    connect_timeout: CONNECT_TIMEOUT_S,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "tallyho",
      TimeZone: "UTC",
      // A plan that was made when a table was empty is wrong once it has grown.
      plan_cache_mode: "force_custom_plan",
      // A process that froze in a transaction gives its rows back to the others.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      ...(options.role === undefined ? {} : { role: options.role }),
    },
  };
  const client =
    typeof address === "string"
      ? postgres(address, settings)
      : postgres({ ...address, ...settings });
  return drizzle(client) as Database;
}

/** The driver's own connection of a transaction, for what only it can do: `COPY`. */
export function driverOf(tx: Transaction): postgres.TransactionSql {
  const { session } = tx as unknown as {
    session: { client: postgres.TransactionSql };
  };
  return session.client;
}

/** Ends a pool: what is running may finish within five seconds. */
export async function closeDatabase(db: Database): Promise<void> {
  await db.$client.end({ timeout: 5 });
}

/** The code that Postgres gave an error (`23505`, `40P01`, …), also through Drizzle's wrapper. */
export function postgresCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}

/** Whether the same transaction may succeed when it is simply run again. */
export function isRepeatable(error: unknown): boolean {
  const code = postgresCode(error);
  return code === "40001" || code === "40P01";
}

/**
 * Whether a row, rather than the database or the way to it, may be at fault: a
 * batch is then worth splitting to find it. SQLSTATE classes 21 to 23 speak of
 * data; a lost connection or a full disk would meet every row alike.
 */
export function isRowFault(error: unknown): boolean {
  return /^2[123]/.test(postgresCode(error) ?? "");
}

/** Whether the database could not be reached, or went away: nothing is wrong with what was asked. */
export function isConnectionFault(error: unknown): boolean {
  const code = postgresCode(error) ?? "";
  return /^(08|57P0|53300|CONNECT|CONNECTION_|E[A-Z]{3,}$)/.test(code);
}

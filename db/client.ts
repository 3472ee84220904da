import type { ExtractTablesWithRelations } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import {
  drizzle,
  PostgresJsSession,
  PostgresJsTransaction,
} from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { currentActor, namingStatement } from "./actor.ts";
import type { Actor } from "./actor.ts";
import { writesAudited } from "./audited.ts";

/** A database address: postgres.js options, or a URL. */
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

/** A connection pool to one database, with Drizzle on top. */
export interface Database extends PostgresJsDatabase {
  $client: postgres.Sql;
  /** Counts its connections, and the statements that wait for one. */
  pool(): PoolState;
  transaction<T>(
    work: (tx: Transaction) => Promise<T>,
    config?: PgTransactionConfig,
  ): Promise<T>;
}

interface PoolState {
  in_use: number;
  idle: number;
  waiting: number;
}

/** A transaction, or the database itself. */
export interface Queryable extends Pick<
  PostgresJsDatabase,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute"
> {
  /** The driver beneath Drizzle, for `COPY` and prepared statements. */
  $client: Pick<postgres.ISql, "unsafe">;
}

/** An open transaction, with Drizzle on top; one within it is a savepoint. */
export interface Transaction extends PostgresJsTransaction<
  NoSchema,
  ExtractTablesWithRelations<NoSchema>
> {
  $client: postgres.TransactionSql;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

type NoSchema = Record<string, never>;

const IDLE_IN_TRANSACTION_MS = 60_000;
const CONNECT_TIMEOUT_S = 10;
const RECONNECT_S_MAX = 1;
const CLOSE_TIMEOUT_MS = 5_000;

/** Planner settings that leave only a plan that fits tables of any size. */
const KEPT_PLANS = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_material: "off",
};

/** Opens a pool; every connection assumes `role`, if given. */
export function openDatabase(
  address: DatabaseAddress,
  options: {
    connections_max: number;
    role?: string;
    name?: string;
    /** Refuses whatever writes, on any server. */
    is_read_only?: boolean;
    /** Called when a connection has ended. */
    lost?(): void;
    /** Connections last as long as the pool: they hold what a new one wouldn't. */
    is_lasting?: boolean;
    /**
     * A connection plans each prepared statement once, of index scans and nested loops alone: for
     * frequent ones whose plan must not depend on how many rows there are.
     */
    keeps_plans?: boolean;
  },
): Database {
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    max: options.connections_max,
    connect_timeout: CONNECT_TIMEOUT_S,
    // The driver's own delays grow to 20 seconds, in which a connection takes work and does nothing.
    backoff: (failures) => Math.min(2 ** failures / 100, RECONNECT_S_MAX),
    onnotice: () => {},
    ...(options.lost === undefined ? {} : { onclose: options.lost }),
    ...(options.lost === undefined && options.is_lasting !== true
      ? {}
      : { max_lifetime: null }),
    connection: {
      application_name: options.name ?? "tallyho",
      TimeZone: "UTC",
      // A plan made while a table was empty is bad once it has grown.
      ...(options.keeps_plans === true
        ? KEPT_PLANS
        : { plan_cache_mode: "force_custom_plan" }),
      // A process frozen in a transaction must not hold its row locks forever.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      ...(options.role === undefined ? {} : { role: options.role }),
      ...(options.is_read_only === true
        ? { default_transaction_read_only: true }
        : {}),
    },
  };
  const client =
    typeof address === "string"
      ? postgres(address, settings)
      : postgres({ ...address, ...settings });
  // A function that our patch of the driver adds.
  const { pool }: postgres.Sql & { pool?: () => PoolState } = client;
  if (pool === undefined) throw new Error("The driver is not patched");
  nameActorsOf(client);
  return Object.assign(drizzle(client), {
    pool,
    transaction: <T>(
      work: (tx: Transaction) => Promise<T>,
      config: PgTransactionConfig = {},
    ) => client.begin(modeOf(config), (driver) => runOn(driver, work)),
  }) as Database;
}

/**
 * Runs statements that add to the audit, and that are no transaction's, in one of their own: it
 * names their actor.
 */
function nameActorsOf(client: postgres.Sql): void {
  const { unsafe } = client;
  type Statement = Parameters<typeof unsafe>;
  const inTransaction = (actor: Actor, statement: Statement, is_raw: boolean) =>
    client.begin(async (driver) => {
      void driver.unsafe(...namingStatement(actor)).execute();
      const query = driver.unsafe(...statement);
      return is_raw ? await query.values() : await query;
    });
  client.unsafe = ((...statement: Statement) => {
    const actor = currentActor();
    if (actor === undefined || !writesAudited(statement[0])) {
      return unsafe(...statement);
    }
    // As much of a query as Drizzle uses; like any query, it runs once.
    let result: Promise<unknown> | undefined;
    const send = (is_raw: boolean) =>
      (result ??= inTransaction(actor, statement, is_raw));
    return {
      then: (...handlers: Parameters<Promise<unknown>["then"]>) =>
        send(false).then(...handlers),
      values: () => send(true),
    };
  }) as typeof unsafe;
}

const dialect = new PgDialect();

function modeOf({ isolationLevel, accessMode }: PgTransactionConfig): string {
  return [
    ...(isolationLevel === undefined
      ? []
      : [`isolation level ${isolationLevel}`]),
    ...(accessMode === undefined ? [] : [accessMode]),
  ].join(" ");
}

/** The actor that a transaction names, over all its savepoints; null where that isn't known. */
interface Naming {
  actor: Actor | undefined | null;
}

/**
 * Runs work in a transaction or savepoint. Whatever part of it is still busy when that ends can
 * send nothing more: it would be committed by itself, or in the connection's next transaction.
 */
async function runOn<T>(
  driver: postgres.TransactionSql,
  work: (tx: Transaction) => Promise<T>,
  naming: Naming = { actor: undefined },
  checkOuter: () => void = () => {},
): Promise<T> {
  const { unsafe } = driver;
  let has_ended = false;
  const checkOpen = () => {
    checkOuter();
    if (has_ended) throw new Error("The transaction has ended");
  };
  driver.unsafe = (...statement) => {
    checkOpen();
    const actor = currentActor();
    if (actor !== naming.actor && writesAudited(statement[0])) {
      naming.actor = actor;
      void unsafe(...namingStatement(actor)).execute();
    }
    return unsafe(...statement);
  };
  try {
    return await work(transactionOn(driver, naming, checkOpen));
  } finally {
    has_ended = true;
  }
}

/** Drizzle on the connection of a transaction, as on the pool: with its driver as `$client`. */
function transactionOn(
  driver: postgres.TransactionSql,
  naming: Naming,
  checkOpen: () => void,
): Transaction {
  // Drizzle's type asks for a pool, though a transaction uses none of what only a pool has.
  const client = driver as postgres.TransactionSql & postgres.Sql;
  const session = new PostgresJsSession<
    typeof client,
    NoSchema,
    ExtractTablesWithRelations<NoSchema>
  >(client, dialect, undefined);
  const tx = new PostgresJsTransaction(dialect, session, undefined);
  return Object.assign(tx, {
    $client: driver,
    transaction: async <T>(work: (tx: Transaction) => Promise<T>) => {
      checkOpen();
      try {
        return await driver.savepoint((inner) =>
          runOn(inner, work, naming, checkOpen),
        );
      } catch (error) {
        // Rolled back with the savepoint, if it was named in there.
        naming.actor = null;
        throw error;
      }
    },
  });
}

/** Closes a pool; running queries get five seconds to finish, or as long as is given. */
export async function closeDatabase(
  db: Database,
  timeout_ms = CLOSE_TIMEOUT_MS,
): Promise<void> {
  await db.$client.end({ timeout: timeout_ms / 1_000 });
}

/** Postgres' SQLSTATE of an error (`23505`, `40P01`, …), unwrapping Drizzle's. */
export function postgresCode(error: unknown): string | undefined {
  return codedError(error)?.code;
}

/** The outermost error with a code, among an error and its causes. */
function codedError(error: unknown) {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, path } = at as { code?: unknown; path?: unknown };
    if (typeof code === "string") return { code, path };
  }
  return undefined;
}

/** Whether rerunning the same transaction may succeed. */
export function isRepeatable(error: unknown): boolean {
  const code = postgresCode(error);
  return code === "40001" || code === "40P01";
}

/**
 * Whether a row may be at fault, rather than the database or the connection; then it's worth
 * splitting a batch to find it. SQLSTATE classes 21 to 23 are about data; a lost connection or a
 * full disk would fail every row alike.
 */
export function isRowFault(error: unknown): boolean {
  return /^2[123]/.test(postgresCode(error) ?? "");
}

/** Codes of the system that no connection has. */
const OF_FILES: ReadonlySet<string> = new Set([
  "EDQUOT",
  "EIO",
  "EISDIR",
  "ENOSPC",
  "ENOTDIR",
  "EROFS",
]);

/** Whether the database was unreachable or the connection was lost; the request itself is fine. */
export function isConnectionFault(error: unknown): boolean {
  const { code = "", path } = codedError(error) ?? {};
  // A file's, such as one of the data directory that can't be opened.
  if (typeof path === "string" || OF_FILES.has(code)) return false;
  return /^(08|57P0|53300|CONNECT|CONNECTION_|E[A-Z]{3,}$)/.test(code);
}

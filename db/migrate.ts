import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { ensureAuditTriggers } from "./audit_triggers.ts";
import { awaitBackups } from "./backup_lock.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import type { Database, DatabaseAddress } from "./client.ts";
import {
  countStatements,
  doneMigrations,
  knownMigrations,
  makeSchemaOf,
  MIGRATIONS,
} from "./migration_files.ts";
import { checkRestoredDatabase } from "./restore_state.ts";
import { placeNewTables } from "./citus/mod.ts";

/** The program's role: it owns nothing and can't modify bookings. */
export const APP_ROLE = "tallyho_app";

/** The oldest supported Postgres. */
export const POSTGRES_VERSION_MIN = 15;

/** Advisory lock held while migrating; the same in every instance. */
export const MIGRATION_LOCK = 7_213_004_551;

/**
 * Migrates the database to this version's schema. Drizzle's migrator doesn't lock, so an advisory
 * lock serializes instances that start together. `takes_on_role` says that the program connects as
 * this user and then assumes its own role. Returns whether the database was behind; a dry run
 * changes nothing. Throws, having changed nothing, if a newer program migrated it.
 */
export async function migrateDatabase(
  address: DatabaseAddress,
  options: {
    takes_on_role: boolean;
    dry_run?: boolean;
    /** Called after each statement of the migrations. */
    progress?: Progress | undefined;
  },
): Promise<boolean> {
  const db = openDatabase(address, { connections_max: 1, name: "migrate" });
  try {
    await checkVersion(db.$client);
    await checkRestoredDatabase(db);
    if (options.dry_run === true) return isBehind(await readDone(db.$client));
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`);
    // A restore that had begun may have ended, or been killed, meanwhile.
    await checkRestoredDatabase(db);
    const done = await readDone(db.$client);
    const was_behind = isBehind(done);
    if (was_behind) await awaitBackups(db);
    if (options.takes_on_role) await ensureAppRole(db.$client);
    if (done.length === 0) {
      await db.transaction((tx) => makeSchemaOf(tx, Infinity));
    } else if (was_behind) {
      const migrator = countingMigrator(db, done, options.progress);
      await migrate(migrator, { migrationsFolder: MIGRATIONS });
    }
    await placeNewTables(db.$client);
    await ensureAuditTriggers(db.$client);
    return was_behind;
  } finally {
    await closeDatabase(db);
  }
}

type Progress = (done: number, total: number) => void;

/** The database for Drizzle's migrator, which says nothing of how far it is: its statements are counted. */
function countingMigrator(
  db: Database,
  done_before: readonly number[],
  progress: Progress | undefined,
): PostgresJsDatabase {
  if (progress === undefined) return db;
  const total = countStatements(done_before.at(-1) ?? 0);
  if (total === 0) return db;
  let done = 0;
  const logQuery = () => progress(Math.min(++done, total), total);
  return drizzle(db.$client, { logger: { logQuery } });
}

type Client = ReturnType<typeof openDatabase>["$client"];

async function checkVersion(client: Client): Promise<void> {
  const [row] = await client.unsafe<{ server_version: string }[]>(
    "show server_version",
  );
  checkPostgresVersion(row?.server_version ?? "unknown");
}

/** The migrations that were done; throws if others than this program's were. */
async function readDone(client: Client): Promise<number[]> {
  const done = await doneMigrations({ $client: client });
  checkMigrations(done, knownMigrations());
  return done;
}

/** Whether migrations are to be done. */
function isBehind(done: readonly number[]): boolean {
  return (done.at(-1) ?? 0) < (knownMigrations().at(-1) ?? 0);
}

/** Makes the role that the program runs as, if it is missing. */
export async function ensureRole(db: Pick<Database, "$client">): Promise<void> {
  await checkVersion(db.$client);
  await ensureAppRole(db.$client);
}

/**
 * Throws unless each migration done to the database is one of the program's. Both are given by the
 * times at which they were made, ascending.
 */
export function checkMigrations(
  done: readonly number[],
  ours: readonly number[],
): void {
  const foreign = done.filter((made_ms) => !ours.includes(made_ms));
  const [newest, ours_newest] = [foreign.at(-1), ours.at(-1) ?? 0];
  if (newest === undefined) return;
  if (newest > ours_newest) {
    throw new RangeError(
      `Cannot use this database: a newer tallyho migrated it (its newest migration is of ${dayOf(newest)}, this program's of ${dayOf(ours_newest)}). Run that version, or restore a backup made before`,
    );
  }
  throw new RangeError(
    `Cannot use this database: it has a migration of ${dayOf(newest)} that no release of tallyho has. Restore a backup of a released version`,
  );
}

function dayOf(time_ms: number): string {
  return new Date(time_ms).toISOString().slice(0, 10);
}

/** Throws if the server is too old, naming its version. */
export function checkPostgresVersion(found: string): void {
  if (Number.parseInt(found, 10) >= POSTGRES_VERSION_MIN) return;
  throw new RangeError(
    `Cannot use this Postgres: version ${POSTGRES_VERSION_MIN} or newer is needed, found ${found}`,
  );
}

/**
 * Creates the program's role, without login, if missing; the connecting role becomes a member so
 * that `role=` can assume it.
 */
async function ensureAppRole(client: Client): Promise<void> {
  const [row] = await client.unsafe<{ is_member: boolean | null }[]>(
    `select pg_has_role(current_user, oid, 'MEMBER') as is_member
     from pg_roles where rolname = '${APP_ROLE}'`,
  );
  if (row?.is_member === true) return;
  try {
    if (row === undefined) {
      await client.unsafe(`create role ${APP_ROLE} nologin`);
    }
    await client.unsafe(`grant ${APP_ROLE} to current_user`);
  } catch (cause) {
    throw new Error(
      `Cannot make the role "${APP_ROLE}" that the program runs as: run ` +
        `"create role ${APP_ROLE}; grant ${APP_ROLE} to <the user of DATABASE_URL>" as a superuser`,
      { cause },
    );
  }
}

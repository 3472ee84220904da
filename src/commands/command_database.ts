import { accessSync, constants, existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import {
  closeDatabase,
  isConnectionFault,
  migrateDatabase,
  openDatabase,
  postgresCode,
} from "../../db/mod.ts";
import { detectDistribution } from "../../db/citus/mod.ts";
import type { Database, DatabaseAddress } from "../../db/mod.ts";
import { processConfig } from "../config.ts";
import { DirectoryInUse, lockDataDir } from "../data_dir.ts";
import type { DirectoryLock } from "../data_dir.ts";
import {
  findRunningPostgres,
  hasDatabase,
} from "../postgres/running_postgres.ts";
import type { RunningPostgres } from "../postgres/running_postgres.ts";
import { openDatabaseOf } from "../serve.ts";
import { StopSignals } from "../stop_signals.ts";
import type { OpenedDatabase } from "../serve.ts";

const REACH_POLL_MS = 100;
/** A starting tracker may first recover from a crash; a stopping one drains its journal. */
const REACH_MS_MAX = 60_000;
/** A starting tracker migrates first. */
const BEHIND_MS_MAX = 10_000;
const SAY_AFTER_MS = 1_000;
/** Exit code of what a signal ended. */
export const INTERRUPTED_EXIT_CODE = 130;
const TRIES_MAX = 3;
const OTHERS_POLL_MS = 50;
const OTHERS_MS_MAX = 600_000;
/** The database or the role doesn't exist yet: the tracker is starting for the first time. */
const NOT_MADE_YET = ["3D000", "28000"];

/** How a command uses the database. */
export interface CommandOptions {
  /** Creates the database if missing. */
  makes?: boolean;
  /** Not safe to rerun if the database goes away midway. */
  changes?: boolean;
  /** Is fine with a tracker of another version. */
  takes_any?: boolean;
  /** Called with how far the migrations are. */
  progress?(done: number, total: number): void;
  /** Migrates even beside a running tracker. */
  migrates?: boolean;
  /** Maximum connections of the work; one by default. */
  connections_max?: number;
  /** Migrates nothing, and is told whether the database is of an older version. */
  peeks?(is_behind: boolean): void;
}

/**
 * Runs work on the configured database. Starts the embedded one, or, if a tracker is running,
 * connects through its socket.
 */
export async function withDatabase<Result>(
  work: (db: Database) => Promise<Result>,
  options: CommandOptions = {},
): Promise<Result> {
  const config = processConfig();
  const data_dir = resolve(config.data_dir);
  for (let tries = 1; ; tries++) {
    const opened =
      config.database_url === null
        ? await openEmbedded(data_dir, options)
        : await openDatabaseOf(config, data_dir, say);
    const ran = await runOn(opened, work, options);
    if ("result" in ran) return ran.result;
    const may_repeat = !ran.has_begun || options.changes !== true;
    const is_stopping = config.database_url === null;
    if (!is_stopping || !may_repeat || tries === TRIES_MAX) {
      const cause = ran.fault;
      throw new Error("The database stopped while the command ran: try again", {
        cause,
      });
    }
  }
}

/**
 * Runs work with the address of the configured database as its owner, of whatever version it and
 * the tracker on it are. Nothing is migrated.
 */
export async function withOwner<Result>(
  work: (owner: DatabaseAddress) => Promise<Result>,
): Promise<Result> {
  const config = processConfig();
  const data_dir = resolve(config.data_dir);
  const opened =
    config.database_url === null
      ? await openEmbedded(data_dir, { takes_any: true })
      : await openDatabaseOf(config, data_dir, say);
  try {
    return await work(opened.owner);
  } finally {
    await opened.stop();
  }
}

type Ran<Result> =
  | { result: Result }
  /** The database was stopped by its owner. */
  | { fault: unknown; has_begun: boolean };

async function runOn<Result>(
  opened: OpenedDatabase,
  work: (db: Database) => Promise<Result>,
  options: CommandOptions,
): Promise<Ran<Result>> {
  const { address, role } = opened;
  let has_begun = false;
  try {
    if (options.peeks === undefined) await opened.migrate(options.progress);
    else options.peeks(await opened.isBehind());
    const db = openDatabase(address, {
      connections_max: options.connections_max ?? 1,
      ...(role === undefined ? {} : { role }),
    });
    try {
      await detectDistribution(db);
      has_begun = true;
      return { result: await work(db) };
    } finally {
      await closeDatabase(db);
    }
  } catch (fault) {
    if (!isConnectionFault(fault)) throw fault;
    return { fault, has_begun };
  } finally {
    await opened.stop();
  }
}

/**
 * Starts the embedded database, or connects to the one that another process runs on the data
 * directory.
 */
async function openEmbedded(
  data_dir: string,
  options: CommandOptions,
): Promise<OpenedDatabase> {
  checkAccess(data_dir);
  if (options.makes !== true && !existsSync(data_dir)) {
    throw noDatabase(data_dir);
  }
  for (let waited_ms = 0; ; waited_ms += REACH_POLL_MS) {
    const lock = tryLock(data_dir);
    if (!(lock instanceof DirectoryInUse)) {
      return await startOwn(data_dir, lock, options);
    }
    const running = findRunningPostgres(data_dir);
    if (running !== null) {
      const state = await stateOf(running);
      const is_fine = state === "behind" && options.takes_any === true;
      if (state === "ready" || is_fine) return runningDatabase(running);
      if (state === "behind" && options.migrates === true) {
        return migratedDatabase(running);
      }
      if (state === "behind" && waited_ms >= BEHIND_MS_MAX) {
        throw new Error(
          `The running tracker${pidText(lock)} is older than this program: restart it, or run "tallyho migrate"`,
        );
      }
    }
    if (waited_ms >= REACH_MS_MAX) throw unreachable(data_dir, lock);
    if (waited_ms === SAY_AFTER_MS) {
      say(`Waiting for the database of the running tracker${pidText(lock)}`);
    }
    await Bun.sleep(REACH_POLL_MS);
  }
}

/** Throws if the data directory belongs to another account, rather than treating it as missing. */
function checkAccess(data_dir: string): void {
  for (const path of [data_dir, join(data_dir, "lock")]) {
    if (!existsSync(path)) continue;
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (cause) {
      throw new Error(
        `Cannot use "${path}": it belongs to user id ${statSync(path).uid}; run this as that user or as root`,
        { cause },
      );
    }
  }
}

function tryLock(data_dir: string): DirectoryLock | DirectoryInUse {
  try {
    return lockDataDir(data_dir, "command");
  } catch (error) {
    if (error instanceof DirectoryInUse) return error;
    throw error;
  }
}

async function startOwn(
  data_dir: string,
  lock: DirectoryLock,
  options: CommandOptions,
): Promise<OpenedDatabase> {
  // An interrupted command must also stop the Postgres that it started.
  const signals = new StopSignals();
  try {
    if (options.makes !== true && !hasDatabase(data_dir)) {
      throw noDatabase(data_dir);
    }
    const config = { ...processConfig(), database_url: null };
    const opened = await openDatabaseOf(config, data_dir, say);
    void signals.requested.then(async () => {
      await opened.stop();
      lock.release();
      process.exit(INTERRUPTED_EXIT_CODE);
    });
    return {
      ...opened,
      async stop() {
        try {
          await untilAlone(opened);
        } finally {
          await opened.stop();
          lock.release();
          signals.close();
        }
      },
    };
  } catch (error) {
    signals.close();
    lock.release();
    throw error;
  }
}

/** Waits for other commands that use the database started by this one. */
async function untilAlone({ address }: OpenedDatabase): Promise<void> {
  const db = openDatabase(address, { connections_max: 1 });
  try {
    for (let waited_ms = 0; waited_ms < OTHERS_MS_MAX;) {
      const others = await db.execute(sql`
        select from pg_stat_activity
        where datname = current_database() and usename is not null
          and pid <> pg_backend_pid()`);
      if (others.length === 0) return;
      await Bun.sleep(OTHERS_POLL_MS);
      waited_ms += OTHERS_POLL_MS;
    }
  } finally {
    await closeDatabase(db);
  }
}

/** No migration: the tracker did it at its start. */
function runningDatabase(running: RunningPostgres): OpenedDatabase {
  const nothing = async () => {};
  const isBehind = async () => false;
  return {
    address: running.app,
    owner: running.owner,
    ready: nothing(),
    migrate: nothing,
    isBehind,
    notes: [],
    stop: nothing,
  };
}

function migratedDatabase(running: RunningPostgres): OpenedDatabase {
  const { owner } = running;
  const migrate: OpenedDatabase["migrate"] = (progress) =>
    migrateDatabase(owner, { takes_on_role: false, progress });
  return { ...runningDatabase(running), migrate };
}

async function stateOf({
  owner,
}: RunningPostgres): Promise<"ready" | "behind" | "away"> {
  try {
    const options = { takes_on_role: false, dry_run: true };
    return (await migrateDatabase(owner, options)) ? "behind" : "ready";
  } catch (error) {
    const is_away =
      isConnectionFault(error) ||
      NOT_MADE_YET.includes(postgresCode(error) ?? "");
    if (is_away) return "away";
    throw error;
  }
}

function noDatabase(data_dir: string): Error {
  return new Error(
    `There is no database in "${data_dir}": set TALLYHO_DATA_DIR or DATABASE_URL to the tracker's`,
  );
}

function unreachable(data_dir: string, { pid }: DirectoryInUse): Error {
  return new Error(
    `The tracker${pidText({ pid })} that runs on "${data_dir}" has no reachable database there: set DATABASE_URL if it uses another one`,
  );
}

function pidText({ pid }: { pid: number | undefined }): string {
  return pid === undefined ? "" : ` (pid ${pid})`;
}

/** Writes to stderr: programs read stdout. */
function say(line: string): void {
  console.error(line);
}

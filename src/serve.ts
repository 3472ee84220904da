import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { APP_ROLE, migrateDatabase } from "../db/mod.ts";
import type { DatabaseAddress } from "../db/mod.ts";
import { systemClock, ticksMs } from "../modules/kernel/mod.ts";
import type { Clock, Report } from "../modules/kernel/mod.ts";
import { checkRestored } from "./backup/restore_mark.ts";
import { linksWarning } from "./setting_checks.ts";
import { setupLink } from "../modules/access/mod.ts";
import type { Config } from "./config.ts";
import { lockAfterCommands } from "./data_dir.ts";
import { startEmbeddedPostgres } from "./postgres/embedded_postgres.ts";
import { readOrMakeSecret } from "./keys.ts";
import type { Pages } from "./pages/load_pages.ts";
import { startService } from "./service.ts";
import type { Service } from "./service.ts";

/** The configured database, or the embedded one. */
export interface OpenedDatabase {
  address: DatabaseAddress;
  /** The database as the role that owns its tables. */
  owner: DatabaseAddress;
  /** Migrates it; it may be unreachable. */
  migrate(): Promise<unknown>;
  /** Whether it is of an older version. */
  isBehind(): Promise<boolean>;
  role?: string;
  /** Notes for the operator. */
  notes: string[];
  /** Stops it if it is ours; hard, if it takes longer than is given. */
  stop(within_ms?: number): Promise<void>;
}

/** A running tracker with its database. */
export interface Tracker {
  service: Service;
  data_dir: string;
  /** Where the first admin's token is; its text only at the first start. */
  admin_token: { path: string | null; new_text: string | null };
  notes: string[];
  /** Makes the first admin who signs in; null if there is one. */
  setup_link: string | null;
  /** Finishes work in progress, unless hurried, then stops the database. */
  stop(hurried?: Promise<void>): Promise<void>;
}

const NEVER = new Promise<void>(() => {});

/** The time of a stop, less what the log's last lines may take. */
const STOP_MS = 8_800;
/** The least that the embedded Postgres gets to shut down. */
const POSTGRES_STOP_MS_MIN = 1_500;
/** How long a start goes on after it was asked to stop. */
const START_REST_MS = 3_000;

/** A start that was asked to stop, and took too long to finish first. */
export class StartAbandoned extends Error {}

/** Options of a tracker, besides its settings. */
export interface TrackerOptions {
  clock?: Clock;
  report?: Report;
  pages?: Pages;
  background?: boolean;
  /** Resolves when the start is to be given up, unless it finishes soon. */
  stopping?: Promise<void>;
}

/**
 * Starts everything in order: data directory, Postgres, migrations, tracker. If a step fails, stops
 * what was started.
 */
export async function startTracker(
  config: Config,
  log: (line: string) => void,
  options: TrackerOptions = {},
): Promise<Tracker> {
  const data_dir = resolve(config.data_dir);
  const abandoned = abandonedAfter(options.stopping ?? NEVER);
  const orAbandoned = <T>(work: Promise<T>) => Promise.race([work, abandoned]);
  const lock = await orAbandoned(lockAfterCommands(data_dir, log));
  let database: OpenedDatabase | undefined;
  let token: ReturnType<typeof readAdminToken> | undefined;
  try {
    checkRestored(data_dir);
    const key = config.key ?? readOrMakeSecret(data_dir, "key").text;
    token = readAdminToken(config, data_dir);
    database = await openDatabaseOf(config, data_dir, log, abandoned);
    const starting = startService({
      config,
      address: database.address,
      migrate: database.migrate,
      ...(database.role === undefined ? {} : { role: database.role }),
      data_dir,
      secrets: { key, admin_token: token.text },
      clock: options.clock ?? systemClock,
      log,
      ...(options.report === undefined ? {} : { report: options.report }),
      ...(options.pages === undefined ? {} : { pages: options.pages }),
      background: options.background ?? true,
    });
    const service = await orAbandoned(starting);
    const { stop } = database;
    const warning = linksWarning(config);
    const notes = [...database.notes, ...(warning === null ? [] : [warning])];
    const links = { key, public_url: service.url };
    // Without the database nobody can be made: it is printed at the next start.
    const setup_link = await setupLink(service.db, links).catch(() => null);
    return {
      service,
      data_dir,
      notes,
      setup_link,
      admin_token: {
        path: token.path,
        new_text: token.is_new ? token.text : null,
      },
      async stop(hurried = NEVER) {
        const began_at = ticksMs();
        try {
          await service.stop(hurried);
        } finally {
          const left_ms = began_at + STOP_MS - ticksMs();
          await stop(Math.max(left_ms, POSTGRES_STOP_MS_MIN));
          lock.release();
        }
      },
    };
  } catch (error) {
    await database?.stop(
      error instanceof StartAbandoned ? POSTGRES_STOP_MS_MIN : undefined,
    );
    // Nobody has seen it, and it grants nothing yet: the next successful start makes one and prints
    // it.
    if (token?.is_new === true && token.path !== null) {
      rmSync(token.path, { force: true });
    }
    lock.release();
    throw error;
  }
}

/** Opens the configured database, or starts the embedded one; gives up once `abandoned` rejects. */
export async function openDatabaseOf(
  config: Config,
  data_dir: string,
  log: (line: string) => void,
  abandoned: Promise<never> = new Promise(() => {}),
): Promise<OpenedDatabase> {
  const { database_url } = config;
  checkRestored(data_dir);
  if (database_url !== null) {
    return {
      address: database_url,
      owner: database_url,
      migrate: () => migrateDatabase(database_url, { takes_on_role: true }),
      isBehind: () =>
        migrateDatabase(database_url, { takes_on_role: true, dry_run: true }),
      role: APP_ROLE,
      notes: [],
      stop: async () => {},
    };
  }
  const postgres = await startEmbeddedPostgres({
    data_dir,
    log,
    abandoned,
  });
  return {
    address: postgres.app,
    owner: postgres.owner,
    migrate: () => migrateDatabase(postgres.owner, { takes_on_role: false }),
    isBehind: () =>
      migrateDatabase(postgres.owner, { takes_on_role: false, dry_run: true }),
    notes: postgres.notes,
    stop: (within_ms) => postgres.stop(within_ms),
  };
}

/** Rejects some time after a start was asked to stop. */
function abandonedAfter(stopping: Promise<void>): Promise<never> {
  const abandoned = stopping.then(async () => {
    await Bun.sleep(START_REST_MS);
    throw new StartAbandoned("Stopped before the start was finished");
  });
  abandoned.catch(() => {});
  return abandoned;
}

function readAdminToken(config: Config, data_dir: string) {
  if (config.admin_token !== null) {
    return { text: config.admin_token, path: null, is_new: false };
  }
  return readOrMakeSecret(data_dir, "admin-token");
}

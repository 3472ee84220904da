import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { APP_ROLE, migrateDatabase } from "../db/mod.ts";
import type { DatabaseAddress } from "../db/mod.ts";
import { systemClock, ticksMs } from "../modules/kernel/mod.ts";
import type { Clock, Report } from "../modules/kernel/mod.ts";
import { Archiver } from "./archive/archiver.ts";
import { archiveDirectory } from "./archive/archive_line.ts";
import type { Archiving } from "./archive/archive_line.ts";
import { checkRestored } from "./backup/restore_mark.ts";
import { linksWarning } from "./setting_checks.ts";
import { setupLink } from "../modules/access/mod.ts";
import { openSettings } from "./config.ts";
import type { Config } from "./config.ts";
import { lockAfterCommands } from "./data_dir.ts";
import { openEmbeddedPostgres } from "./postgres/embedded_postgres.ts";
import type { EmbeddedPostgres } from "./postgres/embedded_postgres.ts";
import { leftDirectories } from "./workers/worker_directories.ts";
import { readOrMakeSecret } from "./keys.ts";
import type { ArchivePlace } from "./metrics/archive_figures.ts";
import type { Pages } from "./pages/load_pages.ts";
import { startService } from "./service.ts";
import { STOP_BUDGET_MS, STOP_MS } from "./stop_budget.ts";
import type { Service } from "./service.ts";

/** The configured database, or the embedded one. */
export interface OpenedDatabase {
  address: DatabaseAddress;
  /** The database as the role that owns its tables. */
  owner: DatabaseAddress;
  /** Resolves once ours takes connections. */
  ready: Promise<void>;
  /** Migrates it; it may be unreachable. */
  migrate(progress?: (done: number, total: number) => void): Promise<unknown>;
  /** Whether it is of an older version. */
  isBehind(): Promise<boolean>;
  role?: string;
  /** The server, if it is the embedded one. */
  embedded?: EmbeddedPostgres;
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

const { archive_loops, archive_rest, postgres_min } = STOP_BUDGET_MS;
const NEVER = new Promise<void>(() => {});

/** Connections of a cluster as it is made, of a worker, and for commands beside them. */
const CONNECTIONS_OF_CLUSTER = 100;
const CONNECTIONS_OF_WORKER = 20;
const CONNECTIONS_BESIDE = 40;
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

/** A data directory that is held, with its secrets and its database. */
export interface TrackerHome {
  data_dir: string;
  secrets: { key: string; admin_token: string };
  admin_token: Tracker["admin_token"];
  database: OpenedDatabase;
  /** Where the archiving is seen; null where nothing is archived. */
  archive: ArchivePlace | null;
  /** Marks the admin token as one that may be stored: its file stays from now on. */
  usesToken(): void;
  /** The result of a step of the start; rejects once the start is given up. */
  orAbandoned<T>(step: Promise<T>): Promise<T>;
  /** Stops what uses the database, then the database; frees the directory. */
  stop(stopping: Promise<unknown>): Promise<void>;
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
  return await withHome(config, { ...options, log }, async (home) => {
    const { database, data_dir, secrets } = home;
    const starting = startService({
      config,
      address: database.address,
      migrate: database.migrate,
      ...(database.role === undefined ? {} : { role: database.role }),
      ...{ data_dir, secrets, archive: home.archive },
      clock: options.clock ?? systemClock,
      log,
      left: leftDirectories(data_dir, 1),
      ...(options.report === undefined ? {} : { report: options.report }),
      ...(options.pages === undefined ? {} : { pages: options.pages }),
      background: options.background ?? true,
    });
    const service = await home.orAbandoned(starting);
    return {
      service,
      data_dir,
      notes: notesOf(config, database),
      setup_link: await setupLinkOf(service, secrets.key),
      admin_token: home.admin_token,
      stop: (hurried = NEVER) => home.stop(service.stop(hurried)),
    };
  });
}

/** Notes for the operator at the start. */
export function notesOf(config: Config, database: OpenedDatabase): string[] {
  const warning = linksWarning(config);
  return [...database.notes, ...(warning === null ? [] : [warning])];
}

/** The link that makes the first admin; without the database it is printed at the next start. */
export async function setupLinkOf(
  { db, url }: Pick<Service, "db" | "url">,
  key: string,
): Promise<string | null> {
  return await setupLink(db, { key, public_url: url }).catch(() => null);
}

/** Opens the data directory and its database for a start; if that fails, leaves them as they were. */
export async function withHome<T>(
  config: Config,
  { log, stopping }: { log: (line: string) => void; stopping?: Promise<void> },
  start: (home: TrackerHome) => Promise<T>,
): Promise<T> {
  const data_dir = resolve(config.data_dir);
  const abandoned = abandonedAfter(stopping ?? NEVER);
  const orAbandoned = <R>(step: Promise<R>) => Promise.race([step, abandoned]);
  const lock = await orAbandoned(lockAfterCommands(data_dir, log));
  let database: OpenedDatabase | undefined;
  let archiver: Archiver | null = null;
  let token: ReturnType<typeof readAdminToken> | undefined;
  let is_token_used = false;
  try {
    checkRestored(data_dir);
    const key = config.key ?? readOrMakeSecret(data_dir, "key").text;
    token = readAdminToken(config, data_dir);
    const { text, path, is_new } = token;
    const opened = await beginDatabaseOf(config, data_dir, log, {
      ...{ abandoned, archiving: config.archive ?? "off" },
    });
    database = opened;
    const archived = createArchiver(opened, config, {
      ...{ key, admin_token: token.path === null ? null : text, log },
    });
    archiver = archived?.archiver ?? null;
    const started = await start({
      ...{ data_dir, database, orAbandoned },
      archive: archived?.place ?? null,
      secrets: { key, admin_token: text },
      admin_token: { path, new_text: is_new ? text : null },
      usesToken: () => void (is_token_used = true),
      async stop(using) {
        const began_at = ticksMs();
        try {
          await using;
        } finally {
          await archiver?.stop(archive_loops);
          const ends_at = began_at + STOP_MS + config.stop_grace_ms;
          const left_ms = ends_at - archive_rest - ticksMs();
          await opened.stop(Math.max(left_ms, postgres_min));
          await archiver?.shipRest(archive_rest);
          lock.release();
        }
      },
    });
    // It copies what the server has.
    void opened.ready.then(
      () => archiver?.start(),
      () => {},
    );
    return started;
  } catch (error) {
    await archiver?.stop(archive_loops);
    const is_abandoned = error instanceof StartAbandoned;
    await database?.stop(is_abandoned ? postgres_min : undefined);
    // Nobody has seen it, and it grants nothing yet: the next successful start makes one and prints
    // it. A step that was abandoned may have stored it.
    const may_be_stored = is_token_used || is_abandoned;
    if (token?.is_new === true && token.path !== null && !may_be_stored) {
      rmSync(token.path, { force: true });
    }
    lock.release();
    throw error;
  }
}

/** Makes the part that archives a database which was started for it. */
function createArchiver(
  { embedded }: OpenedDatabase,
  config: Config,
  options: {
    key: string;
    admin_token: string | null;
    log: (line: string) => void;
  },
): { archiver: Archiver; place: ArchivePlace } | null {
  const { archive, backup_passphrase } = config;
  if (archive === null || embedded === undefined) return null;
  const { line, home } = embedded;
  if (line === null) return null;
  const { key, admin_token, log } = options;
  const directory = archiveDirectory(home);
  const archiver = new Archiver({
    settings: archive,
    postgres: { ...embedded, line },
    ...{ directory, log, clock: systemClock },
    keys: { key, admin_token },
    passphrase: backup_passphrase,
    open_settings: openSettings(),
  });
  return { archiver, place: { directory, data: home.data } };
}

/** Opens the configured database, or starts the embedded one. */
export async function openDatabaseOf(
  config: Config,
  data_dir: string,
  log: (line: string) => void,
): Promise<OpenedDatabase> {
  const abandoned = new Promise<never>(() => {});
  const options = { abandoned, archiving: "as_it_was" } as const;
  const database = await beginDatabaseOf(config, data_dir, log, options);
  try {
    await database.ready;
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/**
 * Like openDatabaseOf, but returns while the embedded one still starts; migrating waits for it.
 * Gives up once `abandoned` rejects.
 */
async function beginDatabaseOf(
  config: Config,
  data_dir: string,
  log: (line: string) => void,
  options: {
    /** Rejects when the start is to be given up. */
    abandoned: Promise<never>;
    archiving: Archiving;
  },
): Promise<OpenedDatabase> {
  const { database_url } = config;
  checkRestored(data_dir);
  if (database_url !== null) {
    return {
      address: database_url,
      owner: database_url,
      ready: Promise.resolve(),
      migrate: (progress) =>
        migrateDatabase(database_url, { takes_on_role: true, progress }),
      isBehind: () =>
        migrateDatabase(database_url, { takes_on_role: true, dry_run: true }),
      role: APP_ROLE,
      notes: [],
      stop: async () => {},
    };
  }
  const postgres = await openEmbeddedPostgres({
    data_dir,
    log,
    ...options,
    settings: connectionsFor(config.workers),
  });
  return {
    embedded: postgres,
    address: postgres.app,
    owner: postgres.owner,
    ready: postgres.ready,
    async migrate(progress) {
      await postgres.ready;
      const options = { takes_on_role: false, progress };
      await migrateDatabase(postgres.owner, options);
    },
    async isBehind() {
      await postgres.ready;
      const dry = { takes_on_role: false, dry_run: true };
      return await migrateDatabase(postgres.owner, dry);
    },
    notes: postgres.notes,
    stop: (within_ms) => postgres.stop(within_ms),
  };
}

/** Connections that the embedded Postgres allows: a cluster's own setting is enough for a few workers. */
function connectionsFor(workers: number): Record<string, string> {
  const connections = CONNECTIONS_BESIDE + workers * CONNECTIONS_OF_WORKER;
  return connections <= CONNECTIONS_OF_CLUSTER
    ? {}
    : { max_connections: String(connections) };
}

/** Rejects some time after a start was asked to stop. */
export function abandonedAfter(stopping: Promise<void>): Promise<never> {
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

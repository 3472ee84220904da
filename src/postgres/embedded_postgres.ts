import { join } from "node:path";
import { APP_ROLE } from "../../db/mod.ts";
import {
  archiveDirectory,
  archiveSettings,
  chooseLine,
  cleanSpool,
  readLine,
  spoolOf,
} from "../archive/archive_line.ts";
import type { ArchiveLine, Archiving } from "../archive/archive_line.ts";
import { openBoundedLog } from "../bounded_log.ts";
import { lockDirectory } from "../data_dir.ts";
import { endOrphan } from "./orphan_postgres.ts";
import { ensureCluster, ensureRoles } from "./cluster.ts";
import { findPostgresFiles, removeOtherFiles } from "./files.ts";
import type { PostgresFiles } from "./files.ts";
import { makePrivate, openPostgresHome } from "./home.ts";
import type { PostgresHome } from "./home.ts";
import {
  chooseListening,
  DATABASE,
  OWNER_ROLE,
  SUPERUSER,
} from "./listening.ts";
import type { DatabaseAddress, Listening } from "./listening.ts";
import { moveCluster } from "./move_cluster.ts";
import { startPostgresProcess } from "./process.ts";
import type { FollowedStart } from "./process.ts";
import { supervisePostgres } from "./supervisor.ts";
export type { DatabaseAddress } from "./listening.ts";

/**
 * Settings our guarantees depend on; on the command line, so that postgresql.conf can't override
 * them.
 */
const DURABLE_SETTINGS = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
};

const FIXED_SETTINGS = {
  cluster_name: "tallyho",
  log_destination: "stderr",
  log_timezone: "UTC",
  logging_collector: "off",
  timezone: "UTC",
  // A backup locks each day of clicks, a restore also makes their indexes.
  max_locks_per_transaction: "256",
};

/** The running embedded Postgres. */
export interface EmbeddedPostgres {
  /** The role that owns the database and migrates it. */
  owner: DatabaseAddress;
  /** The role that the program runs as; owns nothing. */
  app: DatabaseAddress;
  /** The cluster's superuser, for tests that create databases. */
  superuser: DatabaseAddress;
  version: string;
  home: Pick<PostgresHome, "directory" | "data">;
  /** The history that is archived; null if none is. */
  line: ArchiveLine | null;
  /** Notes for the operator, e.g. that the database is in a separate directory. */
  notes: string[];
  /** Resolves once it takes connections; rejects if it can't be started. */
  ready: Promise<void>;
  /**
   * Shuts down fast, or hard where that takes longer than is given, and waits for the end; a second
   * call is fine.
   */
  stop(within_ms?: number): Promise<void>;
}

/** Options of startEmbeddedPostgres. */
export interface EmbeddedPostgresOptions {
  data_dir: string;
  log: (line: string) => void;
  /** Server settings that add to ours or override them. */
  settings?: Record<string, string>;
  /** Whether its WAL is archived; by default as at the start before. */
  archiving?: Archiving;
  /** Programs of another Postgres instead of the bundled one, for tests on an older version. */
  files?: PostgresFiles;
  /** Follows a start that is known to take long; by default it may take half an hour. */
  starting?: FollowedStart;
  /** Rejects when a start is to be given up; by default it never is. */
  abandoned?: Promise<never>;
}

/**
 * Starts Postgres on the data directory, initializing it first if there is no database yet, and
 * waits until it takes connections.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const postgres = await openEmbeddedPostgres(options);
  try {
    await postgres.ready;
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Like startEmbeddedPostgres, but returns while the server still starts. */
export async function openEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const home = openPostgresHome(options.data_dir);
  const lock = lockDirectory(home.directory);
  const output = openBoundedLog(join(home.directory, "postgres.log"));
  const release = () => {
    output.close();
    lock.release();
  };
  try {
    const server = await startIn(home, options, output);
    let stopped: Promise<void> | undefined;
    const stop = (within_ms?: number) =>
      (stopped ??= server.stop(within_ms).finally(release));
    return { ...server, stop };
  } catch (error) {
    release();
    throw error;
  }
}

async function startIn(
  home: PostgresHome,
  options: EmbeddedPostgresOptions,
  output: ReturnType<typeof openBoundedLog>,
): Promise<EmbeddedPostgres> {
  const { log } = options;
  const { data, user } = home;
  const binaries = join(home.directory, "binaries");
  await endOrphan(data, log, options.abandoned);
  const files = options.files ?? (await findPostgresFiles(binaries, user));
  const listening = chooseListening(home);
  const settings = serverSettings(listening, options);
  const never = new Promise<never>(() => {});
  const given_up = Promise.withResolvers<never>();
  given_up.promise.catch(() => {});
  const startOn = async (
    programs: PostgresFiles,
    cluster: string,
    { stopping = never, more = {} }: StartedOn = {},
  ) => {
    const abandoned = Promise.race([
      ...[stopping, given_up.promise],
      options.abandoned ?? stopping,
    ]);
    abandoned.catch(() => {});
    const stale_pid = await endOrphan(cluster, log, abandoned);
    const place = { files: programs, data: cluster, user, abandoned };
    return startPostgresProcess({
      ...place,
      ...{ stale_pid, output, log, starting: options.starting },
      settings: { ...settings, ...more },
    });
  };
  // Tests choose an older version on purpose.
  if (options.files === undefined) {
    const abandoned = options.abandoned ?? never;
    const deps = { home, files, binaries, listening, log, abandoned };
    const startOther = (programs: PostgresFiles, cluster: string) =>
      startOn(programs, cluster, { more: settingsOfLine(home, cluster) });
    await moveCluster({ ...deps, start: startOther });
  }
  // Only now: a move needs the programs of the version before.
  const settled = files.settled
    .then(() => removeOtherFiles(binaries, files))
    .catch((error) => log(`Could not keep the unpacked Postgres: ${error}`));
  const is_new = await ensureCluster(home, files, listening);
  home.settle();
  const notes = is_new
    ? [...home.notes, `Made a database in "${data}"`]
    : home.notes;
  const { line, more } = prepareArchive(home, options.archiving ?? "as_it_was");
  const start = (stopping: Promise<never>) =>
    startOn(files, data, { stopping, more });
  const starting = supervisePostgres({ start, log });
  const ready = starting.then(() => ensureRoles(home, listening));
  ready.catch(() => {});
  return {
    ...addressesOf(listening),
    version: files.version,
    ...{ home, line, notes, ready },
    async stop(within_ms) {
      given_up.reject(new Error("Postgres is being stopped"));
      const server = await starting.catch(() => undefined);
      await server?.stop(within_ms);
      await settled;
    },
  };
}

function serverSettings(
  listening: Listening,
  { settings }: EmbeddedPostgresOptions,
): Record<string, string> {
  return {
    ...FIXED_SETTINGS,
    ...DURABLE_SETTINGS,
    ...listening.settings,
    ...settings,
  };
}

function addressesOf(listening: Listening) {
  return {
    owner: listening.address(OWNER_ROLE, DATABASE),
    app: listening.address(APP_ROLE, DATABASE),
    superuser: listening.address(SUPERUSER, "postgres"),
  };
}

interface StartedOn {
  stopping?: Promise<never>;
  /** Settings of this server alone. */
  more?: Record<string, string>;
}

/** Settings with which an old cluster goes on in its line during a move: that may be given up. */
function settingsOfLine(
  home: PostgresHome,
  cluster: string,
): Record<string, string> {
  return cluster === home.data ? prepareArchive(home, "as_it_was").more : {};
}

/** The line that a cluster goes on in, and what its server needs to know of it. */
function prepareArchive(
  home: PostgresHome,
  archiving: Archiving,
): { line: ArchiveLine | null; more: Record<string, string> } {
  const directory = archiveDirectory(home);
  if (archiving === "off" && readLine(directory) !== null) {
    home.notes.push(
      "TALLYHO_ARCHIVE is not set any more: what happens from now on is not archived",
    );
  }
  const line = chooseLine(home, archiving);
  if (line === null) return { line, more: {} };
  const spool = spoolOf(directory, line);
  makePrivate(spool, home.user);
  cleanSpool(spool);
  return { line, more: archiveSettings(line, spool) };
}

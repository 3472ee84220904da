import { randomBytes } from "node:crypto";
import postgres from "postgres";
import type { ReservedSql } from "postgres";
import { isConnectionFault } from "../../db/mod.ts";
import { isoTime } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";
import { keyCheck, PassphraseKey } from "../backup/sealed_keys.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { DirectoryInUse, lockDirectory } from "../data_dir.ts";
import type { DatabaseAddress } from "../postgres/listening.ts";
import { VERSION } from "../version.ts";
import { ArchiveError } from "./archive_error.ts";
import { partKey } from "./archive_keys.ts";
import type { ArchiveLine } from "./archive_line.ts";
import { writeManifest } from "./base_manifest.ts";
import type { BaseFile, BaseManifest } from "./base_manifest.ts";
import {
  hasTablespaces,
  listCluster,
  readClusterFile,
} from "./cluster_files.ts";
import { packObject } from "./packed_object.ts";
import { removeOld } from "./remove_old.ts";
import type { ArchiveStore } from "./store.ts";
import { segmentEndingAt } from "./wal_name.ts";

const PART_BYTES = 16 * 1_048_576;
const RANDOM_BYTES = 2;
const END_TIMEOUT_S = 5;
const SHIPPED_POLL_MS = 250;

/** Of a database that stops, after which nothing can end the backup. */
export const STOPPED =
  "The database stopped before the base backup was whole: one can be taken once it runs";

/** Options of takeBase. */
export interface BaseOptions {
  store: ArchiveStore;
  line: ArchiveLine;
  /** Where the line's files lie. */
  directory: string;
  /** PGDATA of the running server. */
  data: string;
  /** The server, as its superuser. */
  superuser: DatabaseAddress;
  clock: Clock;
  /** Null leaves them out. */
  keys: { keys: NetworkKeys; passphrase: string } | null;
  key: string | null;
  settings: Record<string, string>;
  /** Base backups that are kept, with this one. */
  bases_kept: number;
  /** Whether a segment is in the store; the WAL is shipped beside. Throws to give up. */
  isShipped(segment: string): Promise<boolean>;
  /** Throws to give up. */
  progress?(done: number, total: number): void;
  /** Hears why what is older than is kept couldn't be removed; the base backup is whole. */
  notRemoved(error: unknown): void;
}

/**
 * Copies the data directory of a running server into the store, from which recovery goes on with the
 * archived WAL; then removes what is older than is kept. Nobody is held up. It counts once its manifest is there, which is written when all
 * else is; what a kill leaves, `removeOld` removes.
 */
export async function takeBase(options: BaseOptions): Promise<BaseManifest> {
  const lock = lockBase(options.directory);
  let is_lost = false;
  const sql = postgres({
    ...options.superuser,
    max: 1,
    onnotice: () => {},
    onclose: () => {
      is_lost = true;
    },
    connection: { application_name: "tallyho base backup" },
  });
  try {
    const session = await sql.reserve();
    const manifest = await takeOn(session, {
      ...options,
      progress(done, total) {
        // Nothing can end the backup any more: further copies would be in vain.
        if (is_lost) throw new ArchiveError(STOPPED);
        options.progress?.(done, total);
      },
    });
    session.release();
    const { store, line, bases_kept } = options;
    await removeOld(store, line.id, bases_kept).catch(options.notRemoved);
    return manifest;
  } catch (error) {
    const is_ended =
      error instanceof postgres.PostgresError && isConnectionFault(error);
    throw is_lost || is_ended ? new ArchiveError(STOPPED) : error;
  } finally {
    await sql.end({ timeout: END_TIMEOUT_S });
    lock.release();
  }
}

function lockBase(directory: string) {
  try {
    return lockDirectory(directory, "command");
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    const who = error.pid === undefined ? "" : ` (pid ${error.pid})`;
    throw new ArchiveError(`Another base backup is being taken${who}`);
  }
}

async function takeOn(
  session: ReservedSql,
  options: BaseOptions & Required<Pick<BaseOptions, "progress">>,
): Promise<BaseManifest> {
  const { store, line, data, clock, progress } = options;
  if (hasTablespaces(data)) {
    throw new ArchiveError(
      "The database has tablespaces, which the archive does not know: use Postgres' own tools",
    );
  }
  const begun_at = isoTime(clock.nowMs());
  const id = baseId(begun_at);
  const facts = await readServer(session);
  // The end of the session, also by a kill, ends the backup on the server.
  await session`select pg_backup_start(${`tallyho ${id}`}, true)`;
  const copied = await copyFiles(id, options);
  progress(copied.size_bytes, copied.size_bytes);
  const [stop] = await session<{ lsn: string; labelfile: string }[]>`
    select lsn::text, labelfile from pg_backup_stop(false)`;
  const made_at = isoTime(clock.nowMs());
  if (stop === undefined) throw new ArchiveError("Postgres gave no end");
  const start_segment = startOf(stop.labelfile);
  const timeline = start_segment.slice(0, 8);
  const of = { timeline, segment_bytes: facts.segment_bytes };
  const stop_segment = segmentEndingAt(stop.lsn, of);
  while (!(await options.isShipped(stop_segment))) {
    await Bun.sleep(SHIPPED_POLL_MS);
  }
  const manifest = {
    ...{ id, line: line.id, begun_at, made_at, tallyho: VERSION },
    ...{ ...facts, timeline, start_segment, stop_segment },
    backup_label: stop.labelfile,
    ...copied,
    settings: options.settings,
    key_check: options.key === null ? null : keyCheck(options.key),
    keys: await sealKeys(options.keys),
  };
  await writeManifest(store, manifest);
  return { format: 1, ...manifest };
}

async function sealKeys(keys: BaseOptions["keys"]) {
  if (keys === null) return null;
  return (await PassphraseKey.derive(keys.passphrase)).seal(keys.keys);
}

/** Copies the files, in parts of one size. */
async function copyFiles(
  id: string,
  {
    store,
    line,
    data,
    progress,
  }: BaseOptions & Required<Pick<BaseOptions, "progress">>,
): Promise<
  Pick<BaseManifest, "directories" | "files" | "parts" | "size_bytes">
> {
  const tree = listCluster(data);
  const files: BaseFile[] = [];
  const part = new Uint8Array(PART_BYTES);
  let filled = 0;
  let parts = 0;
  let size_bytes = 0;
  const put = async () => {
    const key = partKey(line.id, id, ++parts);
    await store.put(key, await packObject(key, part.subarray(0, filled)));
    filled = 0;
  };
  for (const path of tree.files) {
    const chunks = readClusterFile(data, path);
    let step = chunks.next();
    for (; step.done !== true; step = chunks.next()) {
      const chunk = step.value;
      size_bytes += chunk.length;
      progress(size_bytes, tree.size_bytes);
      for (let at = 0; at < chunk.length;) {
        const taken = chunk.subarray(at, at + PART_BYTES - filled);
        part.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled === PART_BYTES) await put();
      }
    }
    if (step.value !== null) files.push(step.value);
  }
  if (filled > 0) await put();
  return { directories: tree.directories, files, parts, size_bytes };
}

async function readServer(
  session: ReservedSql,
): Promise<Pick<BaseManifest, "postgres" | "segment_bytes">> {
  const [row] = await session<{ version: string; segment_bytes: number }[]>`
    select current_setting('server_version') as version,
      pg_size_bytes(current_setting('wal_segment_size'))::int4
        as segment_bytes`;
  if (row === undefined) throw new ArchiveError("Postgres gave no version");
  return { postgres: row.version, segment_bytes: row.segment_bytes };
}

/** The first segment that a recovery reads, as the label has it. */
function startOf(label: string): string {
  const [, segment] =
    /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$/m.exec(label) ?? [];
  if (segment !== undefined) return segment;
  throw new ArchiveError("Postgres gave a backup label without a start");
}

/** In the order of time. */
function baseId(begun_at: string): string {
  const time = begun_at.slice(0, 19).replaceAll(/[-:]/g, "");
  return `${time}Z-${randomBytes(RANDOM_BYTES).toString("hex")}`;
}

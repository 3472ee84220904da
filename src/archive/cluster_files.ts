import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { hasCode } from "../data_dir.ts";
import type { BaseFile } from "./base_manifest.ts";

const CHUNK_BYTES = 4 * 1_048_576;
/** Copied last, as Postgres' own tool does. */
const CONTROL_FILE = "global/pg_control";
/** Directories whose content isn't part of a base backup, by Postgres' manual. */
const EMPTIED = [
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_wal",
];
/** Files of a running server, and those of a backup or a recovery before. */
const LEFT_OUT = [
  "backup_label",
  "backup_label.old",
  "backup_manifest",
  "current_logfiles",
  "postmaster.opts",
  "postmaster.pid",
  "recovery.signal",
  "standby.signal",
  "tablespace_map",
  "tablespace_map.old",
];

/** The parts of a data directory that a base backup has. */
export interface ClusterTree {
  directories: string[];
  files: string[];
  size_bytes: number;
}

/** Lists what a base backup has of a running server's data directory. */
export function listCluster(data: string): ClusterTree {
  const directories: string[] = [];
  const files: string[] = [];
  let size_bytes = 0;
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of entriesOf(join(data, at))) {
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (isLeftOut(path)) continue;
      if (entry.isDirectory()) {
        directories.push(path);
        if (path === "pg_wal") directories.push("pg_wal/archive_status");
        if (!EMPTIED.includes(path)) open.push(path);
      } else if (entry.isFile()) {
        files.push(path);
        size_bytes +=
          statSync(join(data, path), { throwIfNoEntry: false })?.size ?? 0;
      }
    }
  }
  const last = (path: string) => (path === CONTROL_FILE ? 1 : 0);
  return {
    directories: directories.sort(),
    files: files.sort((a, b) => last(a) - last(b) || (a < b ? -1 : 1)),
    size_bytes,
  };
}

/** Whether a file or directory is only of use to the server that runs, wherever it lies. */
function isLeftOut(path: string): boolean {
  const name = basename(path);
  return (
    LEFT_OUT.includes(path) ||
    name.startsWith("pgsql_tmp") ||
    name.startsWith("pg_internal.init") ||
    name.endsWith(".tmp")
  );
}

/**
 * Reads a file that the server may change, lengthen, shorten or remove meanwhile: its WAL mends all
 * of that. Ends with how much was read; null if the file was gone.
 */
export function* readClusterFile(
  data: string,
  path: string,
): Generator<Uint8Array, BaseFile | null> {
  let descriptor: number;
  try {
    descriptor = openSync(join(data, path), "r");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let size_bytes = 0;
    for (;;) {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, size_bytes);
      if (length === 0) return { path, size_bytes };
      size_bytes += length;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a path of a manifest stays inside of the data directory. */
export function isInside(data: string, path: string): boolean {
  const way = relative(data, join(data, path));
  return way !== "" && !way.startsWith("..") && way === path;
}

/** Whether the directory of tablespaces has any: their files lie elsewhere. */
export function hasTablespaces(data: string): boolean {
  return entriesOf(join(data, "pg_tblspc")).some((entry) =>
    lstatSync(join(data, "pg_tblspc", entry.name)).isSymbolicLink(),
  );
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

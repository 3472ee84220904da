import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { isoTime } from "../../modules/kernel/mod.ts";
import { startEmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import type { EmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import { ArchiveError } from "./archive_error.ts";

/** A month of a busy network is replayed in hours. */
const RECOVERY_MS_MAX = 7 * 86_400_000;
const TAIL_BYTES = 65_536;
const LAST_COMMIT =
  /last completed transaction was at log time (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)/g;

/** A database that was recovered, and runs. */
export interface Recovered {
  postgres: EmbeddedPostgres;
  /** The last transaction that it has; null if it has none from the WAL. */
  last_commit: string | null;
}

/**
 * Starts Postgres on a data directory that `layOutBase` wrote, which replays the WAL up to a time, or
 * to its end, and goes on from there on a new timeline. Throws ArchiveError if the WAL ends before.
 */
export async function recover(
  data_dir: string,
  at_ms: number | null,
  log: (line: string) => void,
): Promise<Recovered> {
  // Names of zones, such as Z, aren't known yet when Postgres reads its settings.
  const target =
    at_ms === null
      ? {}
      : { recovery_target_time: isoTime(at_ms).replace("Z", "+00") };
  try {
    const postgres = await startEmbeddedPostgres({
      ...{ data_dir, log },
      start_ms_max: RECOVERY_MS_MAX,
      settings: {
        ...target,
        recovery_target_action: "promote",
        recovery_target_timeline: "current",
        // All of it lies in pg_wal already.
        restore_command: "exit 1",
        hot_standby: "off",
      },
    });
    const last = lastCommit(readTail(postgres.home.directory));
    return { postgres, last_commit: last };
  } catch (error) {
    throw explain(error, at_ms);
  }
}

function explain(error: unknown, at_ms: number | null): unknown {
  const text = error instanceof Error ? error.message : "";
  if (at_ms === null) return error;
  const at = isoTime(at_ms);
  if (text.includes("recovery ended before configured recovery target")) {
    const last = lastCommit(text);
    const end = last === null ? "" : `: its last transaction is of ${last}`;
    return new ArchiveError(
      `The archive has nothing after ${at}, so that nobody knows whether it has all before${end}. Say an earlier time, or --to latest`,
    );
  }
  if (text.includes("before consistent recovery point")) {
    return new ArchiveError(
      `The base backup was not finished at ${at}: say a later time`,
    );
  }
  return error;
}

function lastCommit(text: string): string | null {
  const [, day, time] = [...text.matchAll(LAST_COMMIT)].at(-1) ?? [];
  return day === undefined ? null : `${day}T${time}Z`;
}

function readTail(directory: string): string {
  const descriptor = openSync(join(directory, "postgres.log"), "r");
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString();
  } finally {
    closeSync(descriptor);
  }
}

import { isoTime } from "../../modules/kernel/mod.ts";
import { startEmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import type { EmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import { ArchiveError } from "./archive_error.ts";
import type { Progress } from "./lay_out_base.ts";
import { replayedRange } from "./plan_restore.ts";
import type { RestorePlan } from "./plan_restore.ts";
import { ReplayLog } from "./replay_log.ts";

/** A month of a busy network is replayed in hours. */
const RECOVERY_MS_MAX = 7 * 86_400_000;

/** A database that was recovered, and runs. */
export interface Recovered {
  postgres: EmbeddedPostgres;
  /** The last transaction that it has; null if it has none from the WAL. */
  last_commit: string | null;
}

/**
 * Starts Postgres on a data directory that `layOutBase` and `layOutWal` wrote, which replays the WAL up to a
 * time, or to its end, and goes on from there on a new timeline. Throws ArchiveError if the WAL ends before.
 */
export async function recover(
  data_dir: string,
  { plan, at_ms }: { plan: RestorePlan; at_ms: number | null },
  options: { log: (line: string) => void; progress: Progress },
): Promise<Recovered> {
  // Names of zones, such as Z, aren't known yet when Postgres reads its settings.
  const target =
    at_ms === null
      ? {}
      : { recovery_target_time: isoTime(at_ms).replace("Z", "+00") };
  const replay = new ReplayLog(replayedRange(plan, at_ms), options.progress);
  try {
    const postgres = await startEmbeddedPostgres({
      ...{ data_dir, log: options.log },
      starting: {
        ms_max: RECOVERY_MS_MAX,
        read: (text) => replay.read(text),
      },
      settings: {
        ...target,
        recovery_target_action: "promote",
        recovery_target_timeline: "current",
        // All of it lies in pg_wal already.
        restore_command: "exit 1",
        hot_standby: "off",
        log_startup_progress_interval: "500ms",
      },
    });
    return { postgres, last_commit: replay.last_commit };
  } catch (error) {
    throw explain(error, { at_ms, last_commit: replay.last_commit });
  }
}

function explain(
  error: unknown,
  { at_ms, last_commit }: { at_ms: number | null; last_commit: string | null },
): unknown {
  const text = error instanceof Error ? error.message : "";
  if (at_ms === null) return error;
  const at = isoTime(at_ms);
  if (text.includes("recovery ended before configured recovery target")) {
    const end =
      last_commit === null ? "" : `: its last transaction is of ${last_commit}`;
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

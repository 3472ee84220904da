import { endOrphan } from "../postgres/orphan_postgres.ts";
import { locatePostgresHome } from "../postgres/home.ts";
import { StopSignals } from "../stop_signals.ts";
import type { DirectoryLock } from "../data_dir.ts";
import { INTERRUPTED_EXIT_CODE } from "./command_database.ts";

/**
 * Ends a restore on a signal, with the Postgres that it started: what is there stays marked as half restored. Returns what
 * gives the signals back.
 */
export function stopRestoreOnSignal(
  data_dir: string,
  lock: DirectoryLock,
): { close(): void } {
  const signals = new StopSignals();
  void signals.requested.then(async () => {
    const { data } = locatePostgresHome(data_dir);
    await endOrphan(data, (line) => console.error(line)).catch(() => {});
    lock.release();
    process.exit(INTERRUPTED_EXIT_CODE);
  });
  return signals;
}

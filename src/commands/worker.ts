import { processConfig } from "../config.ts";
import { openProcessLog } from "../process_log.ts";
import { StopSignals } from "../stop_signals.ts";
import { listenToFirst, runWorker } from "../workers/run_worker.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho worker`: one of the processes that `serve` starts for TALLYHO_WORKERS; for nobody else. */
export async function workerCommand(words: readonly string[]): Promise<number> {
  if (words.length > 0 || process.send === undefined) throw new UsageError();
  const signals = new StopSignals();
  const first = listenToFirst();
  const { workers, journal_bytes_max, ...settings } = processConfig();
  const setup = await first.setup;
  const { port, data_dir, number } = setup;
  const config = {
    ...settings,
    ...{ port, data_dir, workers },
    // Together they take as much of the disk as one process would.
    journal_bytes_max: Math.floor(journal_bytes_max / workers),
  };
  const log = openProcessLog(config, number);
  try {
    await runWorker(setup, { config, log }, signals, first);
    return 0;
  } catch {
    // The first process was told why, and says it.
    return 1;
  } finally {
    await log.close();
  }
}

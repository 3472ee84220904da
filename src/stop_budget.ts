/**
 * The time of a stop, by what takes it one after the other: ten seconds at most, whatever hangs. The grace of
 * proxies comes before it.
 */
export const STOP_BUDGET_MS = {
  /** The service's work; what isn't done by then is left to the next start. */
  service: 6_000,
  /** The last writes of the service to disk together, also if the stop is hurried. */
  sync: 1_000,
  /** The end of a worker's process, once its service has stopped. */
  worker_exit: 100,
  /** The archiving's loops. */
  archive_loops: 250,
  /** The least that the embedded Postgres gets to shut down; it gets what the others left, too. */
  postgres_min: 1_400,
  /** The last files of the archive, once Postgres has ended. */
  archive_rest: 250,
  /** The last lines of the log, if nobody reads them. */
  log: 1_000,
} as const;

/** The time of all but the log, which is closed last. */
export const STOP_MS =
  Object.values(STOP_BUDGET_MS).reduce((sum, part_ms) => sum + part_ms, 0) -
  STOP_BUDGET_MS.log;

/** The time of a worker's stop. */
export const WORKER_STOP_MS =
  STOP_BUDGET_MS.service + STOP_BUDGET_MS.sync + STOP_BUDGET_MS.worker_exit;

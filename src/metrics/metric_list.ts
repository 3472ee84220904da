import type { Merge } from "../../modules/kernel/mod.ts";

/** A metric as Prometheus and the documents have it. */
export interface Metric {
  name: string;
  type: "counter" | "gauge" | "histogram";
  /** Names of its labels, each with few values. */
  labels: readonly string[];
  /** How the figures of several processes become one. */
  merge: Merge;
  help: string;
  /** Only for whoever has the token: it tells of the network's business. */
  is_private?: true;
}

type Rest = Pick<Metric, "help"> & Partial<Metric>;

/** A figure that each process has for itself; several are added. */
function own(name: string, type: Metric["type"], rest: Rest): Metric {
  return { labels: [], merge: "sum", ...rest, name, type };
}

/** A figure of the database, the same whoever asks. */
function shared(name: string, rest: Rest): Metric {
  return { labels: [], merge: "once", ...rest, name, type: "gauge" };
}

const VISITORS: readonly Metric[] = [
  own("tallyho_redirect_seconds", "histogram", {
    help: "Time from a click's request to its redirect",
  }),
  own("tallyho_clicks_total", "counter", {
    labels: ["verdict"],
    help: "Clicks by verdict, without test clicks",
  }),
  own("tallyho_clicks_not_stored_total", "counter", {
    help: "Clicks sent on although the journal did not take them",
  }),
  own("tallyho_journal_bytes", "gauge", {
    help: "Bytes that the journal holds",
  }),
  own("tallyho_journal_bytes_max", "gauge", {
    help: "The most that the journal may hold",
  }),
  own("tallyho_drain_lag_bytes", "gauge", {
    help: "Bytes of the journal that the table does not have yet",
  }),
  own("tallyho_drain_lag_seconds", "gauge", {
    merge: "max",
    help: "Time since the drain last moved on while something waits for it",
  }),
  own("tallyho_records_set_aside", "gauge", {
    help: "Records of the journal that could not be stored",
  }),
];

const POSTBACKS: readonly Metric[] = [
  own("tallyho_postback_seconds", "histogram", {
    help: "Time from a postback's request to its answer",
  }),
  own("tallyho_postbacks_total", "counter", {
    labels: ["outcome", "source"],
    is_private: true,
    help: "Postbacks by answered outcome and the source's id",
  }),
  own("tallyho_postbacks_queued", "gauge", {
    help: "Postbacks that wait in the journal until the database is back",
  }),
  own("tallyho_postbacks_limited_total", "counter", {
    help: "Postbacks answered 429 and not kept, by their sender's rate or the source's",
  }),
  shared("tallyho_source_silence_seconds", {
    labels: ["source"],
    is_private: true,
    help: "Time since the source's last postback, at most seven days",
  }),
];

const DELIVERIES: readonly Metric[] = [
  own("tallyho_delivery_seconds", "histogram", {
    help: "Time of a try to deliver, until its answer was read",
  }),
  own("tallyho_deliveries_total", "counter", {
    labels: ["kind", "result"],
    help: "Results of deliveries, of conversions to endpoints and events to webhooks",
  }),
  shared("tallyho_delivery_oldest_due_seconds", {
    help: "For how long the oldest delivery has been due whose endpoint is on",
  }),
  shared("tallyho_endpoints_off", {
    labels: ["kind", "by"],
    help: "Endpoints and webhooks that are off, by hand or because they failed",
  }),
  shared("tallyho_breakers_open", {
    help: "Destinations and endpoints that are left alone for a while",
  }),
];

const BOOKS: readonly Metric[] = [
  shared("tallyho_held_money", {
    labels: ["currency"],
    is_private: true,
    help: "Affiliates' money on hold, in units of its currency",
  }),
  shared("tallyho_verify_ok", {
    labels: ["what"],
    help: "1 if the last audit found nothing wrong, 0 if it found a difference; none where it could not be made",
  }),
  shared("tallyho_verify_made", {
    labels: ["what"],
    help: "1 if the last audit could be made, 0 if it ended by an error before it knew",
  }),
  shared("tallyho_verify_age_seconds", {
    labels: ["what"],
    help: "Time since the last audit began, by the daily job or by tallyho verify",
  }),
  shared("tallyho_rollup_changes_waiting", {
    help: "Changes of conversions that are not in report blocks yet, at most 100000",
  }),
  shared("tallyho_rollup_lag_seconds", {
    help: "Time since changes of conversions were last moved into report blocks, 0 if none wait",
  }),
  shared("tallyho_jobs_failed", {
    labels: ["job_name"],
    help: "Runs of a job that failed and were given up",
  }),
  shared("tallyho_job_failing", {
    labels: ["job_name"],
    help: "1 if the job's last run failed",
  }),
  shared("tallyho_job_last_run_age_seconds", {
    labels: ["job_name"],
    help: "Time since the job's last run began",
  }),
  shared("tallyho_job_last_duration_seconds", {
    labels: ["job_name"],
    help: "Time that the job's last run took",
  }),
  shared("tallyho_incidents_open", {
    labels: ["bell"],
    help: "Incidents that the network's bells found and that are not over",
  }),
];

const MACHINE: readonly Metric[] = [
  own("tallyho_requests_total", "counter", {
    labels: ["class"],
    help: "Answers by class of their status, without clicks",
  }),
  shared("tallyho_worker_up", {
    labels: ["worker"],
    help: "1 if the worker answered this scrape, 0 if only the counts that are known of it are in it; none without TALLYHO_WORKERS",
  }),
  {
    ...shared("tallyho_worker_restarts_total", {
      labels: ["worker"],
      help: "Ends of the worker by itself, since the start of all",
    }),
    type: "counter",
  },
  own("tallyho_untrusted_forwarded_total", "counter", {
    help: "Requests forwarded by a peer that is not a trusted proxy",
  }),
  own("tallyho_database_up", "gauge", {
    merge: "max",
    help: "1 if the database answered in time when it was last asked",
  }),
  own("tallyho_database_connections", "gauge", {
    labels: ["state"],
    help: "Connections of the pool, and statements that wait for one",
  }),
  own("tallyho_replica_in_use", "gauge", {
    merge: "min",
    help: "1 if lists, reports and exports are read from the replica, 0 if from the primary; none without TALLYHO_READ_URL",
  }),
  own("tallyho_replica_lag_seconds", "gauge", {
    merge: "max",
    help: "How far the replica lags behind the primary, 0 if it has all that was written; none while that is not known",
  }),
  own("tallyho_reads_total", "counter", {
    labels: ["where", "why"],
    help: "Lists, reports and exports by where they were read, and why not on the replica",
  }),
  own("tallyho_resident_memory_bytes", "gauge", {
    help: "Resident memory of the tracker",
  }),
  own("tallyho_open_files", "gauge", {
    help: "File descriptors that are open",
  }),
  own("tallyho_open_files_max", "gauge", {
    help: "The most file descriptors that may be open",
  }),
  own("tallyho_event_loop_delay_seconds", "gauge", {
    merge: "max",
    help: "The longest delay of a timer within the last half minute",
  }),
  own("tallyho_build_info", "gauge", {
    labels: ["version", "bun"],
    merge: "once",
    help: "1, with the versions of the program and of its runtime",
  }),
  own("tallyho_start_time_seconds", "gauge", {
    merge: "max",
    help: "Start of the process, in seconds since 1970",
  }),
];

const ARCHIVE: readonly Metric[] = [
  shared("tallyho_archive_age_seconds", {
    help: "Time since the archive last took a segment of the WAL, with TALLYHO_ARCHIVE",
  }),
  shared("tallyho_archive_waiting_seconds", {
    help: "Age of the oldest change that waits on the disk for the archive, 0 if none does",
  }),
  shared("tallyho_archive_waiting_bytes", {
    help: "Bytes that wait on the disk for the archive",
  }),
  shared("tallyho_archive_failures", {
    help: "Tries to archive that failed since the archive was set up",
  }),
  shared("tallyho_archive_base_age_seconds", {
    help: "Time since the last base backup in the archive, or since the archive was set up",
  }),
];

/** Every metric, in the order in which they are given. */
export const METRICS: readonly Metric[] = [
  ...VISITORS,
  ...POSTBACKS,
  ...DELIVERIES,
  ...BOOKS,
  ...ARCHIVE,
  ...MACHINE,
];

import type { Database } from "../../db/mod.ts";
import { Counter } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";
import type { Parts } from "../parts.ts";
import type { TrackerState } from "../tracker_state.ts";
import { archiveFigures } from "./archive_figures.ts";
import type { ArchivePlace } from "./archive_figures.ts";
import { DatabaseFigures } from "./database_figures.ts";
import { EventLoopDelay, only, processFigures } from "./process_figures.ts";
import { mergeSnapshots, snapshotText } from "./snapshot.ts";
import type { OtherProcesses, Snapshot } from "./snapshot.ts";

const STATUS_CLASSES = 5;
const CONNECTION_STATES = ["in_use", "idle", "waiting"] as const;

export interface MetricsDeps {
  db: Database;
  /** The pool of deliveries beside it. */
  queue_db: Pick<Database, "pool">;
  clock: Clock;
  state: TrackerState;
  parts: Pick<
    Parts,
    "redirector" | "recorder" | "drain" | "delivery_counts" | "postback_counts"
  >;
  /** Where the archiving is seen; null where nothing is archived. */
  archive: ArchivePlace | null;
  /** The other processes on the same port. */
  others?: OtherProcesses | undefined;
}

/** The figures of this process, and of its database. */
export class Metrics {
  readonly #deps: MetricsDeps;
  readonly #database: DatabaseFigures;
  readonly #delay = new EventLoopDelay();
  /** Answers that weren't a click's. */
  readonly requests = new Counter(["class"], STATUS_CLASSES);

  constructor(deps: MetricsDeps) {
    this.#deps = deps;
    this.#database = new DatabaseFigures(deps);
  }

  start(): void {
    this.#delay.start();
  }

  stop(): void {
    this.#delay.stop();
  }

  /** Reads all figures; without those of the database if it doesn't answer in time. */
  async snapshot(): Promise<Snapshot> {
    return { ...(await this.#shared()), ...this.own() };
  }

  async #shared(): Promise<Snapshot> {
    const { state, archive, clock } = this.#deps;
    const is_away = state.away() !== null;
    const [asked, is_up] = is_away
      ? [null, false]
      : await Promise.all([this.#database.read(), this.#database.answers()]);
    return {
      ...asked,
      ...archiveFigures(archive, clock.nowMs()),
      tallyho_database_up: only(is_up ? 1 : 0),
    };
  }

  /** Writes the figures in Prometheus' text format, with or without the private ones. */
  async text(options: { with_private: boolean }): Promise<string> {
    // The others are told the same counts that are answered: once given, none may be forgotten.
    const own = this.own();
    const [shared, others] = await Promise.all([
      this.#shared(),
      this.#deps.others?.figures(own) ?? [],
    ]);
    const all = { ...shared, ...own };
    return snapshotText(
      others.length === 0 ? all : mergeSnapshots([all, ...others]),
      options,
    );
  }

  /** Reads the figures that this process has by itself. */
  own(): Snapshot {
    const { db, queue_db, state, parts } = this.#deps;
    const pools = [db.pool(), queue_db.pool()] as const;
    const { redirector, recorder, drain } = parts;
    const { delivery_counts, postback_counts } = parts;
    return {
      tallyho_redirect_seconds: redirector.seconds.series(),
      tallyho_clicks_total: recorder.verdicts.series(),
      tallyho_clicks_not_stored_total: only(state.clicks_not_stored()),
      tallyho_journal_bytes: only(state.journal_bytes()),
      tallyho_journal_bytes_max: only(state.journal_bytes_max),
      tallyho_drain_lag_bytes: only(state.drain_lag_bytes()),
      tallyho_drain_lag_seconds: only(drain.lag_ms / 1_000),
      tallyho_records_set_aside: only(state.set_aside()),
      tallyho_postback_seconds: postback_counts.seconds.series(),
      tallyho_postbacks_total: postback_counts.outcomes.series(),
      tallyho_postbacks_queued: only(state.postbacks_queued()),
      tallyho_postbacks_limited_total: only(state.postbacks_limited()),
      tallyho_delivery_seconds: delivery_counts.seconds.series(),
      tallyho_deliveries_total: delivery_counts.results.series(),
      tallyho_requests_total: this.requests.series(),
      tallyho_untrusted_forwarded_total: only(state.untrusted_forwarded()),
      tallyho_database_connections: CONNECTION_STATES.map((state) => ({
        labels: { state },
        value: pools[0][state] + pools[1][state],
      })),
      ...replicaFigures(state),
      ...processFigures(this.#delay),
    };
  }
}

function replicaFigures({ replica }: TrackerState): Snapshot {
  if (replica === undefined) return {};
  const { use, lag_ms, reads } = replica;
  const is_used = use?.is_used === true;
  return {
    tallyho_replica_in_use: only(is_used ? 1 : 0),
    tallyho_replica_lag_seconds: only(lag_ms === null ? null : lag_ms / 1_000),
    tallyho_reads_total: reads.series(),
  };
}

import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import type { Configuration } from "../modules/campaigns/mod.ts";
import type { ClickParts } from "../modules/clicks/mod.ts";
import { queueEvents } from "../modules/deliveries/mod.ts";
import type { Deliverer } from "../modules/deliveries/mod.ts";
import type { PostbackParts, Receiver } from "../modules/postbacks/mod.ts";
import type { Scheduler } from "../modules/scheduler/mod.ts";
import { openApp } from "./app.ts";
import { startListening } from "./listening.ts";
import type { Listening } from "./listening.ts";
import { LeftJournals } from "./left_journals.ts";
import { errorLog } from "./log.ts";
import { createBackground, createParts } from "./parts.ts";
import type { Parts, PartsOptions } from "./parts.ts";
import { createReach } from "./reach_database.ts";
import type { Reach } from "./reach_database.ts";
import type { TrackerState } from "./tracker_state.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import { linksWarning } from "./setting_checks.ts";
import { closeService } from "./close_service.ts";
import type { ClosedParts } from "./close_service.ts";
import { STOP_BUDGET_MS } from "./stop_budget.ts";
import { StopSteps } from "./stop_steps.ts";
import type { Config } from "./config.ts";
import type { ServiceOptions } from "./service_options.ts";
import type { Snapshot } from "./metrics/snapshot.ts";
import { readingClock, readingDatabase } from "./read_replica/read_place.ts";
import { openReplica } from "./read_replica/open_replica.ts";
import { replicaWork } from "./read_replica/replica_work.ts";
import type { ReadReplica } from "./read_replica/read_replica.ts";
import { tracedRedirector } from "./tracing/traced_handlers.ts";
import { createWatching } from "./watching.ts";

export type { ServiceOptions } from "./service_options.ts";

const CONNECTIONS_MAX = 13;
/** Of claims and results of deliveries. */
const QUEUE_CONNECTIONS_MAX = 3;
const NEVER = new Promise<void>(() => {});

/** A running tracker, with the parts that tests drive by hand. */
export interface Service {
  url: string;
  db: Database;
  configuration: Configuration;
  deliverer: Deliverer;
  /** Writes the deliveries of events. */
  network_events: { runOnce(): Promise<boolean> };
  drain: ClickParts["drain"];
  unresolved: ClickParts["unresolved"];
  old_clicks: ClickParts["old_clicks"];
  /** Sends what names no click of ours on to the old tracker. */
  forward_sender: { runOnce(): Promise<boolean> };
  journal: ClickParts["journal"];
  postbacks: Pick<PostbackParts, "judgeWaiting" | "conversions">;
  scheduler: Scheduler;
  /** The figures of this process alone. */
  ownFigures(): Snapshot;
  /**
   * Stops accepting, finishes work in progress, and stops, within seven seconds whatever hangs; the
   * journal keeps the rest. The grace of proxies comes before that, unless the stop is hurried or
   * `ungraced`. A second call is fine.
   */
  stop(hurried?: Promise<void>, ungraced?: Promise<void>): Promise<void>;
}

/** Starts a tracker on a database. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const role = options.role === undefined ? {} : { role: options.role };
  const db = openDatabase(options.address, {
    connections_max: CONNECTIONS_MAX,
    ...role,
  });
  const queue_db = openDatabase(options.address, {
    connections_max: QUEUE_CONNECTIONS_MAX,
    keeps_plans: true,
    ...role,
  });
  try {
    return await startOn({ db, queue_db }, options);
  } catch (error) {
    await Promise.all([closeDatabase(db), closeDatabase(queue_db)]);
    throw error;
  }
}

type Pools = Pick<ClosedParts, "db" | "queue_db">;

async function startOn(
  pools: Pools,
  options: ServiceOptions,
): Promise<Service> {
  const { config, log, shares_port } = options;
  const failed = errorLog(log);
  const listening = listen({ ...config, shares_port }, failed);
  const public_url = config.public_url ?? listening.url;
  const at = { listening, public_url };
  try {
    return await startAt(pools, options, at);
  } catch (error) {
    await listening.drop();
    throw error;
  }
}

/** Makes everything while the database starts and is read, and goes on once it was. */
async function startAt(
  pools: Pools,
  options: ServiceOptions,
  { listening, public_url }: { listening: Listening; public_url: string },
): Promise<Service> {
  const { config, clock, log } = options;
  const { db, queue_db } = pools;
  const failed = errorLog(log);
  const test_receiver = { public_url, listener: listening.listener };
  const replica = openReplica(options);
  const reads = readingParts(replica, db, clock);
  const given = { ...options, reads, test_receiver, queue_db };
  const parts = createParts(db, given);
  const reach = createReach(db, options, parts, failed);
  const reached = reach.reach();
  // Awaited below; what fails before then is told first.
  reached.catch(() => {});
  const background = createBackground(db, options, parts, {
    ...{ public_url, readWork: replicaWork(replica) },
  });
  const { sessions, scheduler, waking } = background;
  const receiver = openReceiver(options, parts, { waking, public_url });
  const state = stateOf(parts, config, {
    ...{ reach, receiver, listening, replica },
    others: options.others,
  });
  const watching = createWatching({
    ...{ db, queue_db, clock, state, parts, failed },
    others: options.others,
    archive: options.archive ?? null,
  });
  const app = openApp({
    ...parts,
    ...{ ...reads, replica },
    sessions,
    public_url,
    scheduler,
    receiver,
    priceHeld: () => parts.postbacks.priceHeld(),
    cap_usage: parts.caps,
    default_timezone: config.timezone,
    default_currency: config.currency,
    sign_up: config.sign_up,
    allowed_targets: config.allowed_targets,
    ...listening,
    logError: failed,
    ...{ report: options.report, pages: options.pages },
    ...watching,
    metrics_token: config.metrics_token,
  });
  const redirector = tracedRedirector(parts.redirector, parts.tracer);
  await reached;
  listening.open({ redirector, ...app });
  reach.start();
  replica?.start();
  const left = new LeftJournals(db, options, options.left ?? [], failed);
  if (options.background !== false) {
    watching.start();
    background.start();
    left.start();
  }
  const closed = {
    ...{ ...pools, parts, listening, reach, background, receiver },
    ...{ left, watching },
    replica,
  };
  return serviceOf(options, closed, public_url);
}

/** Opens the receiver of postbacks, which asks stores before it reads their notifications. */
function openReceiver(
  { postback_batch_max: batch_max }: ServiceOptions,
  { postbacks, signatures, uuidToClickId, google_play, paypal }: Parts,
  {
    waking,
    public_url,
  }: {
    waking: ReturnType<typeof createBackground>["waking"];
    public_url: string;
  },
): Receiver {
  return postbacks.createReceiver(waking, {
    ...(batch_max === undefined ? {} : { batch_max }),
    stores: { public_url, signatures, uuidToClickId },
    certificateAt: (url) => paypal.certificateAt(url),
    async askStores(raw) {
      await paypal.learn(raw);
      return await google_play.ask(raw, public_url);
    },
  });
}

/** A started service as those see it who started it. */
function serviceOf(
  options: ServiceOptions,
  closed: ClosedParts & { watching: ReturnType<typeof createWatching> },
  url: string,
): Service {
  const { db, parts, background, watching } = closed;
  const { configuration, deliverer, drain, journal, postbacks } = parts;
  const { unresolved, old_clicks, forward_sender } = parts;
  const { clock } = options;
  let closing: Promise<void> | undefined;
  return {
    ...{ url, db, configuration, deliverer, drain, journal, postbacks },
    unresolved,
    old_clicks,
    forward_sender,
    network_events: { runOnce: () => queueEvents({ db, clock, deliverer }) },
    scheduler: background.scheduler,
    ownFigures: () => watching.metrics.own(),
    stop: (...asked) => (closing ??= closeInTime(options, closed, ...asked)),
  };
}

/** Closes a service; a hurried stop leaves what can wait. */
async function closeInTime(
  { config, log, passwords }: ServiceOptions,
  closed: ClosedParts,
  hurried: Promise<void> = NEVER,
  ungraced: Promise<void> = NEVER,
): Promise<void> {
  const at_once = Promise.race([hurried, ungraced]);
  await leave(closed.listening, config.stop_grace_ms, at_once);
  const steps = new StopSteps({
    within_ms: STOP_BUDGET_MS.service,
    reserve_ms: STOP_BUDGET_MS.sync,
    log,
    failed: errorLog(log),
  });
  void hurried.then(() => steps.hurry());
  await closeService(steps, closed, passwords === undefined);
}

/** Starts listening; throws a one-line error if it can't. */
function listen(
  config: Parameters<typeof startListening>[0],
  failed: Parameters<typeof startListening>[1],
): Listening {
  try {
    return startListening(config, failed);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Cannot listen at HOST=${config.host} PORT=${config.port}: ${why}`,
    );
  }
}

/** The database and the clock of what is only read. */
function readingParts(
  replica: ReadReplica | undefined,
  db: Database,
  clock: Clock,
): PartsOptions["reads"] {
  if (replica === undefined) return { db, clock };
  return { db: readingDatabase(db), clock: readingClock(clock) };
}

/** Goes on answering for a time in which those who ask `/readyz` turn away. */
async function leave(
  listening: Pick<Listening, "leave">,
  grace_ms: number,
  at_once: Promise<void>,
): Promise<void> {
  listening.leave();
  if (grace_ms > 0) await Promise.race([Bun.sleep(grace_ms), at_once]);
}

/** The tracker's figures for `readyz` and `metrics`. */
function stateOf(
  parts: Parts,
  config: Config,
  {
    reach,
    receiver,
    listening,
    replica,
    others,
  }: {
    reach: Reach;
    others: ServiceOptions["others"];
    replica: ReadReplica | undefined;
    receiver: Pick<Receiver, "limited">;
    listening: Pick<Listening, "untrustedForwarded" | "isLeaving">;
  },
): TrackerState {
  return {
    drain_lag_bytes: () => parts.drain.lag_bytes,
    journal_bytes: () => parts.journal.size_bytes,
    journal_bytes_max: config.journal_bytes_max,
    set_aside: () => parts.set_aside.count,
    clicks_not_stored: () => parts.recorder.not_stored,
    postbacks_queued: () => parts.postbacks.queue.count,
    postbacks_limited: () => receiver.limited,
    untrusted_forwarded: () => listening.untrustedForwarded(),
    away: () => reach.away,
    is_stopping: () => listening.isLeaving(),
    replica,
    links_warning: linksWarning(config),
    workers_trouble: () => others?.trouble ?? null,
    google_trouble: () => parts.google_play.trouble(),
  };
}

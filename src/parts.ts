import { join } from "node:path";
import type { Database } from "../db/mod.ts";
import {
  createSessions,
  Passwords,
  setupSecret,
} from "../modules/access/mod.ts";
import {
  CapUsage,
  Configuration,
  readDestination,
} from "../modules/campaigns/mod.ts";
import {
  createClickParts,
  isDataCentre,
  DRAIN_LOOP,
} from "../modules/clicks/mod.ts";
import type { ClickParts } from "../modules/clicks/mod.ts";
import { hmacSha256, sealKeyFrom, ticksMs } from "../modules/kernel/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import {
  cachedResolve,
  createDeliverer,
  DELIVER_LOOP,
  DeliveryCounts,
  sendRequest,
} from "../modules/deliveries/mod.ts";
import {
  createPostbackParts,
  ForwardSender,
  GooglePlay,
  JUDGE_WAITING_LOOP,
  PayPalCertificates,
  PostbackCounts,
} from "../modules/postbacks/mod.ts";
import { createReconciliationParts } from "../modules/reconciliation/mod.ts";
import { Live, Reports, ReportThread } from "../modules/reports/mod.ts";
import { createRiskParts } from "../modules/risk/mod.ts";
import { createRollupParts } from "../modules/rollups/mod.ts";
import { AppleSignatures } from "../modules/sources/mod.ts";
import { Loop, Scheduler } from "../modules/scheduler/mod.ts";
import type { SenderDeps, TestReceiver } from "../modules/deliveries/mod.ts";
import type { PostbackParts } from "../modules/postbacks/mod.ts";
import { allJobs, allLoops } from "./jobs.ts";
import { errorLog } from "./log.ts";
import { nameResolver } from "./resolve_name.ts";
import type { ReadWork } from "./read_replica/replica_work.ts";
import type { ServiceOptions } from "./service_options.ts";
import { createMailer } from "./smtp_mailer.ts";
import { SnapshotFile } from "./snapshot_file.ts";
import { createTracing, tracedJob } from "./tracing/create_tracing.ts";

/** The options of a service, and where its test receiver listens. */
export interface PartsOptions extends ServiceOptions {
  /** The database and the clock of what is only read. */
  reads: { db: Database; clock: Clock };
  /** A pool that keeps plans, for claims and results of deliveries. */
  queue_db?: Database;
  test_receiver: TestReceiver;
}

/** Builds the parts that need only the database, data directory and settings. */
export function createParts(db: Database, options: PartsOptions) {
  const { config, clock, data_dir, secrets } = options;
  const failed = errorLog(options.log);
  const { tracer, stop: stopTracing } = createTracing(db, options);
  const configuration = new Configuration(db);
  const caps = new CapUsage({
    clock,
    configuration,
    default_timezone: config.timezone,
  });
  const seal_key = sealKeyFrom(Buffer.from(secrets.key));
  const clicks = createClickParts({
    db,
    clock,
    configuration,
    caps,
    data_dir,
    failed,
    seal_key,
    ip_key: hmacSha256(secrets.key, "visitors' addresses"),
    settings: config,
    network_fallback: readFallback(config, configuration),
    others: (records) => postbacks.queue.judge(records),
  });
  const { ring, geo, journal, drain, readDevice: deviceOf } = clicks;
  const risk = createRiskParts({ db, clock, configuration, deviceOf });
  const postbacks: PostbackParts = createPostbackParts({
    ...{ db, clock, configuration, caps, risk: risk.live },
    seal_key,
    keyOf: ring.key.bind(ring),
    learnKey: (key_number) => ring.keyOrReload(key_number),
    addressFacts: (ip) => addressFacts(geo, ip),
    journal,
    journal_directory: join(data_dir, "journal"),
    default_timezone: config.timezone,
    retention_days: config.postback_retention_days,
    isPastStart: () => drain.is_past_start,
    failed,
  });
  const sending = createSending(db, options, {
    ...{ configuration, postbacks, tracer, seal_key },
  });
  return {
    tracer,
    stopTracing,
    configuration,
    caps,
    passwords: options.passwords ?? new Passwords(),
    rollups: createRollupParts({ db, clock }),
    ...createReporting(db, options, { clicks, postbacks }),
    snapshot: new SnapshotFile(data_dir, failed),
    seal_key,
    setup_secret: setupSecret(secrets.key),
    mailer: createMailer(config, failed),
    postbacks,
    postback_counts: new PostbackCounts(),
    reconciliation: createReconciliationParts({
      db,
      clock,
      data_dir,
      keyOf: (key_number) => ring.key(key_number),
      conversions: postbacks.conversions,
    }),
    ...{ ...sending, ...createStores(options, postbacks, sending.sender) },
    ...clicks,
    ...{ clicks, risk },
  };
}

function addressFacts(
  geo: Pick<ClickParts["geo"], "country" | "asn">,
  ip: string,
) {
  return {
    country: geo.country(ip),
    is_data_centre: isDataCentre(ip, geo.asn(ip)),
  };
}

/** Builds the means by which stores' notifications are checked. */
function createStores(
  { config, clock, data_dir, log }: PartsOptions,
  { sources }: Pick<PostbackParts, "sources">,
  sender: SenderDeps,
) {
  const { apple_root, google_keys_url, google_play_url } = config;
  const failed = errorLog(log);
  return {
    paypal: new PayPalCertificates({
      ...{ clock, sources, sender, failed },
      certificates_url: config.paypal_certificates_url,
    }),
    signatures: new AppleSignatures(apple_root === null ? [] : [apple_root]),
    google_play: new GooglePlay({
      clock,
      sources,
      sender,
      data_dir,
      keys_url: google_keys_url,
      api_url: google_play_url,
      failed,
    }),
  };
}

/** Builds reports and live streams, which share a thread. */
function createReporting(
  db: Database,
  { clock, config, data_dir, log, reads }: PartsOptions,
  { clicks, postbacks }: { clicks: ClickParts; postbacks: PostbackParts },
) {
  const thread = new ReportThread();
  const failed = errorLog(log);
  return {
    live: new Live({ db, clock, failed, clicks, postbacks, thread }),
    reports: new Reports({
      ...reads,
      // A file that has begun can't be asked for again.
      names_db: db,
      thread,
      default_currency: config.currency,
      default_timezone: config.timezone,
      directory: join(data_dir, "reports"),
    }),
  };
}

/** Builds the delivery of postbacks. */
function createSending(
  db: Database,
  options: PartsOptions,
  {
    configuration,
    postbacks,
    seal_key,
    tracer,
  }: Pick<Parts, "configuration" | "postbacks" | "seal_key" | "tracer">,
) {
  const nudges: (() => void)[] = [];
  const sender = {
    resolve: options.resolve ?? cachedResolve(nameResolver(), ticksMs),
    allowed_targets: options.config.allowed_targets,
    test_receiver: options.test_receiver,
    ticks_ms: ticksMs,
  };
  const delivery_counts = new DeliveryCounts();
  const keeps_addresses = options.config.ip_storage === "full";
  const deliverer = createDeliverer({
    counts: delivery_counts,
    keeps_addresses,
    tracer,
    configuration,
    directory: postbacks.endpoints,
    webhooks: postbacks.webhooks,
    ...{ db, queue_db: options.queue_db },
    clock: options.clock,
    random: Math.random,
    sender,
    nudge: () => nudges.forEach((nudge) => nudge()),
    failed: errorLog(options.log),
    report: options.report,
  });
  const onNudge = (nudge: () => void) => nudges.push(nudge);
  const forward_sender = new ForwardSender({
    ...{ db, seal_key, clock: options.clock, random: Math.random },
    ...{ directory: postbacks.forwards, forwarding: postbacks.forwarding },
    send: (request) => sendRequest(sender, request),
  });
  const sending = { deliverer, delivery_counts, forward_sender, sender };
  return { ...sending, keeps_addresses, onNudge };
}

/** The parts that need only the database, data directory and settings. */
export type Parts = ReturnType<typeof createParts>;

/** The jobs and loops, started and stopped together. */
export function createBackground(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  { public_url, readWork }: { public_url: string; readWork: ReadWork },
) {
  const { config, clock, log } = options;
  const sessions = createSessions(db, public_url, clock);
  const failed = errorLog(log);
  const deps = {
    db,
    clock,
    default_timezone: config.timezone,
    default_currency: config.currency,
    allowed_targets: config.allowed_targets,
    public_url,
    sessions,
    parts,
    readWork,
  };
  const scheduler = new Scheduler(
    { db, clock, random: Math.random, failed, report: options.report },
    allJobs(deps).map((job) => tracedJob(job, parts.tracer)),
  );
  parts.reconciliation.open(scheduler);
  const running = allLoops(deps).map((loop) => new Loop({ ...loop, failed }));
  // Wakes only the loops with work: waking all would query the database for every batch.
  const wake = (...names: string[]) => {
    for (const loop of running) if (names.includes(loop.name)) loop.nudge();
  };
  parts.onNudge(() => wake(DELIVER_LOOP));
  return {
    sessions,
    scheduler,
    /** Wakes the loops that go on with what a postback left. */
    waking: {
      send(endpoint_ids: readonly number[]) {
        parts.deliverer.hint(endpoint_ids);
        wake(DELIVER_LOOP, JUDGE_WAITING_LOOP);
      },
      drain: () => wake(DRAIN_LOOP),
    },
    start() {
      scheduler.start();
      for (const loop of running) loop.start();
    },
    async stop() {
      const stopping = running.map((loop) => loop.stop());
      await Promise.all([scheduler.stop(), ...stopping]);
    },
  };
}

/** The destination of visitors that nothing else accepts. */
function readFallback(
  { fallback_url, public_url }: ServiceOptions["config"],
  configuration: Configuration,
) {
  if (fallback_url === null) return null;
  const own = { public_url: public_url ?? "", configuration };
  return readDestination(fallback_url, "TALLYHO_FALLBACK_URL", own);
}

import { lookup } from "node:dns/promises";
import { join } from "node:path";
import type { Database } from "../db/mod.ts";
import { createSessions } from "../modules/access/mod.ts";
import { Configuration } from "../modules/campaigns/mod.ts";
import {
  Drain,
  dropOldClicks,
  Enricher,
  GeoReader,
  KeyRing,
  makeClickDays,
  Minter,
  NodeLease,
  Redirector,
  RepeatMemory,
  TimeReserve,
} from "../modules/clicks/mod.ts";
import { hmacSha256, sealKeyFrom } from "../modules/kernel/mod.ts";
import {
  Deliverer,
  EndpointDirectory,
  Outbox,
  Receiver,
} from "../modules/postbacks/mod.ts";
import { Loop, Scheduler } from "../modules/scheduler/mod.ts";
import { clockJobs, loops } from "./jobs.ts";
import { openJournalHome } from "./journal_home.ts";
import { errorLog } from "./log.ts";
import { SnapshotFile } from "./snapshot_file.ts";
import type { ServiceOptions } from "./service_options.ts";

/** For how long a visitor's next click on a campaign is a repeat, and how many visitors are remembered. */
const REPEATS = { window_ms: 24 * 3_600_000, entries_max: 1_000_000 };

/** What stands on the database alone. */
export function createParts(db: Database, options: ServiceOptions) {
  const { config, clock } = options;
  const failed = errorLog(options.log);
  const home = openJournalHome(options.data_dir, config, failed);
  const configuration = new Configuration(db);
  const directory = new EndpointDirectory();
  configuration.addPart(directory);
  const seal_key = sealKeyFrom(Buffer.from(options.secrets.key));
  const ring = new KeyRing({ db, clock, seal_key });
  const reserve = new TimeReserve({
    directory: join(options.data_dir, "journal"),
  });
  const lease = new NodeLease({ db, clock, reserve });
  const minter = new Minter({
    clock,
    signing: () => ring.signing(),
    node: () => lease.node,
    lease,
    reserve,
  });
  const deliverer = new Deliverer({
    db,
    clock,
    random: Math.random,
    names: configuration,
    resolve: options.resolve ?? resolveAll,
    allowed_targets: config.allowed_targets,
  });
  const enricher = new Enricher({
    geo: GeoReader.open(config),
    repeats: new RepeatMemory(REPEATS),
    ip_storage: config.ip_storage,
    ip_key: hmacSha256(options.secrets.key, "visitors' addresses"),
  });
  const drain = new Drain({ db, clock, enricher, ...home });
  const { journal, set_aside } = home;
  const ids = { ring, lease, reserve, minter };
  const snapshot = new SnapshotFile(options.data_dir, failed);
  const stores = { configuration, directory, snapshot, ...ids };
  return { ...stores, deliverer, journal, set_aside, drain };
}

/** What stands on the database alone. */
export type Parts = ReturnType<typeof createParts>;

/** The jobs and loops, started and stopped together. */
export function createBackground(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  public_url: string,
) {
  const { config, clock, log } = options;
  const sessions = createSessions(db, public_url);
  const failed = errorLog(log);
  const retention_days = config.click_retention_days;
  const deps = {
    ...parts,
    endSessions: () => sessions.endExpired(),
    makeClickDays: () => makeClickDays(db, clock.nowMs()),
    async dropOldClicks() {
      await dropOldClicks(db, { now_ms: clock.nowMs(), retention_days });
    },
  };
  const scheduler = new Scheduler(
    { db, clock, random: Math.random, failed },
    clockJobs(deps),
  );
  const running = loops(deps).map((loop) => new Loop({ ...loop, failed }));
  return {
    sessions,
    scheduler,
    nudge: () => running.forEach((loop) => loop.nudge()),
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

/** What answers visitors and advertisers. */
export function createFront(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  input: { addressOf(request: Request): string; nudge(): void },
) {
  const { clock } = options;
  const { configuration, directory, ring, lease, minter, journal } = parts;
  const failed = errorLog(options.log);
  const outbox = new Outbox({ clock, directory, nudge: input.nudge });
  const keyOf = (key_number: number) => ring.key(key_number);
  const { addressOf } = input;
  return {
    receiver: new Receiver({
      db,
      clock,
      configuration,
      outbox,
      keyOf,
      learnKey: (key_number) => ring.keyOrReload(key_number),
      failed,
    }),
    redirector: new Redirector({
      clock,
      configuration,
      journal,
      minter,
      lease,
      addressOf,
      failed,
    }),
  };
}

async function resolveAll(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

import { lookup } from "node:dns/promises";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database, DatabaseAddress } from "../db/mod.ts";
import {
  createSessions,
  ensureAdminToken,
  ensureAdminUser,
} from "../modules/access/mod.ts";
import { Configuration } from "../modules/campaigns/mod.ts";
import {
  Drain,
  Enricher,
  GeoReader,
  KeyRing,
  Minter,
  NodeLease,
  Redirector,
  RepeatMemory,
} from "../modules/clicks/mod.ts";
import type { Journal } from "../modules/clicks/mod.ts";
import { hmacSha256, sealKeyFrom } from "../modules/kernel/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import { checkLedgerGrants } from "../modules/payouts/mod.ts";
import {
  Deliverer,
  EndpointDirectory,
  Outbox,
  Receiver,
} from "../modules/postbacks/mod.ts";
import type { Resolve } from "../modules/postbacks/mod.ts";
import { Loop, Scheduler } from "../modules/scheduler/mod.ts";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { clockJobs, loops } from "./jobs.ts";
import { openJournalHome } from "./journal_home.ts";
import { startListening } from "./listening.ts";

const CONNECTIONS_MAX = 16;
/** For how long a visitor's next click on a campaign is a repeat, and how many visitors are remembered. */
const REPEATS = { window_ms: 24 * 3_600_000, entries_max: 1_000_000 };

/** What a service is made of, beside its settings. */
export interface ServiceOptions {
  config: Config;
  /** How to reach a database that has been migrated. */
  address: DatabaseAddress;
  /** The role to take on there, where the address is another's. */
  role?: string;
  /** Holds the journal; it is this process's alone. */
  data_dir: string;
  /** The network's key and its first admin token, as text. */
  secrets: { key: string; admin_token: string };
  clock: Clock;
  log(line: string): void;
  /** Finds the addresses of host names; tests hand in their own. */
  resolve?: Resolve;
  /** False leaves the background work to be driven by hand. */
  background?: boolean;
}

/** A running tracker, with the parts that tests drive by hand. */
export interface Service {
  url: string;
  db: Database;
  configuration: Configuration;
  deliverer: Deliverer;
  drain: Drain;
  journal: Journal;
  scheduler: Scheduler;
  /** Stops accepting, finishes what is in hand, stops. Double stop is fine. */
  stop(): Promise<void>;
}

/** Starts a tracker on a database. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const db = openDatabase(options.address, {
    connections_max: CONNECTIONS_MAX,
    ...(options.role === undefined ? {} : { role: options.role }),
  });
  try {
    return await startOn(db, options);
  } catch (error) {
    await closeDatabase(db);
    throw error;
  }
}

async function startOn(
  db: Database,
  options: ServiceOptions,
): Promise<Service> {
  const { config, clock, log } = options;
  await checkLedgerGrants(db);
  await ensureAdminToken({ db, clock }, options.secrets.admin_token);
  if (config.admin !== null) await ensureAdminUser({ db, clock }, config.admin);
  const parts = createParts(db, options);
  const { configuration, ring, lease } = parts;
  await Promise.all([configuration.start(), ring.load(), lease.take()]);
  const listening = startListening(config, logError(log));
  const background = createBackground(db, options, parts, listening.url);
  const { receiver, redirector } = createFront(db, options, parts, {
    addressOf: listening.addressOf,
    nudge: background.nudge,
  });
  const app = createApp({
    db,
    clock,
    sessions: background.sessions,
    public_url: config.public_url ?? listening.url,
    scheduler: background.scheduler,
    configuration,
    receiver,
    allowed_targets: config.allowed_targets,
    addressOf: listening.addressOf,
    logError: logError(log),
  });
  listening.open({ redirect: (request) => redirector.answer(request), app });
  if (options.background !== false) background.start();
  const close = async () => {
    await listening.close();
    await receiver.stop();
    await background.stop();
    await parts.journal.close();
    await drainRest(parts.drain, logError(log));
    await lease.release();
    await configuration.stop();
    await closeDatabase(db);
  };
  let closing: Promise<void> | undefined;
  return {
    url: config.public_url ?? listening.url,
    db,
    configuration,
    deliverer: parts.deliverer,
    drain: parts.drain,
    journal: parts.journal,
    scheduler: background.scheduler,
    stop: () => (closing ??= close()),
  };
}

/** What stands on the database alone. */
function createParts(db: Database, options: ServiceOptions) {
  const { config, clock } = options;
  const configuration = new Configuration(db);
  const directory = new EndpointDirectory();
  configuration.addPart(directory);
  const seal_key = sealKeyFrom(Buffer.from(options.secrets.key));
  const ring = new KeyRing({ db, clock, seal_key });
  const lease = new NodeLease({ db, clock });
  const deliverer = new Deliverer({
    db,
    clock,
    random: Math.random,
    names: configuration,
    resolve: options.resolve ?? resolveAll,
    allowed_targets: config.allowed_targets,
  });
  const failed = logError(options.log);
  const home = openJournalHome(options.data_dir, config, failed);
  const enricher = new Enricher({
    geo: GeoReader.open(config),
    repeats: new RepeatMemory(REPEATS),
    ip_storage: config.ip_storage,
    ip_key: hmacSha256(options.secrets.key, "visitors' addresses"),
  });
  const drain = new Drain({ db, clock, enricher, ...home });
  const { journal } = home;
  return { configuration, directory, ring, lease, deliverer, journal, drain };
}

type Parts = ReturnType<typeof createParts>;

/** The jobs and loops, started and stopped together. */
function createBackground(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  listening_url: string,
) {
  const { config, clock, log } = options;
  const sessions = createSessions(db, config.public_url ?? listening_url);
  const failed = logError(log);
  const deps = { ...parts, endSessions: () => sessions.endExpired() };
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
function createFront(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  input: { addressOf(request: Request): string; nudge(): void },
) {
  const { clock } = options;
  const { configuration, directory, ring, lease, journal } = parts;
  const failed = logError(options.log);
  const outbox = new Outbox({ clock, directory, nudge: input.nudge });
  const keyOf = (key_number: number) => ring.key(key_number);
  const minter = new Minter({
    clock,
    signing: () => ring.signing(),
    node: () => lease.node,
  });
  const { addressOf } = input;
  return {
    receiver: new Receiver({
      db,
      clock,
      configuration,
      outbox,
      keyOf,
      failed,
    }),
    redirector: new Redirector({
      clock,
      configuration,
      journal,
      minter,
      addressOf,
      failed,
    }),
  };
}

/** What the journal still holds goes to the table, if the database is there; else the next start does it. */
async function drainRest(
  drain: Drain,
  failed: (what: string, error: unknown) => void,
): Promise<void> {
  try {
    while (await drain.runOnce());
  } catch (error) {
    failed("the journal was not drained to its end", error);
  }
}

function logError(log: (line: string) => void) {
  return (what: string, error: unknown) => log(`${what}: ${describe(error)}`);
}

async function resolveAll(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** An error with its causes, for the log. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at !== undefined && parts.length < 5;) {
    parts.push(at instanceof Error ? (at.stack ?? String(at)) : String(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return parts.join("\ncaused by: ");
}

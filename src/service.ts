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
  KeyRing,
  Minter,
  NodeLease,
  Redirector,
} from "../modules/clicks/mod.ts";
import { sealKeyFrom } from "../modules/kernel/mod.ts";
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
import { startListening } from "./listening.ts";

const CONNECTIONS_MAX = 16;

/** What a service is made of, beside its settings. */
export interface ServiceOptions {
  config: Config;
  /** How to reach a database that has been migrated. */
  address: DatabaseAddress;
  /** The role to take on there, where the address is another's. */
  role?: string;
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
  const random = Math.random;
  const failed = (name: string, error: unknown) =>
    log(`${name} failed: ${describe(error)}`);
  await checkLedgerGrants(db);
  await ensureAdminToken({ db, clock }, options.secrets.admin_token);
  if (config.admin !== null) await ensureAdminUser({ db, clock }, config.admin);

  const configuration = new Configuration(db);
  const directory = new EndpointDirectory();
  configuration.addPart(directory);
  const seal_key = sealKeyFrom(Buffer.from(options.secrets.key));
  const ring = new KeyRing({ db, clock, seal_key });
  const lease = new NodeLease({ db, clock });
  await Promise.all([configuration.start(), ring.load(), lease.take()]);

  const { allowed_targets } = config;
  const deliverer = new Deliverer({
    db,
    clock,
    random,
    names: configuration,
    resolve: options.resolve ?? resolveAll,
    allowed_targets,
  });
  const listening = startListening(config);
  const public_url = config.public_url ?? listening.url;
  const sessions = createSessions(db, public_url);
  const jobs_deps = {
    configuration,
    deliverer,
    lease,
    endSessions: () => sessions.endExpired(),
  };
  const scheduler = new Scheduler(
    { db, clock, random, failed },
    clockJobs(jobs_deps),
  );
  const running = loops(jobs_deps).map((loop) => new Loop({ ...loop, failed }));
  const outbox = new Outbox({
    clock,
    directory,
    nudge: () => running.forEach((loop) => loop.nudge()),
  });
  const keyOf = (key_number: number) => ring.key(key_number);
  const receiver = new Receiver({ db, clock, configuration, outbox, keyOf });
  const { addressOf } = listening;
  const redirector = new Redirector({
    db,
    clock,
    configuration,
    addressOf,
    minter: new Minter({
      clock,
      signing: () => ring.signing(),
      node: () => lease.node,
    }),
  });
  const app = createApp({
    db,
    clock,
    sessions,
    public_url,
    scheduler,
    configuration,
    receiver,
    allowed_targets,
    addressOf,
    logError: (line, error) => log(`${line}: ${describe(error)}`),
  });
  listening.open({ redirect: (request) => redirector.answer(request), app });
  if (options.background !== false) {
    scheduler.start();
    for (const loop of running) loop.start();
  }
  const close = async () => {
    await listening.close();
    await Promise.all([redirector.stop(), receiver.stop()]);
    await Promise.all([
      scheduler.stop(),
      ...running.map((loop) => loop.stop()),
    ]);
    await lease.release();
    await configuration.stop();
    await closeDatabase(db);
  };
  let closing: Promise<void> | undefined;
  return {
    url: public_url,
    db,
    configuration,
    deliverer,
    scheduler,
    stop: () => (closing ??= close()),
  };
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

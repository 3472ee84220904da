import { closeDatabase, openDatabase } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import type { Configuration } from "../modules/campaigns/mod.ts";
import type { Drain, Journal } from "../modules/clicks/mod.ts";
import type { Deliverer } from "../modules/postbacks/mod.ts";
import type { Scheduler } from "../modules/scheduler/mod.ts";
import { createApp } from "./app.ts";
import { startListening } from "./listening.ts";
import { errorLog } from "./log.ts";
import { createBackground, createFront, createParts } from "./parts.ts";
import { reachDatabase } from "./reach_database.ts";
import type { ServiceOptions } from "./service_options.ts";

export type { ServiceOptions } from "./service_options.ts";

const CONNECTIONS_MAX = 16;

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
  const failed = errorLog(log);
  const parts = createParts(db, options);
  const reach = await reachDatabase(db, options, parts, failed);
  const listening = startListening(config, failed);
  const { addressOf } = listening;
  const public_url = config.public_url ?? listening.url;
  const background = createBackground(db, options, parts, public_url);
  const { nudge, sessions, scheduler } = background;
  const front = createFront(db, options, parts, { addressOf, nudge });
  const { configuration, deliverer, drain, journal } = parts;
  const app = createApp({
    db,
    clock,
    sessions,
    public_url,
    scheduler,
    configuration,
    receiver: front.receiver,
    allowed_targets: config.allowed_targets,
    addressOf,
    logError: failed,
    state: {
      drain_lag_bytes: () => drain.lag_bytes,
      journal_bytes: () => journal.size_bytes,
      journal_bytes_max: config.journal_bytes_max,
      set_aside: () => parts.set_aside.count,
      clicks_not_stored: () => front.redirector.not_stored,
      away: () => reach.away,
    },
  });
  const { redirector, receiver } = front;
  listening.open({ redirect: (request) => redirector.answer(request), app });
  reach.start();
  if (options.background !== false) background.start();
  const close = async () => {
    await listening.close();
    await receiver.stop();
    await reach.stop();
    await background.stop();
    await journal.close();
    await drainRest(drain, failed);
    await parts.lease.release();
    await parts.reserve.close(parts.minter.unused_from_ms);
    await configuration.stop().catch(() => {});
    await parts.snapshot.settled();
    await closeDatabase(db);
  };
  let closing: Promise<void> | undefined;
  return {
    url: public_url,
    db,
    configuration,
    deliverer,
    drain,
    journal,
    scheduler,
    stop: () => (closing ??= close()),
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

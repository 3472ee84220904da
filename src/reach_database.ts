import { isConnectionFault } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import { ensureAdminToken, ensureAdminUser } from "../modules/access/mod.ts";
import { checkLedgerGrants } from "../modules/payouts/mod.ts";
import { Loop } from "../modules/scheduler/mod.ts";
import type { Parts } from "./parts.ts";
import type { ServiceOptions } from "./service_options.ts";

const POLL_MS = 500;

/** Whether the database is reachable, and the loop that reaches it if it wasn't at the start. */
export interface Reach {
  /** Why the tracker runs without the database; null once it was reached. */
  readonly away: string | null;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Asks the database for all that a start needs. Where it is away, and the data
 * directory holds what was set up when it was last there, the tracker starts
 * with that, so that redirects go on; the rest follows as soon as it is back.
 */
export async function reachDatabase(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  failed: (what: string, error: unknown) => void,
): Promise<Reach> {
  const { configuration, ring, snapshot, lease } = parts;
  const save = () => {
    const tables = configuration.tables();
    const keys = ring.snapshot();
    if (tables === undefined || keys.length === 0) return;
    snapshot.save(() => ({ tables, keys }));
  };
  configuration.onLoad(save);
  let away: string | null = null;
  try {
    await prepare(db, options, parts);
    save();
  } catch (error) {
    const last = isConnectionFault(error) ? snapshot.read() : null;
    if (last === null) throw error;
    failed("the database is away: going on with what was set up", error);
    configuration.restore(last.tables);
    ring.loadSnapshot(last.keys);
    await lease.take();
    away = String(error);
  }
  const loop = new Loop({
    name: "reach_database",
    poll_ms: POLL_MS,
    failed,
    async runOnce() {
      if (away === null) return false;
      await prepare(db, options, parts);
      away = null;
      save();
      return false;
    },
  });
  return {
    get away() {
      return away;
    },
    start() {
      if (away !== null) loop.start();
    },
    stop: () => loop.stop(),
  };
}

async function prepare(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
): Promise<void> {
  const { config, clock, secrets } = options;
  await options.migrate?.();
  await checkLedgerGrants(db);
  const { configuration, ring, lease, caps, passwords } = parts;
  // Under another TALLYHO_KEY than the database's this throws, before anything is sealed with it.
  await ring.load();
  await parts.postbacks.sealKeys();
  await Promise.all([configuration.start(), lease.take()]);
  await caps.refresh(db, clock.nowMs());
  // Last, so that a start that fails leaves nobody behind who may sign in.
  if (config.admin !== null) {
    await ensureAdminUser({ db, clock, passwords }, config.admin);
  }
  await ensureAdminToken({ db, clock }, secrets.admin_token);
}

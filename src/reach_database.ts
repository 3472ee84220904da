import { isConnectionFault } from "../db/mod.ts";
import { detectDistribution, forgetDistribution } from "../db/citus/mod.ts";
import type { Database } from "../db/mod.ts";
import { ensureAdminToken, ensureAdminUser } from "../modules/access/mod.ts";
import { checkLedgerGrants } from "../modules/payouts/mod.ts";
import { ticksMs } from "../modules/kernel/mod.ts";
import { Loop } from "../modules/scheduler/mod.ts";
import type { Parts } from "./parts.ts";
import type { ServiceOptions } from "./service_options.ts";

const POLL_MS = 500;
/** The time within which an instance that was cut off while the database was distributed hears of it. */
const ASK_AGAIN_MS = 10_000;

/**
 * The state of the database connection, and the loop that keeps trying if it failed at the start, and later asks
 * whether the database has been distributed since.
 */
export interface Reach {
  /** Why the tracker runs without the database; null once it was reached. */
  readonly away: string | null;
  /** The first time; throws where the tracker can't do without the database. */
  reach(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Loads from the database all that a start needs. If it is down and the data directory has a
 * snapshot, the tracker starts with that so that redirects work; the rest follows once the database
 * is back.
 */
export function createReach(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
  failed: (what: string, error: unknown) => void,
): Reach {
  const { configuration, ring, snapshot, lease } = parts;
  const save = () => {
    const tables = configuration.tables();
    const keys = ring.snapshot();
    if (tables === undefined || keys.length === 0) return;
    snapshot.save(() => ({ tables, keys }));
  };
  configuration.onLoad(save);
  let away: string | null = null;
  const reach = async () => {
    try {
      await prepare(db, options, parts);
      save();
    } catch (error) {
      const last = isConnectionFault(error) ? snapshot.read() : null;
      if (last === null) throw error;
      failed("the database is away: going on with what was set up", error);
      forgetDistribution();
      configuration.restore(last.tables);
      ring.loadSnapshot(last.keys);
      await lease.take();
      away = String(error);
    }
  };
  let asked_ms = ticksMs();
  const loop = new Loop({
    name: "reach_database",
    poll_ms: POLL_MS,
    failed,
    async runOnce() {
      if (away !== null) {
        await prepare(db, options, parts);
        away = null;
        save();
      } else if (ticksMs() - asked_ms >= ASK_AGAIN_MS) {
        asked_ms = ticksMs();
        await askAgain(db);
      }
      return false;
    },
  });
  return {
    get away() {
      return away;
    },
    reach,
    start() {
      if (away !== null || options.background !== false) loop.start();
    },
    stop: () => loop.stop(),
  };
}

/** While the database is away others say so. */
async function askAgain(db: Database): Promise<void> {
  try {
    await detectDistribution(db);
  } catch (error) {
    if (!isConnectionFault(error)) throw error;
  }
}

async function prepare(
  db: Database,
  options: ServiceOptions,
  parts: Parts,
): Promise<void> {
  const { config, clock, secrets } = options;
  await options.migrate?.();
  await detectDistribution(db);
  await checkLedgerGrants(db);
  const { configuration, ring, lease, caps, passwords } = parts;
  // Throws if TALLYHO_KEY isn't the database's, before anything is sealed with it.
  await ring.load();
  await parts.postbacks.sealKeys();
  await Promise.all([configuration.start(), lease.take()]);
  await caps.refresh(db, clock.nowMs());
  // Last, so that a failed start leaves no user who could sign in.
  if (config.admin !== null) {
    await ensureAdminUser({ db, clock, passwords }, config.admin);
  }
  await ensureAdminToken({ db, clock }, secrets.admin_token);
}

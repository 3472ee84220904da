import { closeDatabase } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import type { Receiver } from "../modules/postbacks/mod.ts";
import type { LeftJournals } from "./left_journals.ts";
import type { Listening } from "./listening.ts";
import { withProgress } from "./commands/show_progress.ts";
import type { createBackground, Parts } from "./parts.ts";
import type { ReadReplica } from "./read_replica/read_replica.ts";
import type { Reach } from "./reach_database.ts";
import { STOP_BUDGET_MS } from "./stop_budget.ts";
import type { StopSteps } from "./stop_steps.ts";
import type { Watching } from "./watching.ts";

/** Time that requests and background work leave to later steps. */
const AFTER_REQUESTS_MS = 3_000;
const AFTER_WORK_MS = 2_500;
/** Left by the drain for closing threads and connections. */
const AFTER_DRAIN_MS = 1_000;
/** The least time for closing connections politely. */
const END_LEAST_MS = 100;

/** The parts that a stop closes. */
export interface ClosedParts {
  db: Database;
  queue_db: Database;
  parts: Parts;
  listening: Pick<Listening, "leave" | "close" | "drop">;
  reach: Reach;
  background: ReturnType<typeof createBackground>;
  receiver: Pick<Receiver, "stop">;
  left: LeftJournals;
  watching: Pick<Watching, "stop">;
  replica: Pick<ReadReplica, "stop"> | undefined;
}

/**
 * Closes a service step by step. What isn't finished in time is as after a kill: the journal keeps
 * clicks and queued postbacks, and claims of jobs and deliveries run out.
 */
export async function closeService(
  steps: StopSteps,
  closed: ClosedParts,
  owns_passwords: boolean,
): Promise<void> {
  const { db, queue_db, parts, listening, receiver, left } = closed;
  const { drain, journal } = parts;
  const after_requests = { leaves_ms: AFTER_REQUESTS_MS };
  const after_work = { leaves_ms: AFTER_WORK_MS };
  const stopping = Promise.all(
    [closed.reach, closed.background, closed.watching].map((one) => one.stop()),
  );
  const sending = stopping.then(() => parts.deliverer.idle());
  const [is_idle] = await Promise.all([
    steps.run("background work", () => stopping, after_work),
    steps.run("deliveries in progress", () => sending, after_work),
    steps.run("journals left by others", () => left.stop(), after_work),
    steps.run("live streams", () => parts.live.stop(), after_requests),
    steps.run("requests in progress", () => listening.close(), after_requests),
  ]);
  await steps.run("connections", () => listening.drop());
  const least = { least_ms: STOP_BUDGET_MS.sync };
  await steps.run("the journal", () => journal.close(), least);
  // A drain that still hangs must not run twice at once: the next start drains the rest.
  if (is_idle) {
    const limits = { leaves_ms: AFTER_DRAIN_MS };
    await steps.run("the journal's drain", () => drainAll(drain), limits);
  }
  await steps.run("postbacks", () => receiver.stop());
  await steps.run("the drain's thread", async () => {
    await drain.close();
    await journal.settled();
  });
  await steps.run("the ids' reserve", () => parts.closeIds(), least);
  await steps.run("threads", () =>
    Promise.all([
      ...(owns_passwords ? [parts.passwords.stop()] : []),
      ...[parts.reports.stop(), parts.rollups.stop()],
    ]),
  );
  await steps.run("the snapshot", () => parts.snapshot.close(), least);
  await steps.run("the read replica", async () => await closed.replica?.stop());
  await steps.run("traces", () => parts.stopTracing());
  await steps.run("the database", async () => {
    await parts.configuration.stop().catch(() => {});
    const left_ms = Math.max(steps.left_ms, END_LEAST_MS);
    const pools = [db, queue_db];
    await Promise.all(pools.map((pool) => closeDatabase(pool, left_ms)));
  });
}

async function drainAll(drain: Parts["drain"]): Promise<void> {
  const total_bytes = drain.lag_bytes;
  await withProgress("bytes of the journal", async (show) => {
    while (await drain.runOnce()) {
      show(total_bytes - drain.lag_bytes, total_bytes);
    }
  });
}

import { ticksMs } from "../../../modules/kernel/mod.ts";
import type { WholeNetwork } from "./network.ts";
import { payOnce } from "./office.ts";

const LOOK_MS = 200;
/** Later than any wait that began while a clock was ahead, but for those of deliveries, which may be of hours. */
const AHEAD_MS = 20 * 60_000;
const MINUTE_MS = 60_000;

/** Waits until everything that was left is done, with everything well again; at most this long. */
export async function settle(
  network: WholeNetwork,
  settles_ms: number,
): Promise<void> {
  const ends_ms = ticksMs() + settles_ms;
  while (!(await isWell(network)) && ticksMs() < ends_ms) {
    await Bun.sleep(LOOK_MS);
  }
  await payOnce(network);
  // Retries wait for minutes: both trackers take these for over.
  while (ticksMs() < ends_ms) {
    const ahead_ms = Math.max(AHEAD_MS, await longestWaitMs(network));
    for (const { clock } of network.instances) clock.set(ahead_ms);
    const rows = await network.ask(
      `select from delivery_queue union all
       select from network_events where queued_at is null limit 1`,
    );
    if (rows.length === 0 && (await network.isCaughtUp())) return;
    await Bun.sleep(LOOK_MS);
  }
}

/** How long the delivery that is due last still waits. */
async function longestWaitMs(network: WholeNetwork): Promise<number> {
  const [row] = await network.ask(
    "select extract(epoch from max(due_at) - now()) * 1000 as ms from delivery_queue",
  );
  return Number(row?.ms ?? 0) + MINUTE_MS;
}

/** Whether both trackers reach the database, and their journals hold nothing that waits for it. */
async function isWell(network: WholeNetwork): Promise<boolean> {
  const states = await Promise.all(
    [0, 1].map((index) => network.apiOf(index).fetch("/readyz")),
  ).catch(() => []);
  return (
    states.length === 2 &&
    states.every(({ body }) => {
      const journal = body.journal as Record<string, number> | undefined;
      return (
        body.database === "ok" &&
        journal?.drain_lag_bytes === 0 &&
        journal.postbacks_queued === 0
      );
    })
  );
}

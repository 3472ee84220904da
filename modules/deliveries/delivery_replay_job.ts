import type { Database } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobContext, JobDefinition } from "../scheduler/mod.ts";
import { planReplay, replayPiece, startReplay } from "./delivery_replay.ts";
import type { ReplayCursor, ReplayInput } from "./delivery_replay.ts";

/** Name of the task that sends deliveries again. */
export const REPLAY_DELIVERIES = "replay_deliveries";

interface DeliveryReplayDeps {
  db: Database;
  clock: Clock;
}

/**
 * Sends the deliveries of a filter again, as a task: it reports progress, can be
 * cancelled and resumed, and survives a restart.
 */
export function deliveryReplayJob(deps: DeliveryReplayDeps): JobDefinition {
  return {
    name: REPLAY_DELIVERIES,
    description: "Sends the deliveries of a filter again, at a limited rate",
    is_task: true,
    run: (context) => replayDeliveries(deps, context),
  };
}

async function replayDeliveries(
  { db, clock }: DeliveryReplayDeps,
  context: JobContext,
) {
  const input = context.payload as ReplayInput;
  let cursor =
    (context.cursor as ReplayCursor | null) ??
    (await startReplay(db, clock.nowMs()));
  let { done } = context;
  const { count } = await planReplay(db, input.filter, clock.nowMs());
  const total = done + count;
  while (cursor !== null) {
    context.signal.throwIfAborted();
    // A requeued delivery no longer matches the filter, so that a repeated batch requeues nothing.
    const piece = await replayPiece(db, input, cursor, clock.nowMs());
    done += piece.queued;
    cursor = piece.cursor;
    if (cursor !== null) await context.progress({ done, total, cursor });
  }
  await context.progress({ done, total });
  return { queued: done };
}

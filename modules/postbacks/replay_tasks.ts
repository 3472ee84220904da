import type { Database } from "../../db/mod.ts";
import { allPostbacks } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobContext, JobDefinition } from "../scheduler/mod.ts";
import { planReplay, replayPiece, startReplay } from "./delivery_replay.ts";
import type { ReplayCursor, ReplayInput } from "./delivery_replay.ts";
import { filterCondition } from "./postback_filter.ts";
import type { PostbackFilter } from "./postback_filter.ts";
import { replayPostbacks } from "./replay/replay_postbacks.ts";
import type { ReplayDeps } from "./replay/replay_postbacks.ts";

/** The names of the long tasks. */
export const REPLAY_TASKS = {
  deliveries: "replay_deliveries",
  postbacks: "replay_postbacks",
} as const;

/** So many postbacks are judged between two looks at whether to go on. */
const PIECE = 500;

/** What the tasks need; the receiver begins after the scheduler. */
export interface ReplayTaskDeps {
  db: Database;
  clock: Clock;
  receiver(): ReplayDeps["receiver"];
}

/** Replays that take long: they show how far they are, stop and go on, and outlive the process that began them. */
export function replayJobs(deps: ReplayTaskDeps): JobDefinition[] {
  return [
    {
      name: REPLAY_TASKS.deliveries,
      description: "Sends the deliveries of a filter again, at a rate",
      is_task: true,
      run: (context) => replayDeliveries(deps, context),
    },
    {
      name: REPLAY_TASKS.postbacks,
      description: "Judges the postbacks of a filter again",
      is_task: true,
      run: (context) => judgeAgain(deps, context),
    },
  ];
}

async function replayDeliveries(
  { db, clock }: ReplayTaskDeps,
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
    // One that was put back is no longer what the filter asks for: a piece done twice puts back nothing.
    const piece = await replayPiece(db, input, cursor, clock.nowMs());
    done += piece.queued;
    cursor = piece.cursor;
    if (cursor !== null) await context.progress({ done, total, cursor });
  }
  await context.progress({ done, total });
  return { queued: done };
}

/** How far judging again has come. */
interface JudgeCursor {
  after: string | null;
}

async function judgeAgain(deps: ReplayTaskDeps, context: JobContext) {
  const { db, clock } = deps;
  const { filter } = context.payload as { filter: PostbackFilter };
  let { after } = (context.cursor as JudgeCursor | null) ?? { after: null };
  let { done } = context;
  const total = done + (await db.$count(allPostbacks, filterCondition(filter)));
  const receiver = deps.receiver();
  for (;;) {
    context.signal.throwIfAborted();
    const request = { filter, limit: PIECE, after: after ?? undefined };
    const piece = await replayPostbacks({ db, clock, receiver }, request);
    done += piece.count;
    await context.progress({
      done,
      total,
      cursor: { after: piece.next_after },
    });
    if (piece.next_after === null) return { judged: done };
    after = piece.next_after;
  }
}

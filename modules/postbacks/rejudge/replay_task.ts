import type { Database } from "../../../db/mod.ts";
import { allPostbacks } from "../../../db/schema/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { JobContext, JobDefinition } from "../../scheduler/mod.ts";
import { filterCondition } from "../postback_filter.ts";
import type { PostbackFilter } from "../postback_filter.ts";
import { replayPostbacks } from "./replay.ts";
import type { ReplayDeps } from "./replay.ts";

/** Name of the task that replays postbacks. */
export const REPLAY_POSTBACKS = "replay_postbacks";

/** Batch size between checks for cancellation. */
const PIECE = 500;

/** Dependencies of the task; the receiver starts after the scheduler. */
export interface ReplayTaskDeps {
  db: Database;
  clock: Clock;
  receiver(): ReplayDeps["receiver"];
}

/**
 * Replays the postbacks of a filter as a task: shows progress, can be stopped and resumed, and
 * survives a restart.
 */
export function postbackReplayJob(deps: ReplayTaskDeps): JobDefinition {
  return {
    name: REPLAY_POSTBACKS,
    description: "Judges the postbacks of a filter again",
    is_task: true,
    run: (context) => judgeAgain(deps, context),
  };
}

/** The last postback that was replayed. */
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

import type { Database } from "../../db/mod.ts";
import { allPostbacks } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobContext, JobDefinition } from "../scheduler/mod.ts";
import { filterCondition } from "./postback_filter.ts";
import type { PostbackFilter } from "./postback_filter.ts";
import { replayPostbacks } from "./rejudge/replay_postbacks.ts";
import type { ReplayDeps } from "./rejudge/replay_postbacks.ts";

/** The name of the task that judges postbacks again. */
export const REPLAY_POSTBACKS = "replay_postbacks";

/** So many postbacks are judged between two looks at whether to go on. */
const PIECE = 500;

/** What the task needs; the receiver begins after the scheduler. */
export interface ReplayTaskDeps {
  db: Database;
  clock: Clock;
  receiver(): ReplayDeps["receiver"];
}

/** Judges the postbacks of a filter again: shows how far it is, stops and goes on, and outlives the process that began it. */
export function postbackReplayJob(deps: ReplayTaskDeps): JobDefinition {
  return {
    name: REPLAY_POSTBACKS,
    description: "Judges the postbacks of a filter again",
    is_task: true,
    run: (context) => judgeAgain(deps, context),
  };
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

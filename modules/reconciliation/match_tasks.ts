import type { Queryable } from "../../db/mod.ts";
import type { JobDefinition, Scheduler } from "../scheduler/mod.ts";
import { IncompleteError } from "./matching/check_complete.ts";
import {
  failMatching,
  matchStatement,
  retryMatching,
} from "./matching/match_statement.ts";
import type { MatchDeps } from "./matching/match_statement.ts";

/** Name of the task. */
export const MATCH_TASK = "match_statement";

/**
 * Defines the matching task, with progress; it can be cancelled, and starts anew
 * after a crash.
 */
export function matchJobs(deps: MatchDeps): JobDefinition[] {
  return [
    {
      name: MATCH_TASK,
      description: "Matches a statement with our books",
      is_task: true,
      async run(context) {
        const { reconciliation_id } = context.payload as {
          reconciliation_id: string;
        };
        await retryMatching(deps, reconciliation_id);
        try {
          return await matchStatement(deps, reconciliation_id, context);
        } catch (error) {
          // It is shown until somebody has looked, and resumes the task.
          if (!(error instanceof IncompleteError)) throw error;
          await failMatching(deps, reconciliation_id, error.message);
          throw error;
        }
      },
    },
  ];
}

/**
 * Enqueues matching; a task of the same reconciliation that waits and has not begun is reused, and
 * behind one that runs another follows.
 */
export async function enqueueMatching(
  { db, scheduler }: { db: Queryable; scheduler: Pick<Scheduler, "enqueue"> },
  reconciliation_id: string,
): Promise<{ task_id: string }> {
  const { id } = await scheduler.enqueue(db, {
    name: MATCH_TASK,
    key: reconciliation_id,
    payload: { reconciliation_id },
  });
  return { task_id: id };
}

import { desc } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { conversions as table } from "../../../db/schema/mod.ts";
import type { JobContext, JobDefinition } from "../../scheduler/mod.ts";
import { bulkIds, countBulk, FIRST_ID } from "./bulk.ts";
import type { BulkRequest } from "./bulk.ts";
import type { Changer } from "./change_types.ts";
import type { ConversionDoor } from "./conversion_door.ts";

/** The name of the task that changes many conversions. */
export const BULK_TASK = "change_conversions";

const PIECE = 500;

/** Payload of the task. */
export interface BulkPayload extends Omit<BulkRequest, "ids"> {
  by: Changer;
}

interface BulkCursor {
  after: string;
  up_to: string;
  outcomes: Record<string, number>;
}

export interface BulkDeps {
  db: Database;
  conversions: ConversionDoor;
}

/**
 * Changes all conversions that match a filter, in batches. Each batch saves its cursor
 * in the same transaction, so that none is changed twice.
 */
export function bulkJob(deps: BulkDeps): JobDefinition {
  return {
    name: BULK_TASK,
    description: "Sets the status of the conversions of a filter",
    is_task: true,
    run: (context) => run(deps, context),
  };
}

async function run({ db, conversions }: BulkDeps, context: JobContext) {
  const { by, filter, status, reason } = context.payload as BulkPayload;
  let { done } = context;
  let cursor = (context.cursor as BulkCursor | null) ?? (await begin(db));
  const total = done + (await countBulk(db, filter));
  for (;;) {
    context.signal.throwIfAborted();
    const at: BulkCursor = cursor;
    const ids = await bulkIds(db, filter, { ...at, limit: PIECE });
    if (ids.length === 0) break;
    const changes = ids.map((id) => ({ id, status, reason }));
    cursor = await conversions.settle(async (tx) => {
      const { results } = await conversions.change(tx, changes, by);
      const outcomes = { ...at.outcomes };
      for (const { result, refusal } of results) {
        const name = refusal?.code ?? result;
        outcomes[name] = (outcomes[name] ?? 0) + 1;
      }
      const next = { ...at, after: ids.at(-1) ?? at.after, outcomes };
      const progress = { done: done + ids.length, total, cursor: next };
      await context.save(tx, progress);
      return next;
    });
    done += ids.length;
  }
  return { count: done, outcomes: cursor.outcomes };
}

/** Excludes conversions recorded after the start. */
async function begin(db: Database): Promise<BulkCursor> {
  const [last] = await db
    .select({ id: table.id })
    .from(table)
    .orderBy(desc(table.id))
    .limit(1);
  const up_to = last?.id ?? FIRST_ID;
  return { after: FIRST_ID, up_to, outcomes: {} };
}

import { and, asc, desc, eq, gt, or } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  reconciliationActions,
  reconciliationBatches,
} from "../../../db/schema/mod.ts";
import { pageOf } from "../../http/mod.ts";
import type { Page, PageRequest } from "../../http/mod.ts";
import { isoTime, isUuid, Problem } from "../../kernel/mod.ts";
import { presentPosition, readPosition } from "./present_position.ts";

type Row = typeof reconciliationActions.$inferSelect;

/** Lists the batches of a reconciliation, latest first. */
export async function listBatches(db: Database, reconciliation_id: string) {
  const rows = await db
    .select()
    .from(reconciliationBatches)
    .where(eq(reconciliationBatches.reconciliation_id, reconciliation_id))
    .orderBy(desc(reconciliationBatches.id))
    .limit(BATCHES_SHOWN_MAX);
  return rows.map(({ requested_at, undone_at, ...batch }) => ({
    ...batch,
    requested_at: isoTime(requested_at),
    undone_at: undone_at === null ? null : isoTime(undone_at),
  }));
}

const BATCHES_SHOWN_MAX = 100;

/** Lists actions, done or refused, by batch and key. */
export async function listActions(
  db: Database,
  reconciliation_id: string,
  page: PageRequest,
): Promise<Page<ReturnType<typeof present>>> {
  const after = readCursor(page.after);
  const rows = await db
    .select()
    .from(reconciliationActions)
    .where(
      and(
        eq(reconciliationActions.reconciliation_id, reconciliation_id),
        after === null
          ? undefined
          : or(
              gt(reconciliationActions.batch_id, after.batch_id),
              and(
                eq(reconciliationActions.batch_id, after.batch_id),
                gt(reconciliationActions.item_key, after.item_key),
              ),
            ),
      ),
    )
    .orderBy(
      asc(reconciliationActions.batch_id),
      asc(reconciliationActions.item_key),
    )
    .limit(page.limit + 1);
  const cursorOf = ({ batch_id, item_key }: Row) => `${batch_id} ${item_key}`;
  return pageOf(rows, page.limit, cursorOf, present);
}

function readCursor(text: string | null) {
  if (text === null) return null;
  const [batch_id = "", item_key] = text.split(" ");
  if (isUuid(batch_id) && item_key !== undefined) return { batch_id, item_key };
  const detail = "Cannot read cursor: pass next_cursor as it was given";
  throw new Problem(400, "invalid_cursor", detail);
}

function present(row: Row) {
  const { item_key, before, after, done_at, undone_at, ...rest } = row;
  const { reconciliation_id: _reconciliation, ...shown } = rest;
  return {
    id: item_key,
    ...shown,
    before: presentPosition(readPosition(before)),
    after: presentPosition(readPosition(after)),
    done_at: isoTime(done_at),
    undone_at: undone_at === null ? null : isoTime(undone_at),
  };
}

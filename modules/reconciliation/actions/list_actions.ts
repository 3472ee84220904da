import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  reconciliationActions,
  reconciliationBatches,
} from "../../../db/schema/mod.ts";
import {
  directionOf,
  filterCondition,
  invalidCursor,
  listPage,
  selectList,
  sortedPageOf,
  TIMES,
  whenSet,
} from "../../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../../http/mod.ts";
import { isoTime, isUuid } from "../../kernel/mod.ts";
import { presentPosition, readPosition } from "./present_position.ts";

type Row = typeof reconciliationActions.$inferSelect;

const BATCHES_SHOWN = 100;

/** Lists the batches of a reconciliation, latest first; 100 of them unless a limit is asked for. */
export async function listBatches(
  db: Database,
  reconciliation_id: string,
  asked: ListRequest,
): Promise<Page<ReturnType<typeof presentBatch>>> {
  const list = asked.is_paged ? asked : { ...asked, limit: BATCHES_SHOWN };
  const rows = await selectList(db, {
    from: reconciliationBatches,
    table: BATCH_TABLE,
    list,
    own: eq(reconciliationBatches.reconciliation_id, reconciliation_id),
  });
  return listPage(BATCH_TABLE, list, rows, presentBatch);
}

/** The last batches of a reconciliation, latest first. */
export async function latestBatches(db: Database, reconciliation_id: string) {
  const rows = await db
    .select()
    .from(reconciliationBatches)
    .where(eq(reconciliationBatches.reconciliation_id, reconciliation_id))
    .orderBy(desc(reconciliationBatches.id))
    .limit(BATCHES_SHOWN);
  return rows.map(presentBatch);
}

function presentBatch({
  requested_at,
  undone_at,
  ...batch
}: typeof reconciliationBatches.$inferSelect) {
  return {
    ...batch,
    requested_at: isoTime(requested_at),
    undone_at: undone_at === null ? null : isoTime(undone_at),
  };
}

/** Lists actions, done or refused, by batch and key. */
export async function listActions(
  db: Database,
  reconciliation_id: string,
  list: ListRequest,
): Promise<Page<ReturnType<typeof present>>> {
  const { batch_id, item_key } = reconciliationActions;
  const { beyond, order } = directionOf(list);
  const after = readCursor(list.after);
  const rows = await db
    .select()
    .from(reconciliationActions)
    .where(
      and(
        eq(reconciliationActions.reconciliation_id, reconciliation_id),
        filterCondition(ACTION_TABLE, list.filter),
        after === null
          ? undefined
          : sql`(${batch_id}, ${item_key}) ${beyond} (${after.batch_id}::uuid, ${after.item_key})`,
      ),
    )
    .orderBy(sql`${batch_id} ${order}`, sql`${item_key} ${order}`)
    .limit(list.limit + 1);
  const placeOf = (row: Row) => ({
    key: `${row.batch_id} ${row.item_key}`,
    value: null,
  });
  return sortedPageOf(rows, list, placeOf, present);
}

/** Filters and sorts of actions. */
export const ACTION_LIST = {
  filters: {
    batch_id: "uuid",
    conversion_id: "uuid",
    campaign_id: "id",
    entry_id: "uuid",
    action: "text",
    result: "text",
    undone: "boolean",
    ...TIMES,
  },
  sorts: ["batch_id"],
} as const;

const ACTION_TABLE: ListTable = {
  columns: getTableColumns(reconciliationActions),
  key: reconciliationActions.batch_id,
  time: reconciliationActions.done_at,
  filters: {
    undone: whenSet(reconciliationActions.undone_at),
  },
};

/** Filters and sorts of batches. */
export const BATCH_LIST = {
  filters: {
    state: ["applying", "applied", "undoing", "undone"],
    requested_by: "text",
    ...TIMES,
  },
  sorts: ["-id", "requested_at"],
} as const;

const BATCH_TABLE: ListTable = {
  columns: getTableColumns(reconciliationBatches),
  key: reconciliationBatches.id,
  time: reconciliationBatches.requested_at,
};

function readCursor(text: string | null) {
  if (text === null) return null;
  const [batch_id = "", item_key] = text.split(" ");
  if (isUuid(batch_id) && item_key !== undefined) return { batch_id, item_key };
  throw invalidCursor();
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

import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Database, Queryable } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliationLines,
  statementRows,
} from "../../../db/schema/mod.ts";
import {
  filterCondition,
  invalidCursor,
  orNotFound,
  pageOf,
} from "../../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../../http/mod.ts";
import { formatAmount, isoTime } from "../../kernel/mod.ts";
import { BREAK_CLASSES } from "../action_model.ts";
import { advertiserSees } from "../reading/read_reconciliations.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { isItem, itemKey, readItemKey } from "./item_key.ts";

/** Filters of breaks and matches. */
export const ITEM_LIST = {
  filters: {
    class: BREAK_CLASSES,
    state: ["matched", "open", "applied", "left", "undone", "closed"],
    owner: "text",
    proposed: ["none", "wait", "set", "absorb", "create", "reject", "person"],
    tier: ["1", "2", "3", "4", "5"],
    rule: "text",
    conversion_id: "uuid",
  },
} as const;

const ITEM_TABLE: ListTable = {
  columns: getTableColumns(reconciliationItems),
  key: reconciliationItems.conversion_id,
};

type Item = typeof reconciliationItems.$inferSelect;

/**
 * Lists breaks or matches: items with a row by row number, then the rest by
 * conversion id.
 */
export async function listItems(
  db: Database,
  reconciliation: Reconciliation,
  { is_break }: { is_break: boolean },
  list: ListRequest,
): Promise<Page<ReturnType<typeof present>>> {
  const { id: reconciliation_id } = reconciliation;
  const after = list.after === null ? null : readItemKey(list.after);
  if (list.after !== null && after === null) throw invalidCursor();
  const conditions = [
    eq(reconciliationItems.reconciliation_id, reconciliation_id),
    is_break ? sql`class is not null` : sql`class is null`,
    filterCondition(ITEM_TABLE, list.filter),
  ];
  const wanted = list.limit + 1;
  const is_in_rows = after === null || "row_no" in after;
  const after_row = after !== null && "row_no" in after ? after.row_no : 0;
  const rows = is_in_rows
    ? await db
        .select()
        .from(reconciliationItems)
        .where(and(...conditions, sql`row_no > ${after_row}`))
        .orderBy(reconciliationItems.row_no)
        .limit(wanted)
    : [];
  const after_id =
    after !== null && "conversion_id" in after ? after.conversion_id : null;
  const rest =
    rows.length < wanted
      ? await db
          .select()
          .from(reconciliationItems)
          .where(
            and(
              ...conditions,
              sql`row_no is null`,
              after_id === null
                ? undefined
                : sql`conversion_id > ${after_id}::uuid`,
            ),
          )
          .orderBy(reconciliationItems.conversion_id)
          .limit(wanted - rows.length)
      : [];
  const items = [...rows, ...rest];
  const sides = await readSides(db, reconciliation_id, items);
  return pageOf(items, list.limit, itemKey, (item) =>
    present(item, sides, reconciliation),
  );
}

/** Reads one item by its key, or answers 404. */
export async function readItem(
  db: Queryable,
  reconciliation: Reconciliation,
  key: string,
) {
  const { id: reconciliation_id } = reconciliation;
  const of = orNotFound(readItemKey(key) ?? undefined);
  const [item] = await db
    .select()
    .from(reconciliationItems)
    .where(
      and(
        eq(reconciliationItems.reconciliation_id, reconciliation_id),
        isItem(of),
      ),
    );
  const there = orNotFound(item);
  const sides = await readSides(db, reconciliation_id, [there]);
  return present(there, sides, reconciliation);
}

interface Sides {
  rows: Map<number, typeof statementRows.$inferSelect>;
  lines: Map<string, typeof reconciliationLines.$inferSelect>;
}

/** Reads the rows and conversions of the items of a page. */
async function readSides(
  db: Queryable,
  reconciliation_id: string,
  items: readonly Item[],
): Promise<Sides> {
  const row_nos = items.flatMap(({ row_no }) => row_no ?? []);
  const ids = items.flatMap(({ conversion_id }) => conversion_id ?? []);
  const rows =
    row_nos.length === 0
      ? []
      : await db
          .select()
          .from(statementRows)
          .where(
            and(
              eq(statementRows.reconciliation_id, reconciliation_id),
              inArray(statementRows.row_no, row_nos),
            ),
          );
  const lines =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(reconciliationLines)
          .where(
            and(
              eq(reconciliationLines.reconciliation_id, reconciliation_id),
              inArray(reconciliationLines.conversion_id, ids),
            ),
          );
  return {
    rows: new Map(rows.map((row) => [row.row_no, row])),
    lines: new Map(lines.map((line) => [line.conversion_id, line])),
  };
}

function present(
  item: Item,
  { rows, lines }: Sides,
  reconciliation: Reconciliation,
) {
  const row = item.row_no === null ? undefined : rows.get(item.row_no);
  const line =
    item.conversion_id === null ? undefined : lines.get(item.conversion_id);
  const { score, runner_up, ours_currency, theirs_currency } = item;
  const is_one_currency =
    ours_currency === null ||
    theirs_currency === null ||
    ours_currency === theirs_currency;
  const currency = ours_currency ?? theirs_currency;
  const margin =
    score === null || runner_up === null ? null : score - runner_up;
  return {
    id: itemKey(item),
    class: item.class,
    proposed: item.proposed,
    state: item.state,
    tier: item.tier,
    rule: item.rule,
    score,
    runner_up,
    margin,
    match_margin: margin,
    group: item.group_no,
    ours: line === undefined ? null : presentLine(line, item),
    theirs: row === undefined ? null : presentRow(row, item),
    difference:
      currency === null || !is_one_currency
        ? null
        : formatAmount(item.ours_micros - item.theirs_micros, currency),
    advertiser_sees: advertiserSees(reconciliation),
    detail: item.detail,
    owner: item.owner,
    note: item.note,
    changed_at: item.changed_at === null ? null : isoTime(item.changed_at),
    changed_by: item.changed_by,
  };
}

function presentLine(
  line: typeof reconciliationLines.$inferSelect,
  item: Item,
) {
  return {
    conversion_id: line.conversion_id,
    campaign_id: line.campaign_id,
    affiliate_id: line.affiliate_id,
    goal: line.goal_key,
    order_id: line.order_id,
    status: line.status,
    at: isoTime(line.at),
    in_window: line.in_window,
    currency: line.currency,
    counted: formatAmount(item.ours_micros, line.currency),
  };
}

function presentRow(row: typeof statementRows.$inferSelect, item: Item) {
  return {
    row_no: row.row_no,
    cells: row.cells,
    order_id: row.order_id,
    status: row.status,
    said_status: row.raw_status,
    written_at: row.written_at === null ? null : isoTime(row.written_at),
    currency: item.theirs_currency,
    counted:
      item.theirs_currency === null
        ? null
        : formatAmount(item.theirs_micros, item.theirs_currency),
  };
}

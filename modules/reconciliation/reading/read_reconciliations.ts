import { and, eq, getTableColumns, inArray, isNotNull } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  reconciliations,
  statementRows,
  statements,
} from "../../../db/schema/mod.ts";
import { clickIdText, requireClickId } from "../../clicks/mod.ts";
import { listPage, selectList, orNotFound, TIMES } from "../../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../../http/mod.ts";
import { formatAmount, isoTime, isUuid } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { Reconciliation } from "./open_reconciliation.ts";

/** Which reconciliations a route is about. */
export interface Seen {
  kind: "statement" | "import";
}

/** Reads a visible reconciliation, or answers 404. */
export async function findReconciliation(
  db: Database,
  id: string,
  seen: Seen,
): Promise<Reconciliation> {
  const rows = isUuid(id)
    ? await db
        .select()
        .from(reconciliations)
        .where(and(eq(reconciliations.id, id), isSeen(seen)))
    : [];
  return orNotFound(rows[0]);
}

/** Lists visible reconciliations with their files, newest first. */
export async function listReconciliations(
  db: Database,
  seen: Seen,
  list: ListRequest,
) {
  const rows = await selectList(db, {
    from: reconciliations,
    table: TABLE,
    list,
    own: isSeen(seen),
  });
  const files = await readFiles(db, rows);
  return listPage(TABLE, list, rows, (row) => ({
    ...presentReconciliation(row),
    statement: files.get(row.statement_id),
  }));
}

/** Filters and sorts of reconciliations. */
export const RECONCILIATION_LIST = {
  filters: {
    advertiser_id: "ids",
    statement_id: "uuid",
    previous_id: "uuid",
    status: ["matching", "review", "applied", "undone", "failed"],
    mapping_confirmed: "boolean",
    frame_confirmed: "boolean",
    created_by: "text",
    ...TIMES,
  },
  sorts: ["-id", "created_at", "matched_at"],
} as const;

/** Filters and sorts of imports. */
export const IMPORT_LIST = {
  ...RECONCILIATION_LIST,
  filters: { ...RECONCILIATION_LIST.filters, by_advertiser_id: "ids" },
} as const;

const TABLE: ListTable = {
  columns: getTableColumns(reconciliations),
  key: reconciliations.id,
  time: reconciliations.created_at,
};

function isSeen({ kind }: Seen) {
  return eq(reconciliations.kind, kind);
}

/** Presents a reconciliation for the API. */
export function presentReconciliation(row: Reconciliation) {
  const { from_at, to_at, created_at, matched_at, ...others } = row;
  const { header_key: _key, mapping_version: _version, ...rest } = others;
  const { by_advertiser_id, ...shown } = rest;
  return {
    ...shown,
    ...(row.kind === "import" ? { by_advertiser_id } : {}),
    advertiser_sees: advertiserSees(row),
    from: isoTime(from_at),
    to: isoTime(to_at),
    created_at: isoTime(created_at),
    matched_at: matched_at === null ? null : isoTime(matched_at),
  };
}

/** Whether its advertiser sees our side: not where that is payouts. */
export function advertiserSees({ frame }: Pick<Reconciliation, "frame">) {
  return frame?.basis !== "payout";
}

/** Presents a reconciliation with its file. */
export async function describeReconciliation(
  db: Database,
  row: Reconciliation,
) {
  const statement = orNotFound(
    (await readFiles(db, [row])).get(row.statement_id),
  );
  const header_row = row.mapping?.header_row ?? 1;
  return {
    ...presentReconciliation(row),
    notes:
      header_row > 1
        ? [`the first ${header_row - 1} lines, before the header, are left out`]
        : [],
    statement,
  };
}

/** The files of reconciliations, as the API shows them. */
async function readFiles(db: Database, of: readonly Reconciliation[]) {
  const ids = of.map(({ statement_id }) => statement_id);
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db
    .select({
      id: statements.id,
      sha256: statements.sha256,
      byte_count: statements.byte_count,
      file_name: statements.file_name,
      received_at: statements.received_at,
    })
    .from(statements)
    .where(inArray(statements.id, ids));
  return new Map(
    rows.map(({ sha256, received_at, ...file }) => [
      file.id,
      {
        ...file,
        sha256: sha256.toHex(),
        received_at: isoTime(received_at),
      },
    ]),
  );
}

/** A statement row as the API shows it. */
export type PresentedRow = ReturnType<typeof presentRow>;

/** Lists rows as read, or only unreadable ones. */
export async function listRows(
  db: Database,
  { id }: Reconciliation,
  list: ListRequest,
): Promise<Page<PresentedRow>> {
  const own = eq(statementRows.reconciliation_id, id);
  const rows = await selectList(db, {
    from: statementRows,
    table: ROW_TABLE,
    list,
    own,
  });
  return listPage(ROW_TABLE, list, rows, presentRow);
}

/** Filters and sorts of rows. */
export const ROW_LIST = {
  filters: {
    problems: "boolean",
    problem: "text",
    click_id: "text",
    order_id: "text",
    conversion_id: "text",
    customer_id: "text",
    goal: "text",
    campaign: "text",
    affiliate: "text",
    link: "text",
    status: "text",
    raw_status: "text",
    currency: "currency",
  },
  sorts: ["row_no"],
} as const;

const ROW_TABLE: ListTable = {
  columns: getTableColumns(statementRows),
  key: statementRows.row_no,
  filters: {
    problems: (only_problems: boolean) =>
      only_problems ? isNotNull(statementRows.problem) : undefined,
    click_id: (text: string) =>
      eq(statementRows.click_id, requireClickId(text)),
  },
};

/** Presents a row, with money as text and times as written. */
export function presentRow(row: typeof statementRows.$inferSelect) {
  const { currency, click_id, written_at, has_zone } = row;
  const money = (micros: Micros | null) =>
    micros === null ? null : formatAmount(micros, currency ?? "");
  return {
    row_no: row.row_no,
    cells: row.cells,
    problem: row.problem,
    problem_column: row.problem_column,
    click_id: click_id === null ? null : clickIdText(click_id),
    order_id: row.order_id,
    conversion_id: row.conversion_id,
    customer_id: row.customer_id,
    goal: row.goal,
    campaign: row.campaign,
    affiliate: row.affiliate,
    link: row.link,
    status: row.status,
    raw_status: row.raw_status,
    reason: row.reason,
    currency,
    amount: money(row.amount_micros),
    revenue: money(row.revenue_micros),
    payout: money(row.payout_micros),
    /** Without a zone if the row has none. */
    written_at:
      written_at === null
        ? null
        : isoTime(written_at).replace(has_zone ? "" : "Z", ""),
  };
}

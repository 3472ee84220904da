import { and, asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import { findRows, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  campaigns,
  conversions,
  goals,
  reconciliationActions,
  statementRows,
  statements,
} from "../../../db/schema/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import { isUuid } from "../../kernel/mod.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import type { Planned } from "./action_types.ts";
import { sidesOfKeys } from "./break_selection.ts";
import type { BreakSelection } from "./break_selection.ts";
import { findLinks, ownLinks } from "./find_links.ts";
import type { LinkQuery } from "./find_links.ts";
import { campaignOf, readNamedIds } from "./named_ids.ts";
import type { NamedIds } from "./named_ids.ts";
import { planRow } from "./plan_row.ts";
import type { ImportRow, RowContext } from "./plan_row.ts";
import { readPosition } from "./present_position.ts";

/** Counts the rows of an import. */
export async function countRows(
  db: Database,
  reconciliation_id: string,
): Promise<number> {
  const mine = eq(statementRows.reconciliation_id, reconciliation_id);
  return await db.$count(statementRows, mine);
}

/** Plans the next rows of an import. */
export async function nextRows(
  tx: Transaction,
  reconciliation: Reconciliation,
  {
    selection,
    after,
    limit,
  }: { selection: BreakSelection; after: number; limit: number },
): Promise<{ plans: Planned[]; next: number | null }> {
  const named =
    selection.break_ids === undefined
      ? undefined
      : sql`${statementRows.row_no} = any(${`{${sidesOfKeys(selection.break_ids).row_nos.join()}}`}::int[])`;
  const rows = await tx
    .select()
    .from(statementRows)
    .where(
      and(
        eq(statementRows.reconciliation_id, reconciliation.id),
        gt(statementRows.row_no, after),
        named,
      ),
    )
    .orderBy(asc(statementRows.row_no))
    .limit(limit);
  const context = await readContext(tx, reconciliation, { rows, selection });
  const plans = rows.map((row) => ({
    key: `r${row.row_no}`,
    plan: planRow(row, context),
  }));
  const next = rows.length < limit ? null : (rows.at(-1)?.row_no ?? null);
  return { plans, next };
}

async function readContext(
  tx: Transaction,
  reconciliation: Reconciliation,
  {
    rows,
    selection,
  }: { rows: readonly ImportRow[]; selection: BreakSelection },
): Promise<RowContext> {
  const { advertiser_id, statement_id, mapping, columns } = reconciliation;
  const ids = rows.flatMap(({ conversion_id }) =>
    conversion_id !== null && isUuid(conversion_id)
      ? [{ id: conversion_id.toLowerCase() }]
      : [],
  );
  const link_ids = rows.flatMap(({ click_id }) => {
    const fields = click_id && peekClickId(clickIdText(click_id))?.fields;
    return fields ? [fields.link_id] : [];
  });
  const named_ids = await readNamedIds(tx, advertiser_id, rows);
  const naming = rows.flatMap((row) => linkQueryOf(row, named_ids) ?? []);
  const [named, own_links, queries, by_order, [statement]] = [
    await findRows(tx, conversions, ["id"], ids),
    await ownLinks(tx, advertiser_id, link_ids),
    await findLinks(tx, advertiser_id, naming),
    await findByOrder(tx, advertiser_id, rows, named_ids),
    await tx
      .select({ file_name: statements.file_name })
      .from(statements)
      .where(eq(statements.id, statement_id)),
  ];
  const of_theirs = named.filter((row) => row.advertiser_id === advertiser_id);
  return {
    conversions: new Map(of_theirs.map((row) => [row.id, row])),
    own_links,
    queries,
    named_ids,
    by_order,
    taken_back: await readTakenBack(tx, reconciliation.id, rows),
    click_column: columnOf(mapping?.columns.click_id, columns),
    says_currency: mapping?.columns.currency !== undefined,
    default_currency: mapping?.currency ?? null,
    timezone: reconciliation.timezone,
    statement_name: statement?.file_name ?? statement_id,
    reason: selection.reason,
    is_own: reconciliation.by_advertiser_id !== null,
  };
}

/**
 * Reads conversions that these rows created in a batch undone since, with their
 * position at creation.
 */
async function readTakenBack(
  tx: Transaction,
  reconciliation_id: string,
  rows: readonly ImportRow[],
): Promise<RowContext["taken_back"]> {
  const keys = rows.map(({ row_no }) => `r${row_no}`);
  if (keys.length === 0) return new Map();
  const made = await tx
    .select()
    .from(reconciliationActions)
    .where(
      and(
        eq(reconciliationActions.reconciliation_id, reconciliation_id),
        inArray(reconciliationActions.item_key, keys),
        eq(reconciliationActions.action, "create"),
        eq(reconciliationActions.result, "done"),
        isNotNull(reconciliationActions.undone_at),
      ),
    )
    .orderBy(asc(reconciliationActions.batch_id));
  const ids = made.flatMap(({ conversion_id: id }) =>
    id === null ? [] : { id },
  );
  const read = await findRows(tx, conversions, ["id"], ids);
  const by_id = new Map(read.map((row) => [row.id, row]));
  return new Map(
    made.flatMap(({ item_key, conversion_id, after }) => {
      const position = readPosition(after);
      const conversion = by_id.get(conversion_id ?? "");
      if (conversion === undefined || position === null) return [];
      return [[item_key, { conversion, position }] as const];
    }),
  );
}

function columnOf(
  column: string | undefined,
  columns: readonly string[],
): number | null {
  const at = column === undefined ? -1 : columns.indexOf(column);
  return at < 0 ? null : at;
}

function linkQueryOf(row: ImportRow, named: NamedIds): LinkQuery | null {
  const key = `r${row.row_no}`;
  if (row.link !== null) {
    const link_id = named.links.get(row.link);
    return link_id === undefined ? null : { key, link_id };
  }
  const affiliate_id = named.affiliates.get(row.affiliate ?? "");
  const campaign_id = named.campaigns.get(row.campaign ?? "");
  if (affiliate_id === undefined || campaign_id === undefined) return null;
  return { key, affiliate_id, campaign_id };
}

/**
 * Finds the advertiser's conversions by order id: an index look-up on the dedupe
 * key for each goal.
 */
async function findByOrder(
  tx: Transaction,
  advertiser_id: number,
  rows: readonly ImportRow[],
  named: NamedIds,
): Promise<Map<number, (typeof conversions.$inferSelect)[]>> {
  const by_order = rows.flatMap((row) => {
    const { row_no, order_id, goal, click_id } = row;
    if (order_id === null || click_id !== null) return [];
    return [{ row_no, order_id, goal, campaign_id: campaignOf(row, named) }];
  });
  const given = recordset("k", by_order, {
    row_no: "integer",
    order_id: "text",
    goal: "text",
    campaign_id: "integer",
  });
  const found =
    by_order.length === 0
      ? []
      : await tx.execute<{ row_no: number; id: string }>(sql`
    select k.row_no, c.id from ${given}
    join ${campaigns} as p on p.advertiser_id = ${advertiser_id}
      and (k.campaign_id is null or p.id = k.campaign_id)
    join ${goals} as g on g.campaign_id = p.id and (k.goal is null or g.key = k.goal)
    join ${conversions} as c on c.campaign_id = p.id and c.goal_key = g.key
      and c.dedupe_key = 'o:' || k.order_id
    order by k.row_no, c.id`);
  const read = await findRows(
    tx,
    conversions,
    ["id"],
    found.map(({ id }) => ({ id })),
  );
  const by_id = new Map(read.map((row) => [row.id, row]));
  const by_row = new Map<number, (typeof conversions.$inferSelect)[]>();
  for (const { row_no, id } of found) {
    const row = by_id.get(id);
    if (row === undefined) continue;
    by_row.set(row_no, [...(by_row.get(row_no) ?? []), row]);
  }
  return by_row;
}

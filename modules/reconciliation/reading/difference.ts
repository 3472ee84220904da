import { and, eq, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { statementRows } from "../../../db/schema/mod.ts";
import { invalidCursor, pageOf } from "../../http/mod.ts";
import type { ListRequest } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { Reconciliation } from "./open_reconciliation.ts";
import { presentRow } from "./read_reconciliations.ts";

/** Kind of difference between two versions of a statement. */
export type RowChange = "added" | "removed" | "changed";

/** Filters of differences. */
export const DIFFERENCE_LIST = {
  filters: { change: ["added", "removed", "changed"], problems: "boolean" },
} as const;

/** One difference by row numbers; null on the side without a row. */
interface Pair {
  before_no: number | null;
  after_no: number | null;
  total: Record<RowChange, number>;
}

/**
 * Compares a statement with its predecessor for the same window. Rows with the same
 * content are the same, wherever they stand, and counted if repeated. Of the rest,
 * rows that name the same conversion, order or click are changed; the others were
 * added or removed.
 */
export async function differenceOf(
  db: Database,
  row: Reconciliation,
  before: Reconciliation,
  list: ListRequest<typeof DIFFERENCE_LIST.filters>,
) {
  if (row.reading === null || before.reading === null) {
    const detail = "The rows of both statements must be read first";
    throw new Problem(409, "in_flight", detail, {
      headers: { "retry-after": "5" },
    });
  }
  const after = list.after ?? "0:0";
  if (!/^\d{1,9}:\d{1,9}$/.test(after)) throw invalidCursor();
  const pairs = await pairsOf(db, { id: row.id, before_id: before.id });
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const pair of pairs.counts) counts[pair.change] = pair.count;
  const listed = await pairs.list(after, list);
  const rowsOf = async (id: string, numbers: (number | null)[]) => {
    const wanted = numbers.filter((number) => number !== null);
    const rows =
      wanted.length === 0
        ? []
        : await db
            .select()
            .from(statementRows)
            .where(
              and(
                eq(statementRows.reconciliation_id, id),
                inArray(statementRows.row_no, wanted),
              ),
            );
    return new Map(rows.map((found) => [found.row_no, presentRow(found)]));
  };
  const ours = await rowsOf(
    row.id,
    listed.map(({ after_no }) => after_no),
  );
  const theirs = await rowsOf(
    before.id,
    listed.map(({ before_no }) => before_no),
  );
  const shown = pageOf(listed, list.limit, keyOf, (pair) => {
    const { before_no, after_no } = pair;
    return {
      change: changeOf(pair),
      before: before_no === null ? null : (theirs.get(before_no) ?? null),
      after: after_no === null ? null : (ours.get(after_no) ?? null),
    };
  });
  return { against: before.id, counts, ...shown };
}

type Numbers = Pick<Pair, "before_no" | "after_no">;

function changeOf({ before_no, after_no }: Numbers): RowChange {
  if (before_no === null) return "added";
  return after_no === null ? "removed" : "changed";
}

function keyOf({ before_no, after_no }: Numbers): string {
  return `${after_no ?? 0}:${before_no ?? 0}`;
}

/** Pairs rows by content first, and the rest by the ids that they name. */
async function pairsOf(db: Database, ids: { id: string; before_id: string }) {
  const left = (id: string, other: string) => sql`
    select row_no, key, row_number() over (partition by key order by row_no) as n
    from (
      select r.row_no,
        case when r.conversion_id is not null then 'v' || r.conversion_id
          when r.order_id is not null then 'o' || coalesce(r.goal, '') || ' ' || r.order_id
          when r.click_id is not null then 'c' || encode(r.click_id, 'hex') || coalesce(r.goal, '')
          else null end as key
      from ${numbered(id)} as r
      left join ${numbered(other)} as o using (content_key, same_no)
      where o.row_no is null) as single`;
  const pairs = sql`
    with after_rows as materialized (${left(ids.id, ids.before_id)}),
    before_rows as materialized (${left(ids.before_id, ids.id)}),
    pairs as materialized (
      select b.row_no as before_no, a.row_no as after_no
      from after_rows as a full join before_rows as b on a.key = b.key and a.n = b.n)`;
  const counts = await db.execute<{ change: RowChange; count: number }>(sql`
    ${pairs}
    select case when before_no is null then 'added' when after_no is null then 'removed'
      else 'changed' end as change, count(*)::int as count
    from pairs group by 1`);
  const list = async (
    after: string,
    {
      filter,
      limit,
    }: Pick<ListRequest<typeof DIFFERENCE_LIST.filters>, "filter" | "limit">,
  ): Promise<Numbers[]> => {
    const { change = null, problems = false } = filter;
    const hasProblem = (id: string, row_no: SQL) => sql`exists (
      select from ${statementRows} as r where r.reconciliation_id = ${id}::uuid
        and r.row_no = ${row_no} and r.problem is not null)`;
    const [after_no = 0, before_no = 0] = after.split(":").map(Number);
    const rows = await db.execute<{
      before_no: number | null;
      after_no: number | null;
    }>(sql`
      ${pairs}
      select before_no, after_no from pairs
      where (coalesce(after_no, 0), coalesce(before_no, 0)) > (${after_no}::int, ${before_no}::int)
        and (${change}::text is null or ${change} = case
          when before_no is null then 'added' when after_no is null then 'removed'
          else 'changed' end)
        and (not ${problems} or ${hasProblem(ids.id, sql`after_no`)}
          or ${hasProblem(ids.before_id, sql`before_no`)})
      order by coalesce(after_no, 0), coalesce(before_no, 0)
      limit ${limit + 1}`);
    return [...rows];
  };
  return { counts: [...counts], list };
}

/** Numbers the rows among those with the same content. */
function numbered(id: string) {
  return sql`(
    select row_no, content_key, conversion_id, order_id, click_id, goal,
      row_number() over (partition by content_key order by row_no) as same_no
    from ${statementRows} where reconciliation_id = ${id}::uuid)`;
}

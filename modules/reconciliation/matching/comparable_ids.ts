import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import type { RowFacts } from "./row_facts.ts";
import type { ComparableIds } from "./score_pair.ts";

/**
 * Whether the statement's order ids and customers are of the same kind as ours, so
 * that different ones mean different sales. A statement with its own numbering
 * tells nothing by them.
 */
export async function readComparableIds(
  session: Session,
  facts: RowFacts,
): Promise<ComparableIds> {
  const [found] = await session.query<{ orders: number }>(sql`
    select count(*)::int as orders from pairs where rule like 'order_id%'`);
  const orders = found?.orders ?? 0;
  return {
    // Compared with all rows that have one: with a foreign numbering hardly any
    // matches.
    orders: orders > 0 && orders * 10 >= facts.order_id,
    customers: facts.customer_id > 0 && (await areCustomersComparable(session)),
  };
}

/** Whether most pairs that both name a customer name the same one. */
async function areCustomersComparable(session: Session): Promise<boolean> {
  const [found] = await session.query<{ named: number; agree: number }>(sql`
    select count(*)::int as named, count(*) filter (where t.customer = o.customer)::int as agree
    from pairs as p join theirs as t on t.row_no = p.row_no and t.customer is not null
    join ours as o on o.line_no = p.line_no and o.customer is not null`);
  const { named = 0, agree = 0 } = found ?? {};
  return agree * 2 > named;
}

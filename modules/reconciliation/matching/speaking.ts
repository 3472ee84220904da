import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import type { RowFacts } from "./row_facts.ts";
import type { Speaking } from "./score_pair.ts";

/**
 * Whether their order ids and customers are of the same kind as ours: then two
 * that differ are different sales. A statement that numbers its orders in its own
 * way says nothing by them.
 */
export async function readSpeaking(
  session: Session,
  facts: RowFacts,
): Promise<Speaking> {
  const [found] = await session.query<{
    orders: number;
    orders_agree: number;
    customers: number;
    customers_agree: number;
  }>(sql`
    select count(*) filter (where t.order_key is not null and o.order_key is not null)::int as orders,
      count(*) filter (where t.order_key = o.order_key)::int as orders_agree,
      count(*) filter (where t.customer is not null and o.customer is not null)::int as customers,
      count(*) filter (where t.customer = o.customer)::int as customers_agree
    from pairs as p join theirs as t on t.row_no = p.row_no join ours as o on o.line_no = p.line_no`);
  const { orders_agree = 0, customers = 0, customers_agree = 0 } = found ?? {};
  return {
    // Counted against all rows that name one: with a foreign numbering hardly any is found.
    orders: orders_agree * 10 >= facts.order_id && orders_agree > 0,
    customers: customers_agree * 2 > customers,
  };
}

import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliationLines,
  statementRows,
} from "../../../db/schema/mod.ts";
import { FailedForGoodError } from "../../scheduler/mod.ts";
import type { FoundFrame } from "./find_frame.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { moneyColumn } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";
import { IS_READABLE } from "./readable.ts";

/** Thrown if a matching is incomplete: a bug of ours, not a fault of the statement. */
export class IncompleteError extends FailedForGoodError {
  constructor(what: string) {
    super(`A matching is not complete: ${what}`);
    this.name = "IncompleteError";
  }
}

/**
 * Checks that each row and each conversion of the window is in exactly one item,
 * and that per currency the items add up to the difference between the two sides.
 * Both sides are summed from stored data, not from the matching.
 */
export async function checkComplete(
  session: Session,
  reconciliation: Reconciliation,
  found: FoundFrame,
  facts: RowFacts,
): Promise<void> {
  await checkOnce(session, reconciliation);
  const { frame } = found;
  const id = sql`${reconciliation.id}::uuid`;
  const ours =
    frame.basis === "amount"
      ? sql`coalesce(amount_micros, revenue_micros)`
      : sql`${sql.identifier(`${frame.basis}_micros`)}`;
  const column = sql.identifier(`${moneyColumn(facts, frame.basis)}_micros`);
  const unequal = await session.query<{ currency: string; rest: string }>(sql`
    with sides as (
      select currency, sum(${ours})::numeric as micros from ${reconciliationLines}
      where reconciliation_id = ${id} and in_window and status = 'approved' group by 1
      union all
      select coalesce(currency, ${frame.currency}::text, 'XXX'),
        -sum(s.${column} / ${frame.money_divisor}::int)
      from ${statementRows} as s
      where s.reconciliation_id = ${id} and ${IS_READABLE}
        and coalesce(s.status, 'approved') = 'approved' group by 1
      union all
      select ours_currency, -sum(ours_micros) from ${reconciliationItems}
      where reconciliation_id = ${id} and ours_currency is not null group by 1
      union all
      select theirs_currency, sum(theirs_micros) from ${reconciliationItems}
      where reconciliation_id = ${id} and theirs_currency is not null group by 1
    )
    select currency, sum(micros)::text as rest from sides
    group by 1 having sum(micros) <> 0 order by 1`);
  if (unequal.length > 0) {
    const rest = unequal.map((row) => `${row.currency} ${row.rest}`).join(", ");
    throw new IncompleteError(`the items leave a difference of ${rest} micros`);
  }
}

async function checkOnce(
  session: Session,
  { id: reconciliation_id }: Reconciliation,
): Promise<void> {
  const id = sql`${reconciliation_id}::uuid`;
  const [count] = await session.query<{ rows: string; lines: string }>(sql`
    select
      (select count(*) from ${statementRows} where reconciliation_id = ${id})
        - (select count(row_no) from ${reconciliationItems} where reconciliation_id = ${id}) as rows,
      (select count(*) from ${reconciliationLines} where reconciliation_id = ${id} and in_window)
        - (select count(i.conversion_id) from ${reconciliationItems} as i
          join ${reconciliationLines} as l on l.reconciliation_id = i.reconciliation_id
            and l.conversion_id = i.conversion_id and l.in_window
          where i.reconciliation_id = ${id}) as lines`);
  // Unique indexes rule out repeats, so equal counts mean that every one is there.
  if (Number(count?.rows) !== 0 || Number(count?.lines) !== 0) {
    throw new IncompleteError(
      `${count?.rows} rows and ${count?.lines} conversions are in no item`,
    );
  }
}

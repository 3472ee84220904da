import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import type { Tolerance } from "../../../db/schema/mod.ts";
import { parseAmount, parsePercent } from "../../kernel/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";

/** A hundred percent, as `parsePercent` counts. */
const WHOLE = 100_000_000n;

/** A limit as it is stored: amounts in micros, percents in millionths of a percent; null where there is none. */
function limits(amount: string | undefined, percent: string | undefined) {
  return {
    micros: amount === undefined ? null : parseAmount(amount),
    millionths: percent === undefined ? null : parsePercent(percent),
  };
}

/**
 * Whether the difference of a row is let pass: by the amount or by the percent,
 * whichever allows more. Where only the statement as a whole has a limit each row
 * is, as long as all of them together are within that.
 */
export function isTolerated(
  { row_amount, row_percent, statement_amount, statement_percent }: Tolerance,
  ours: SQL,
  theirs: SQL,
): SQL {
  const { micros, millionths } = limits(row_amount, row_percent);
  const apart = sql`abs(${ours} - ${theirs})::numeric`;
  const allowed = [
    ...(micros === null ? [] : [sql`${apart} <= ${String(micros)}::numeric`]),
    ...(millionths === null
      ? []
      : [
          sql`${apart} * ${String(WHOLE)}::numeric <= abs(${ours})::numeric * ${String(millionths)}::numeric`,
        ]),
  ];
  if (allowed.length === 0) {
    const has_whole = statement_amount ?? statement_percent ?? null;
    return has_whole === null ? sql`false` : sql`${apart} is not null`;
  }
  return sql`coalesce(${sql.join(allowed, sql` or `)}, false)`;
}

/**
 * Where the differences that were let pass come to more than the statement as a
 * whole may differ by, none of its currency is: each is to be set like any other.
 */
export async function holdStatementTolerance(
  session: Session,
  { id, tolerance }: Reconciliation,
): Promise<void> {
  const { statement_amount, statement_percent } = tolerance;
  const { micros, millionths } = limits(statement_amount, statement_percent);
  if (micros === null && millionths === null) return;
  const within = [
    ...(micros === null ? [] : [sql`let_pass <= ${String(micros)}::numeric`]),
    ...(millionths === null
      ? []
      : [
          sql`let_pass * ${String(WHOLE)}::numeric <= ours * ${String(millionths)}::numeric`,
        ]),
  ];
  await session.query(sql`
    update ${reconciliationItems} as i set proposed = 'set'
    from (select ours_currency as currency, sum(abs(ours_micros)) as ours,
        sum(abs(ours_micros - theirs_micros)) filter (where proposed = 'absorb') as let_pass
      from ${reconciliationItems} where reconciliation_id = ${id}::uuid group by 1) as s
    where i.reconciliation_id = ${id}::uuid and i.proposed = 'absorb'
      and i.ours_currency = s.currency and not (${sql.join(within, sql` or `)})`);
}

import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import type { Tolerance } from "../../../db/schema/mod.ts";
import { parseAmount, parsePercent } from "../../kernel/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";

/** A hundred percent, as `parsePercent` counts. */
const WHOLE = 100_000_000n;

/**
 * Parses a limit: amount in micros, percent in millionths of a percent; null if
 * absent.
 */
function limits(amount: string | undefined, percent: string | undefined) {
  return {
    micros: amount === undefined ? null : parseAmount(amount),
    millionths: percent === undefined ? null : parsePercent(percent),
  };
}

/**
 * SQL condition that the difference of a row is tolerated: by amount or percent,
 * whichever allows more. If only the statement as a whole has a limit, each row is
 * tolerated as long as the total is within it.
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
 * If the tolerated differences of a currency exceed the limit of the whole
 * statement, none is tolerated: each is proposed as `set`.
 */
export async function limitTolerance(
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

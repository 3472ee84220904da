import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliations,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";

/**
 * Closes breaks that another statement of the same advertiser explains: a row whose
 * conversion is in the other statement's window, or a conversion that the other
 * statement names. With both statements there, no money is missing.
 */
export async function closeTiming(
  session: Session,
  clock: Clock,
  { id: reconciliation_id, advertiser_id }: Reconciliation,
): Promise<void> {
  const id = sql`${reconciliation_id}::uuid`;
  const now = sql`${isoTime(clock.nowMs())}::timestamptz`;
  const others = sql`(select r.id from ${reconciliations} as r
    where r.advertiser_id = ${advertiser_id}::int and r.kind = 'statement'
      and r.id <> ${id} and r.status in ('review', 'applied'))`;
  const closed = (
    by: ReturnType<typeof sql>,
  ) => sql`state = 'closed', changed_at = ${now},
    changed_by = 'matching', detail = coalesce(i.detail, '{}')
      || jsonb_build_object('explained_by', ${by})`;
  // The other statement names the conversion: it is missing here only because of
  // its time.
  await session.query(sql`
    update ${reconciliationItems} as i
    set class = 'timing', proposed = 'none', ${closed(sql`o.reconciliation_id`)}
    from ${reconciliationItems} as o
    where i.reconciliation_id = ${id} and i.row_no is null and i.state = 'open'
      and (i.class = 'missing_theirs' or i.detail->>'class' = 'missing_theirs')
      and o.conversion_id = i.conversion_id and o.class = 'timing' and o.row_no is not null
      and o.reconciliation_id in ${others}`);
  await session.query(sql`
    update ${reconciliationItems} as i set ${closed(sql`o.reconciliation_id`)}
    from ${reconciliationItems} as o
    where i.reconciliation_id = ${id} and i.class = 'timing' and i.row_no is not null
      and i.state = 'open' and o.conversion_id = i.conversion_id and o.row_no is null
      and (o.class in ('missing_theirs', 'timing') or o.detail->>'class' = 'missing_theirs')
      and o.reconciliation_id in ${others}`);
  // The reverse: breaks of other statements that this one explains.
  await session.query(sql`
    update ${reconciliationItems} as i set ${closed(sql`n.reconciliation_id`)}
    from ${reconciliationItems} as n
    where n.reconciliation_id = ${id} and n.conversion_id = i.conversion_id
      and i.reconciliation_id in ${others} and i.state = 'open'
      and ((i.class = 'timing' and (n.class is null or n.class = 'timing'))
        or ((i.class = 'missing_theirs' or i.detail->>'class' = 'missing_theirs')
          and n.class = 'timing' and n.row_no is not null))`);
}

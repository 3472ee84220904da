import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { conversions, conversionVersions } from "../../../db/schema/mod.ts";

const ENDED = sql`('rejected', 'reversed')`;

/** Pairs of one row and one conversion for which a condition holds. */
function pairsWhere(condition: SQL): SQL {
  return sql`(select o.campaign_id, o.conversion_id
    from pairs as p join theirs as t on t.row_no = p.row_no
    join ours as o on o.line_no = p.line_no
    where p.group_no is null and t.status not in ${ENDED} and ${condition}) as k`;
}

/**
 * Keeps in a temporary table which conversions their senders took back, in whole or in part, for Citus:
 * it can't be asked there for each pair.
 */
export async function readTakenBack(session: Session): Promise<void> {
  await session.query(sql`drop table if exists taken_back`);
  await session.query(sql`
    create temporary table taken_back as
    select conversion_id from (
      select distinct on (v.campaign_id, v.conversion_id) v.conversion_id,
        v.postback_id is not null as is_senders
      from ${pairsWhere(sql`o.status in ${ENDED}`)}
      join ${conversionVersions} as v on v.campaign_id = k.campaign_id
        and v.conversion_id = k.conversion_id and v.status in ${ENDED}
      left join ${conversionVersions} as w on w.campaign_id = v.campaign_id
        and w.conversion_id = v.conversion_id
        and w.version = v.version - 1 and w.status = v.status
      where w.version is null
      order by v.campaign_id, v.conversion_id, v.version desc) as ended
    where is_senders`);
  await session.query(sql`
    insert into taken_back
    select c.id from ${pairsWhere(sql`o.status not in ${ENDED} and t.money > o.money`)}
    join ${conversions} as c on c.campaign_id = k.campaign_id and c.id = k.conversion_id
    where c.refunded_micros > 0`);
}

/** Whether the sender of a pair took the conversion back, after `readTakenBack`. */
export const IS_TAKEN_BACK = sql`(t.status not in ${ENDED}
  and o.conversion_id in (select conversion_id from taken_back))`;

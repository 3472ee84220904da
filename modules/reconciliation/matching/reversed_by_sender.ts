import { sql } from "drizzle-orm";
import { conversions, conversionVersions } from "../../../db/schema/mod.ts";

/**
 * Whether the statement counts what its sender took back by postback, in whole or
 * in part; which of the two is the later word is for a person. Only looked up for
 * conversions that ended, or have less money than the row; by key, and never as an
 * `exists`, for which the planner hashes the whole table.
 */
export const REVERSED_BY_SENDER = sql`case
  when t.status in ('rejected', 'reversed') then false
  when o.status in ('rejected', 'reversed') then coalesce((
    select v.postback_id is not null from ${conversionVersions} as v
    where v.campaign_id = o.campaign_id and v.conversion_id = o.conversion_id
      and v.status in ('rejected', 'reversed')
      and not exists (select from ${conversionVersions} as w
        where w.campaign_id = v.campaign_id and w.conversion_id = v.conversion_id
          and w.version = v.version - 1 and w.status = v.status)
    order by v.version desc limit 1), false)
  when t.money > o.money then coalesce((select c.refunded_micros > 0 from ${conversions} as c
    where c.campaign_id = o.campaign_id and c.id = o.conversion_id), false)
  else false end`;

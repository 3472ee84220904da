import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import {
  paymentDetailChanges,
  paymentDetails,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";

/** Condition that an affiliate has payment details, also if the first ones wait. */
export function hasDetails(affiliate_id: SQL): SQL {
  return sql`(exists (select from ${paymentDetails} as d
      where d.affiliate_id = ${affiliate_id})
    or exists (select from ${paymentDetailChanges} as w
      where w.affiliate_id = ${affiliate_id} and w.state = 'pending'))`;
}

/** Condition that an affiliate's first payment details don't count yet at a moment. */
export function waitsForDetails(affiliate_id: SQL, at_ms: number): SQL {
  return sql`(exists (select from ${paymentDetailChanges} as w
      where w.affiliate_id = ${affiliate_id} and w.state = 'pending'
        and w.effective_at > ${isoTime(at_ms)}::timestamptz)
    and not exists (select from ${paymentDetails} as d
      where d.affiliate_id = ${affiliate_id}))`;
}

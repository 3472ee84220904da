import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
} from "../../db/schema/mod.ts";
import { found } from "../campaigns/mod.ts";
import { formatAmount, isoTime, isUuid, pageOf } from "../kernel/mod.ts";
import type { PageRequest } from "../kernel/mod.ts";
import { readUuid } from "./postback_filter.ts";

type DeliveryRow = typeof deliveries.$inferSelect;
type AttemptRow = typeof deliveryAttempts.$inferSelect;

/** What a list of deliveries can be narrowed to. */
export interface DeliveryFilter {
  conversion_id?: string | undefined;
  affiliate_id?: number | undefined;
  endpoint_id?: number | undefined;
  state?: string | undefined;
}

/** Lists deliveries, newest first. */
export async function listDeliveries(
  db: Database,
  filter: DeliveryFilter,
  page: PageRequest,
) {
  const { conversion_id, affiliate_id, endpoint_id, state } = filter;
  const conditions: (SQL | undefined)[] = [
    conversion_id === undefined
      ? undefined
      : eq(deliveries.conversion_id, readUuid("conversion_id", conversion_id)),
    affiliate_id === undefined
      ? undefined
      : eq(deliveries.affiliate_id, affiliate_id),
    endpoint_id === undefined
      ? undefined
      : eq(deliveries.endpoint_id, endpoint_id),
    state === undefined ? undefined : eq(deliveries.state, state),
    page.after === null
      ? undefined
      : lt(deliveries.id, readUuid("cursor", page.after)),
  ];
  const rows = await db
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(desc(deliveries.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id, presentDelivery);
}

/** One delivery with every attempt, or 404. */
export async function readDelivery(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db.select().from(deliveries).where(eq(deliveries.id, id))
    : [];
  const delivery = presentDelivery(found(row));
  const [queued] = await db
    .select()
    .from(deliveryQueue)
    .where(eq(deliveryQueue.delivery_id, id));
  const attempts = await db
    .select()
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.delivery_id, id))
    .orderBy(asc(deliveryAttempts.attempt), asc(deliveryAttempts.claim));
  return {
    ...delivery,
    due_at: queued === undefined ? null : isoTime(queued.due_at),
    tries: attempts.map(presentAttempt),
  };
}

function presentDelivery(row: DeliveryRow) {
  const { payout_micros, settled_at, ...rest } = row;
  return {
    ...rest,
    payout: formatAmount(payout_micros, row.currency),
    created_at: isoTime(row.created_at),
    expires_at: isoTime(row.expires_at),
    settled_at: settled_at === null ? null : isoTime(settled_at),
  };
}

function presentAttempt(row: AttemptRow) {
  const { delivery_id, claim, response_body, ...shown } = row;
  return {
    ...shown,
    started_at: isoTime(row.started_at),
    response_body:
      response_body === null
        ? null
        : Buffer.from(response_body).toString("utf8"),
  };
}

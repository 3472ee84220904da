import { and, asc, desc, eq, getTableColumns, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
  endpoints,
} from "../../db/schema/mod.ts";
import { orNotFound, pageOf, readUuid } from "../http/mod.ts";
import type { PageRequest } from "../http/mod.ts";
import { isoTime, isUuid, shownMoney } from "../kernel/mod.ts";
import {
  deliveryConditions,
  shownState,
  timeOrNull,
} from "./delivery_state.ts";
import type { DeliveryFilter, ShownState } from "./delivery_state.ts";
import { maskedHeaders } from "../sources/mod.ts";

type AttemptRow = typeof deliveryAttempts.$inferSelect;
type ShownRow = Awaited<ReturnType<typeof selectShown>>[number];

/** Lists deliveries, newest first. */
export async function listDeliveries(
  db: Database,
  filter: DeliveryFilter,
  page: PageRequest,
) {
  const shown = await shownState(db);
  const after =
    page.after === null
      ? undefined
      : lt(deliveries.id, readUuid("cursor", page.after));
  const rows = await selectShown(
    db,
    shown,
    and(deliveryConditions(filter, shown), after),
    page.limit + 1,
  );
  return pageOf(rows, page.limit, (row) => row.id, presentDelivery);
}

/** Returns a delivery with every attempt; throws 404 if there is none. */
export async function readDelivery(db: Database, id: string) {
  const shown = await shownState(db);
  const [row] = isUuid(id)
    ? await selectShown(db, shown, eq(deliveries.id, id), 1)
    : [];
  const delivery = presentDelivery(orNotFound(row));
  const attempts = await db
    .select()
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.delivery_id, id))
    .orderBy(
      asc(deliveryAttempts.attempt),
      asc(deliveryAttempts.started_at),
      asc(deliveryAttempts.claim),
    );
  return { ...delivery, tries: attempts.map(presentAttempt) };
}

async function selectShown(
  db: Database,
  shown: ShownState,
  where: SQL | undefined,
  limit: number,
) {
  return await db
    .select({
      ...getTableColumns(deliveries),
      ...shown,
      due_at: deliveryQueue.due_at,
    })
    .from(deliveries)
    .leftJoin(deliveryQueue, eq(deliveryQueue.delivery_id, deliveries.id))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpoint_id))
    .where(where)
    .orderBy(desc(deliveries.id))
    .limit(limit);
}

function presentDelivery(row: ShownRow) {
  const { payout_micros, ...rest } = row;
  return {
    ...rest,
    ...shownMoney(row.currency, { payout: payout_micros }),
    created_at: isoTime(row.created_at),
    due_at: timeOrNull(row.due_at),
    expires_at: isoTime(row.expires_at),
    settled_at: timeOrNull(row.settled_at),
  };
}

function presentAttempt(row: AttemptRow) {
  const { delivery_id, claim, response_body, ...shown } = row;
  return {
    ...shown,
    started_at: isoTime(row.started_at),
    headers: maskedHeaders(row.headers),
    response_headers:
      row.response_headers === null
        ? null
        : maskedHeaders(row.response_headers),
    response_body:
      response_body === null
        ? null
        : Buffer.from(response_body).toString("utf8"),
  };
}

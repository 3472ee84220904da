import { and, asc, eq, getTableColumns } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
  endpoints,
} from "../../db/schema/mod.ts";
import {
  listCondition,
  listOrder,
  listPage,
  orNotFound,
  maskedHeaders,
} from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime, isUuid, shownMoney } from "../kernel/mod.ts";
import {
  DELIVERY_TABLE,
  deliveryConditions,
  shownState,
  timeOrNull,
} from "./delivery_state.ts";
import type { DELIVERY_LIST, ShownState } from "./delivery_state.ts";

type AttemptRow = typeof deliveryAttempts.$inferSelect;
type ShownRow = Awaited<ReturnType<typeof selectShown>>[number];

/** Lists deliveries, newest first. */
export async function listDeliveries(
  db: Database,
  list: ListRequest<typeof DELIVERY_LIST.filters>,
) {
  const shown = await shownState(db);
  const after = listCondition(DELIVERY_TABLE, { ...list, filter: {} });
  const where = and(deliveryConditions(list.filter, shown), after);
  const rows = await selectShown(db, shown, where)
    .orderBy(...listOrder(DELIVERY_TABLE, list))
    .limit(list.limit + 1);
  return listPage(DELIVERY_TABLE, list, rows, presentDelivery);
}

/** Returns a delivery with every attempt; throws 404 if there is none. */
export async function readDelivery(db: Database, id: string) {
  const shown = await shownState(db);
  const [row] = isUuid(id)
    ? await selectShown(db, shown, eq(deliveries.id, id))
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

function selectShown(db: Database, shown: ShownState, where: SQL | undefined) {
  return db
    .select({
      ...getTableColumns(deliveries),
      ...shown,
      due_at: deliveryQueue.due_at,
    })
    .from(deliveries)
    .leftJoin(deliveryQueue, eq(deliveryQueue.delivery_id, deliveries.id))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpoint_id))
    .where(where);
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

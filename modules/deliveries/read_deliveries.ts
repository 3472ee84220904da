import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  or,
  sql,
} from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import {
  campaigns,
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

/** The deliveries with these ids, as the list shows them. */
export async function readListedDeliveries(
  db: Queryable,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  const shown = await shownState(db);
  const rows = await selectShown(db, shown, inArray(deliveries.id, ids));
  return rows.map(presentDelivery);
}

/** Returns a delivery with every attempt; throws 404 if there is none. */
export async function readDelivery(db: Database, id: string) {
  const shown = await shownState(db);
  const [row] = isUuid(id)
    ? await selectShown(db, shown, eq(deliveries.id, id))
    : [];
  const delivery = presentDelivery(orNotFound(row));
  return { ...delivery, tries: await readTries(db, id) };
}

/** Every attempt of a delivery, in order. */
export async function readTries(db: Database, id: string) {
  const attempts = await db
    .select()
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.delivery_id, id))
    .orderBy(
      asc(deliveryAttempts.attempt),
      asc(deliveryAttempts.started_at),
      asc(deliveryAttempts.claim),
    );
  return attempts.map(presentAttempt);
}

/** Tries that are shown with several deliveries. */
const TRIES_MAX = 1_000;
const DAY_MS = 86_400_000;

/**
 * The newest deliveries of conversions, or with these ids, each with its tries; and whether there
 * are older deliveries or tries.
 */
export async function deliveriesOf(
  db: Queryable,
  of: { ids: readonly string[]; conversion_ids: readonly string[] },
  { own, limit }: { own: SQL | undefined; limit: number },
) {
  const { ids, conversion_ids } = of;
  if (ids.length + conversion_ids.length === 0) {
    return { data: [], has_more: false };
  }
  const shown = await shownState(db);
  const named = or(
    ids.length === 0 ? undefined : inArray(deliveries.id, ids),
    conversion_ids.length === 0
      ? undefined
      : inArray(deliveries.conversion_id, conversion_ids),
  );
  // By a sum that no index is in the order of: else all might be walked by id.
  const rows = await selectShown(db, shown, and(named, own))
    .orderBy(
      sql`${deliveries.created_at} + interval '0' desc`,
      desc(deliveries.id),
    )
    .limit(limit + 1);
  const newest = rows.slice(0, limit);
  const { tries, has_older } = await triesOf(db, newest);
  const data = newest.map((row) => ({
    ...presentDelivery(row),
    tries: (tries.get(row.id) ?? []).map(presentAttempt),
  }));
  return { data, has_more: rows.length > limit || has_older };
}

/**
 * The newest tries of deliveries, in their order. They lie in days, of which only those from the
 * first on are read.
 */
async function triesOf(
  db: Queryable,
  rows: readonly Pick<ShownRow, "id" | "created_at">[],
): Promise<{ tries: Map<string, AttemptRow[]>; has_older: boolean }> {
  if (rows.length === 0) return { tries: new Map(), has_older: false };
  const ids = rows.map(({ id }) => id);
  const from = Math.min(...rows.map(({ created_at }) => created_at)) - DAY_MS;
  const found = await db
    .select()
    .from(deliveryAttempts)
    .where(
      and(
        inArray(deliveryAttempts.delivery_id, ids),
        gte(deliveryAttempts.started_at, from),
      ),
    )
    .orderBy(
      desc(deliveryAttempts.started_at),
      desc(deliveryAttempts.attempt),
      desc(deliveryAttempts.claim),
    )
    .limit(TRIES_MAX + 1);
  const shown = found.slice(0, TRIES_MAX).reverse();
  return {
    tries: Map.groupBy(shown, ({ delivery_id }) => delivery_id),
    has_older: found.length > TRIES_MAX,
  };
}

function selectShown(db: Queryable, shown: ShownState, where: SQL | undefined) {
  return db
    .select({
      ...getTableColumns(deliveries),
      ...shown,
      advertiser_id: campaigns.advertiser_id,
      due_at: deliveryQueue.due_at,
    })
    .from(deliveries)
    .leftJoin(deliveryQueue, eq(deliveryQueue.delivery_id, deliveries.id))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpoint_id))
    .leftJoin(campaigns, eq(campaigns.id, deliveries.campaign_id))
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
  const { delivery_id, campaign_id, claim, response_body, ...shown } = row;
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

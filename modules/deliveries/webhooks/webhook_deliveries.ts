import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  deliveryQueue,
  networkEvents,
  webhookDeliveries,
  webhooks,
} from "../../../db/schema/mod.ts";
import {
  filterCondition,
  listCondition,
  listOrder,
  listPage,
  orNotFound,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime, isUuid, Problem } from "../../kernel/mod.ts";
import { timeOrNull } from "../delivery_state.ts";
import type { DeliveryState } from "../delivery_state.ts";
import { readTries } from "../read_deliveries.ts";
import { AGE_BUDGET_MS } from "./queue_events.ts";
import type { WEBHOOK_DELIVERY_LIST } from "./resources.ts";

/** Names one delivery of a webhook. */
export interface WebhookDeliveryWhere {
  webhook_id: number;
  id: string;
}

const is_sending = sql`${deliveryQueue.claimed_until} > now()`;
const is_off = sql`(${deliveryQueue.delivery_id} is not null and ${webhooks.enabled} is not true)`;

/** The state as shown: one that waits while its webhook is off counts as parked. */
const SHOWN = {
  state: sql<string>`case when ${is_sending} then 'sending'
    when ${is_off} then 'parked' else ${webhookDeliveries.state} end`,
  reason: sql<
    string | null
  >`case when ${is_sending} then ${webhookDeliveries.reason}
    when ${is_off} then 'endpoint off' else ${webhookDeliveries.reason} end`,
};

const TABLE: ListTable = {
  columns: {
    ...getTableColumns(webhookDeliveries),
    created_at: webhookDeliveries.id,
    type: networkEvents.type,
  },
  key: webhookDeliveries.id,
  time: webhookDeliveries.created_at,
};

/** Lists the deliveries of a webhook, newest first. */
export async function listWebhookDeliveries(
  db: Database,
  webhook_id: number,
  list: ListRequest<typeof WEBHOOK_DELIVERY_LIST.filters>,
) {
  const { state, ...filter } = list.filter;
  const where = and(
    eq(webhookDeliveries.webhook_id, webhook_id),
    filterCondition(TABLE, filter),
    state === undefined ? undefined : isShownAs(state),
    listCondition(TABLE, { ...list, filter: {} }),
  );
  const rows = await selectShown(db, where)
    .orderBy(...listOrder(TABLE, list))
    .limit(list.limit + 1);
  return listPage(TABLE, list, rows, present);
}

function isShownAs(states: readonly DeliveryState[]): SQL {
  return sql`${SHOWN.state} = any(${`{${states.join(",")}}`}::text[])`;
}

/** Returns one delivery of a webhook with every attempt; throws 404 if there is none. */
export async function readWebhookDelivery(
  db: Database,
  { webhook_id, id }: WebhookDeliveryWhere,
) {
  if (!isUuid(id)) return orNotFound(undefined);
  const where = and(
    eq(webhookDeliveries.webhook_id, webhook_id),
    eq(webhookDeliveries.id, id),
  );
  const [row] = await selectShown(db, where);
  return { ...present(orNotFound(row)), tries: await readTries(db, id) };
}

/** Sends a delivery again, under the same `webhook-id`; throws 409 while it is sent. */
export async function retryWebhookDelivery(
  db: Database,
  { webhook_id, id }: WebhookDeliveryWhere,
  now_ms: number,
): Promise<void> {
  if (!isUuid(id)) return orNotFound(undefined);
  const due_at = isoTime(now_ms);
  const expires_at = isoTime(now_ms + AGE_BUDGET_MS);
  await db.transaction(async (tx) => {
    // A claim number at random: a worker from before can't finish it.
    const queued = await tx.execute(sql`
      insert into ${deliveryQueue} as q
        (delivery_id, endpoint_id, campaign_id, conversion_id, version, due_at, expires_at, attempt, claim)
      select d.id, d.webhook_id, 0, d.event_id, 1, ${due_at}::timestamptz, ${expires_at}::timestamptz,
        d.attempts, floor(random() * 1000000000)::int
      from ${webhookDeliveries} as d
      where d.id = ${id} and d.webhook_id = ${webhook_id}
      on conflict (delivery_id) do update
      set due_at = excluded.due_at, expires_at = excluded.expires_at
      where q.claimed_until is null or q.claimed_until < now()
      returning q.delivery_id`);
    const own = and(
      eq(webhookDeliveries.id, id),
      eq(webhookDeliveries.webhook_id, webhook_id),
    );
    const known = await tx.$count(webhookDeliveries, own);
    if (known === 0) return orNotFound(undefined);
    if (queued.length === 0) {
      throw new Problem(409, "in_flight", "Cannot retry: it is being sent");
    }
    await tx
      .update(webhookDeliveries)
      .set({
        state: "due",
        reason: null,
        settled_at: null,
        expires_at: now_ms + AGE_BUDGET_MS,
      })
      .where(own);
  });
}

function selectShown(db: Database, where: SQL | undefined) {
  return db
    .select({
      ...getTableColumns(webhookDeliveries),
      ...SHOWN,
      type: networkEvents.type,
      due_at: deliveryQueue.due_at,
    })
    .from(webhookDeliveries)
    .innerJoin(networkEvents, eq(networkEvents.id, webhookDeliveries.event_id))
    .leftJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhook_id))
    .leftJoin(
      deliveryQueue,
      eq(deliveryQueue.delivery_id, webhookDeliveries.id),
    )
    .where(where);
}

function present(row: Awaited<ReturnType<typeof selectShown>>[number]) {
  return {
    ...row,
    created_at: isoTime(row.created_at),
    due_at: timeOrNull(row.due_at),
    expires_at: isoTime(row.expires_at),
    settled_at: timeOrNull(row.settled_at),
  };
}

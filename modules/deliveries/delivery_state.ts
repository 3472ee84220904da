import {
  and,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  lt,
  ne,
  sql,
} from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import {
  campaigns,
  deliveries,
  deliveryQueue,
  endpoints,
  openBreakers,
} from "../../db/schema/mod.ts";
import { filterCondition, TIMES } from "../http/mod.ts";
import type { FilterValues, ListTable } from "../http/mod.ts";
import { firstIdAt, isoTime } from "../kernel/mod.ts";
import { originOf } from "./endpoints/endpoint_config.ts";
import { pausedEndpoint } from "./endpoints/endpoint_pauses.ts";

/** The states of a delivery as shown. */
export const DELIVERY_STATES = [
  "due",
  "sending",
  "parked",
  "delivered",
  "expired",
  "superseded",
  "cancelled",
] as const;

/** A state of a delivery as shown. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const WAITING: readonly string[] = ["due", "sending", "parked"];
/** An id's timestamp may differ from its row's creation by some milliseconds. */
const ID_SLACK_MS = 60_000;

/**
 * Filters and sorts of deliveries. Their index is by id, which is in the
 * order of creation.
 */
export const DELIVERY_LIST = {
  filters: {
    conversion_id: "uuid",
    affiliate_id: "ids",
    advertiser_id: "ids",
    campaign_id: "id",
    endpoint_id: "id",
    state: { many: DELIVERY_STATES },
    status: ["pending", "approved", "rejected", "reversed"],
    currency: "currency",
    ...TIMES,
  },
  sorts: ["-created_at"],
} as const;

export type DeliveryFilter = FilterValues<typeof DELIVERY_LIST.filters> & {
  /** The states, in tasks of older versions. */
  states?: readonly DeliveryState[] | undefined;
};

/** SQL for the state and reason of a delivery as shown and filtered. */
export interface ShownState {
  state: SQL<string>;
  reason: SQL<string | null>;
}

/**
 * The state and reason as shown, for a query that joins queue and endpoints. A delivery
 * that waits while its endpoint is off or its destination's breaker is open counts as
 * parked, although no row is written when that happens.
 */
export async function shownState(db: Queryable): Promise<ShownState> {
  const { left_alone, paused } = await endpointsLeftAlone(db);
  const ids = `{${left_alone.join(",")}}`;
  const paused_ids = `{${paused.map(({ id }) => id).join(",")}}`;
  const paused_until = `{${paused.map(({ until }) => `"${until}"`).join(",")}}`;
  const is_waiting = isNotNull(deliveryQueue.delivery_id);
  const is_sending = sql`${deliveryQueue.claimed_until} > now()`;
  const is_off = sql`${endpoints.enabled} is not true`;
  const is_open = sql`${deliveries.endpoint_id} = any(${ids}::int[])`;
  // A failed delivery waits for its own next try; a due one waits for the pause.
  const pause_end = sql`(${paused_until}::timestamptz[])[array_position(${paused_ids}::int[], ${deliveries.endpoint_id})]`;
  const is_paused = sql`${deliveryQueue.due_at} < ${pause_end}`;
  const is_behind = sql`(${deliveries.version} > 1 and ${await isBehind(db)})`;
  // It was parked while its endpoint was off; the endpoint is on again.
  const is_on_again = sql`${deliveries.state} = 'parked' and ${deliveries.reason} = 'endpoint off'`;
  return {
    state: sql`case
      when not ${is_waiting} then ${deliveries.state}
      when ${is_sending} then 'sending'
      when ${is_off} or ${is_open} or ${is_paused} or ${is_behind} then 'parked'
      when ${is_on_again} then 'due'
      else ${deliveries.state} end`,
    reason: sql`case
      when not ${is_waiting} or ${is_sending} then ${deliveries.reason}
      when ${is_off} then 'endpoint off'
      when ${is_open} then 'breaker open'
      when ${is_paused} then 'its endpoint asks to wait (Retry-After)'
      when ${is_behind} then 'waits for the version before it'
      when ${is_on_again} then null
      else ${deliveries.reason} end`,
  };
}

/**
 * Whether an earlier version waits. Citus can't ask the plain queue for each delivery: there the few
 * that wait so are read beforehand.
 */
async function isBehind(db: Queryable): Promise<SQL> {
  if (isDistributed()) {
    const rows = await db.execute<{ delivery_id: string }>(sql`
      select distinct later.delivery_id from ${deliveryQueue} as later
      join ${deliveryQueue} as earlier on earlier.endpoint_id = later.endpoint_id
        and earlier.conversion_id = later.conversion_id
        and earlier.version < later.version
      where later.version > 1`);
    const ids = rows.map(({ delivery_id }) => delivery_id);
    return sql`${deliveries.id} = any(${`{${ids.join()}}`}::uuid[])`;
  }
  return sql`exists (
    select from ${deliveryQueue} as earlier
    where earlier.endpoint_id = ${deliveries.endpoint_id}
      and earlier.conversion_id = ${deliveries.conversion_id}
      and earlier.version < ${deliveries.version})`;
}

/**
 * The SQL condition of a filter. If the states are all settled, or all waiting, rows of
 * the other kind are not read.
 */
export function deliveryConditions(
  { states, ...given }: DeliveryFilter,
  shown: ShownState,
): SQL | undefined {
  const { from, to, state = states, ...others } = given;
  return and(
    filterCondition(DELIVERY_TABLE, { ...others, from, to }),
    from === undefined
      ? undefined
      : gte(deliveries.id, firstIdAt(from - ID_SLACK_MS)),
    to === undefined
      ? undefined
      : lt(deliveries.id, firstIdAt(to + ID_SLACK_MS)),
    state === undefined ? undefined : stateCondition(state, shown),
  );
}

/** How the list of deliveries is read. */
export const DELIVERY_TABLE: ListTable = {
  columns: { ...getTableColumns(deliveries), created_at: deliveries.id },
  key: deliveries.id,
  time: deliveries.created_at,
  filters: {
    advertiser_id: (ids: number | readonly number[]) =>
      sql`${deliveries.campaign_id} in (select ${campaigns.id} from ${campaigns}
        where ${inArray(campaigns.advertiser_id, [ids].flat())})`,
  },
};

function stateCondition(
  states: readonly DeliveryState[],
  shown: ShownState,
): SQL {
  const list = `{${states.join(",")}}`;
  const is_shown = sql`${shown.state} = any(${list}::text[])`;
  const is_settled = states.every((state) => !WAITING.includes(state));
  const is_waiting = states.every((state) => WAITING.includes(state));
  const is_stored = sql`${deliveries.state} = any(${list}::text[])`;
  return (
    and(
      is_shown,
      is_settled ? is_stored : undefined,
      is_waiting ? isNotNull(deliveryQueue.delivery_id) : undefined,
    ) ?? is_shown
  );
}

/**
 * Enabled endpoints whose breaker is open or that asked for a pause. Usually there are
 * none and no further query runs.
 */
async function endpointsLeftAlone(db: Queryable) {
  const open = await db
    .select({ origin: openBreakers.origin, probe_at: openBreakers.probe_at })
    .from(openBreakers);
  const paused = open.flatMap(({ origin, probe_at }) => {
    const id = pausedEndpoint(origin);
    return id === null ? [] : [{ id, until: isoTime(probe_at) }];
  });
  if (open.length === paused.length) return { left_alone: [], paused };
  const origins = new Set(open.map(({ origin }) => origin));
  const rows = await db
    .select({ id: endpoints.id, url: endpoints.url })
    .from(endpoints)
    .where(ne(endpoints.enabled, false));
  const left_alone = rows
    .filter(({ url }) => origins.has(originOf(url)))
    .map(({ id }) => id);
  return { left_alone, paused };
}

/** Formats a time or null. */
export function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

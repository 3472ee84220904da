import { and, asc, desc, eq, gt, lte, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { readTimestamp, recordChanges, recordset } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { deliveries, deliveryQueue, endpoints } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { isoTime, isUuid, Problem, shownMoney } from "../kernel/mod.ts";
import { deliveryConditions, shownState } from "./delivery_state.ts";
import type { DeliveryFilter, ShownState } from "./delivery_state.ts";

/** Maximum deliveries requeued per transaction. */
const PIECE_MAX = 1_000;
const HOUR_MS = 3_600_000;
const RETRIED = "sent again by hand";

/** Which deliveries to send again, and how fast. */
export interface ReplayInput {
  filter: DeliveryFilter;
  /** Deliveries that come due per second. */
  per_second: number;
}

/** The position of a replay: where the next batch starts. */
export interface ReplayCursor {
  /** The last delivery examined; null at the start. */
  after_id: string | null;
  /** The newest delivery when the replay started, so that it ends. */
  up_to_id: string;
  /** When the next delivery comes due. */
  due_at: number;
}

/** The deliveries that a replay would send again. */
export interface ReplayPlan {
  count: number;
  money: { currency: string; amount: string; count: number }[];
  /** When the oldest of them was created. */
  oldest_at: string | null;
  oldest_age_s: number | null;
  /** Number left out because their endpoint has already received a newer version. */
  outdated: number;
}

/** Reports what a replay would send again, with its money and age; changes nothing. */
export async function planReplay(
  db: Database,
  filter: DeliveryFilter,
  now_ms: number,
): Promise<ReplayPlan> {
  const shown = await shownState(db);
  const rows = await db
    .select({
      currency: deliveries.currency,
      outdated: sql<boolean>`${newerWasDelivered()}`,
      count: sql<string>`count(*)`,
      amount: sql<string>`sum(${deliveries.payout_micros})`,
      oldest_at: sql<string>`min(${deliveries.created_at})`,
    })
    .from(deliveries)
    .leftJoin(deliveryQueue, eq(deliveryQueue.delivery_id, deliveries.id))
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpoint_id))
    .where(deliveryConditions(filter, shown))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`);
  const sent = rows.filter((row) => !row.outdated);
  const oldest = sent.map((row) => readTimestamp(row.oldest_at));
  const oldest_at = oldest.length === 0 ? null : Math.min(...oldest);
  const sum = (list: typeof rows) =>
    list.reduce((total, { count }) => total + Number(count), 0);
  return {
    count: sum(sent),
    money: sent.map(({ currency, amount, count }) => ({
      currency,
      ...shownMoney(currency, { amount: BigInt(amount) }),
      count: Number(count),
    })),
    oldest_at: oldest_at === null ? null : isoTime(oldest_at),
    oldest_age_s:
      oldest_at === null ? null : Math.floor((now_ms - oldest_at) / 1000),
    outdated: sum(rows) - sum(sent),
  };
}

/** The cursor at which a replay starts; null if there are no deliveries. */
export async function startReplay(
  db: Database,
  now_ms: number,
): Promise<ReplayCursor | null> {
  const [newest] = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .orderBy(desc(deliveries.id))
    .limit(1);
  return newest === undefined
    ? null
    : { after_id: null, up_to_id: newest.id, due_at: now_ms };
}

/**
 * Requeues the next batch of a replay in one transaction, oldest first, with due times
 * spread by the rate. After a crash the replay can resume from its saved cursor:
 * requeued deliveries are shown as due and not requeued again.
 */
export async function replayPiece(
  db: Database,
  input: ReplayInput,
  cursor: ReplayCursor,
  now_ms: number,
): Promise<{ queued: number; cursor: ReplayCursor | null }> {
  const shown = await shownState(db);
  const begin_at = Math.max(now_ms, cursor.due_at);
  const { after_id, up_to_id } = cursor;
  return await db.transaction(async (tx) => {
    const chosen = await choose(
      tx,
      shown,
      and(
        deliveryConditions(input.filter, shown),
        after_id === null ? undefined : gt(deliveries.id, after_id),
        lte(deliveries.id, up_to_id),
        sql`not ${newerWasDelivered()}`,
      ),
    );
    const step_ms = 1000 / input.per_second;
    const queued = await putBack(
      tx,
      chosen.map((row, index) => ({
        ...row,
        due_at: Math.round(begin_at + index * step_ms),
      })),
    );
    const last = chosen.at(-1);
    const is_done = last === undefined || chosen.length < PIECE_MAX;
    const due_at = Math.round(begin_at + chosen.length * step_ms);
    return {
      queued,
      cursor: is_done ? null : { after_id: last.id, up_to_id, due_at },
    };
  });
}

/**
 * Makes one delivery due now, with a new age budget. One that was already received
 * takes `force`.
 */
export async function retryDelivery(
  db: Database,
  id: string,
  input: { force: boolean; now_ms: number },
): Promise<void> {
  const shown = await shownState(db);
  await db.transaction(async (tx) => {
    const [row] = isUuid(id)
      ? await choose(tx, shown, eq(deliveries.id, id))
      : [];
    const chosen = orNotFound(row);
    const refusal = whyNotRetried(chosen, input.force);
    if (refusal !== null) {
      throw new Problem(409, ...refusal);
    }
    const queued = await putBack(tx, [{ ...chosen, due_at: input.now_ms }]);
    if (queued === 0) throw new Problem(409, ...IN_FLIGHT);
    const { state, campaign_id, affiliate_id } = chosen;
    await recordChanges(tx, [
      {
        action: "retried",
        resource: "deliveries",
        resource_id: id,
        row: { campaign_id, affiliate_id },
        before: { state },
        after: { state: "due" },
      },
    ]);
  });
}

type Refusal = [code: string, detail: string];
const IN_FLIGHT: Refusal = [
  "in_flight",
  "Cannot retry this delivery: it is being sent just now",
];

type Chosen = Awaited<ReturnType<typeof choose>>[number];

function whyNotRetried(row: Chosen, force: boolean): Refusal | null {
  if (row.shown_state === "sending") return IN_FLIGHT;
  if (force) return null;
  const why =
    row.state === "delivered"
      ? "it was heard"
      : row.state === "superseded"
        ? "a newer version is told instead"
        : row.outdated
          ? "a newer version was heard already"
          : null;
  if (why === null) return null;
  const detail = `Cannot retry this delivery: ${why}. Send {"force": true} to send it all the same`;
  return ["already_told", detail];
}

async function choose(
  tx: Transaction,
  shown: ShownState,
  where: SQL | undefined,
) {
  return await tx
    .select({
      id: deliveries.id,
      state: deliveries.state,
      campaign_id: deliveries.campaign_id,
      affiliate_id: endpoints.affiliate_id,
      shown_state: shown.state,
      outdated: sql<boolean>`${newerWasDelivered()}`,
      age_budget_hours: endpoints.age_budget_hours,
    })
    .from(deliveries)
    .leftJoin(deliveryQueue, eq(deliveryQueue.delivery_id, deliveries.id))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpoint_id))
    .where(where)
    .orderBy(asc(deliveries.id))
    .limit(PIECE_MAX);
}

/** Sending an older version after a newer one would revert the receiver to an outdated state. */
function newerWasDelivered(): SQL {
  return sql`exists (
    select 1 from ${deliveries} as newer
    where newer.campaign_id = ${deliveries}.campaign_id
      and newer.endpoint_id = ${deliveries}.endpoint_id
      and newer.conversion_id = ${deliveries}.conversion_id
      and newer.version > ${deliveries}.version and newer.state = 'delivered')`;
}

/**
 * Requeues deliveries. Locks the queue before the deliveries, in order of id, like
 * `finishDeliveries`. Deliveries in flight, or changed since they were chosen, stay as
 * they are. The claim number starts at random, so that a worker from before, which may
 * still hold a small number, can't finish them.
 */
async function putBack(
  tx: Transaction,
  rows: readonly (Chosen & { due_at: number })[],
): Promise<number> {
  const given = () =>
    recordset(
      "g",
      rows.map(({ id, state, due_at, age_budget_hours }) => ({
        id,
        state,
        due_at: isoTime(due_at),
        expires_at: isoTime(due_at + (age_budget_hours ?? 0) * HOUR_MS),
      })),
      {
        id: "uuid",
        state: "text",
        due_at: "timestamptz",
        expires_at: "timestamptz",
      },
    );
  const changed = await tx.execute(sql`
    with held as (
      update ${deliveryQueue} as q
      set due_at = g.due_at, expires_at = g.expires_at
      from ${given()}
      where q.delivery_id = g.id
        and (q.claimed_until is null or q.claimed_until < now())
      returning q.delivery_id
    ), added as (
      insert into ${deliveryQueue}
        (delivery_id, endpoint_id, campaign_id, conversion_id, version, due_at, expires_at, attempt, claim)
      select d.id, d.endpoint_id, d.campaign_id, d.conversion_id, d.version, g.due_at,
        g.expires_at, d.attempts, floor(random() * 1000000000)::int
      from ${given()} join ${deliveries} as d on d.id = g.id
      where d.state = g.state and d.state not in ('due', 'parked')
      order by d.id
      on conflict do nothing
      returning delivery_id
    )
    update ${deliveries} as d
    set state = 'due', reason = ${RETRIED}, settled_at = null,
      expires_at = g.expires_at
    from ${given()},
      (select * from held union all select * from added) as taken
    where d.id = g.id and taken.delivery_id = d.id
    returning d.id`);
  return changed.length;
}

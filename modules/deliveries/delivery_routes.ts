import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Database } from "../../db/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import {
  invalid,
  readFilters,
  readList,
  readMoment,
  readUuid,
} from "../http/mod.ts";
import type { FilterReading } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import {
  planReplay,
  replayPiece,
  retryDelivery,
  startReplay,
} from "./delivery_replay.ts";
import type { ReplayCursor } from "./delivery_replay.ts";
import { REPLAY_DELIVERIES } from "./delivery_replay_job.ts";
import { DELIVERY_LIST, DELIVERY_STATES } from "./delivery_state.ts";
import type { DeliveryState } from "./delivery_state.ts";
import type { EndpointDeps } from "./endpoints/endpoint.ts";
import { endpointRoutes } from "./endpoint_routes.ts";
import type { SenderDeps } from "./send_request.ts";
import { webhookRoutes } from "./webhook_routes.ts";
import { listDeliveries, readDelivery } from "./read_deliveries.ts";

const closed = { additionalProperties: false };
const text = Type.Optional(Type.String({ maxLength: 300 }));
const id = Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }));
const ReplayBody = Type.Object(
  {
    filter: Type.Optional(
      Type.Object(
        {
          conversion_id: text,
          affiliate_id: id,
          campaign_id: id,
          endpoint_id: id,
          state: Type.Optional(
            Type.Union([
              Type.String({ maxLength: 20 }),
              Type.Array(Type.String({ maxLength: 20 }), {
                minItems: 1,
                maxItems: DELIVERY_STATES.length,
              }),
            ]),
          ),
          from: text,
          to: text,
        },
        closed,
      ),
    ),
    dry_run: Type.Optional(Type.Boolean()),
    per_second: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    /** Runs in the background, as a task that reports progress. */
    as_task: Type.Optional(Type.Boolean()),
    /** The cursor of an earlier response, to continue from. */
    cursor: Type.Optional(
      Type.Object(
        {
          after_id: Type.String({ maxLength: 40 }),
          up_to_id: Type.String({ maxLength: 40 }),
          due_at: Type.String({ maxLength: 40 }),
        },
        closed,
      ),
    ),
  },
  closed,
);
const RetryBody = Type.Optional(
  Type.Union([
    Type.Object({ force: Type.Optional(Type.Boolean()) }, closed),
    Type.Null(),
  ]),
);

/** States that are sent again by default. */
const REPLAYED: readonly DeliveryState[] = ["parked", "expired"];
const PER_SECOND = 50;
/** Maximum batches per request; the response has a cursor for the rest. */
const PIECES_MAX = 50;

export interface DeliveryRoutesDeps extends GuardDeps, EndpointDeps {
  db: Database;
  sender: SenderDeps;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
  scheduler: Pick<Scheduler, "enqueue">;
}

/**
 * Routes for deliveries with retry and replay, endpoints of affiliates, and presets of
 * receivers.
 */
export function deliveryRoutes(deps: DeliveryRoutesDeps) {
  return new Elysia({ name: "deliveries", prefix: "/api/v1" })
    .use(endpointRoutes(deps))
    .use(webhookRoutes(deps))
    .use(outboxRoutes(deps));
}

/** Routes also for affiliates, who see their own deliveries. */
function outboxRoutes(deps: DeliveryRoutesDeps) {
  const { db, clock } = deps;
  return new Elysia({ name: "outbox" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/deliveries", ({ query, principal }) =>
      listDeliveries(db, readList(query, DELIVERY_LIST, principal)),
    )
    .get("/deliveries/:id", ({ params }) => readDelivery(db, params.id))
    .post(
      "/deliveries/:id/retry",
      async ({ params, body }) => {
        const force = body?.force ?? false;
        await retryDelivery(db, params.id, { force, now_ms: clock.nowMs() });
        return await readDelivery(db, params.id);
      },
      { body: RetryBody },
    )
    .post(
      "/deliveries/replay",
      ({ body, principal }) => replay(deps, body, principal),
      {
        body: ReplayBody,
      },
    );
}

/** Reports what would be sent again, and unless it is a dry run, requeues it batch by batch. */
async function replay(
  { db, clock, scheduler }: DeliveryRoutesDeps,
  body: Static<typeof ReplayBody>,
  { timezone }: FilterReading,
) {
  const { filters } = DELIVERY_LIST;
  const reading = { timezone, prefix: "filter." };
  const given = readFilters(body.filter ?? {}, filters, reading);
  const filter = { ...given, state: given.state ?? REPLAYED };
  if (filter.state.includes("sending")) {
    throw invalid(
      "filter.state",
      "must not contain sending: what is being sent can't be sent again",
    );
  }
  const { dry_run = false, per_second = PER_SECOND } = body;
  const now_ms = clock.nowMs();
  const plan = await planReplay(db, filter, now_ms);
  if (dry_run) return { dry_run, ...plan, per_second };
  if (body.as_task === true) {
    const payload = { filter, per_second };
    const name = REPLAY_DELIVERIES;
    const { id: task_id } = await scheduler.enqueue(db, { name, payload });
    return { dry_run, ...plan, per_second, task_id };
  }
  let cursor: ReplayCursor | null = readReplayCursor(body.cursor);
  cursor ??= await startReplay(db, now_ms);
  let queued = 0;
  for (let piece = 0; piece < PIECES_MAX && cursor !== null; piece++) {
    const input = { filter, per_second };
    const done = await replayPiece(db, input, cursor, now_ms);
    queued += done.queued;
    cursor = done.cursor;
  }
  const next_cursor =
    cursor === null ? null : { ...cursor, due_at: isoTime(cursor.due_at) };
  return { dry_run, ...plan, per_second, queued, next_cursor };
}

function readReplayCursor(
  cursor: Static<typeof ReplayBody>["cursor"],
): ReplayCursor | null {
  if (cursor === undefined) return null;
  return {
    after_id: readUuid("cursor.after_id", cursor.after_id),
    up_to_id: readUuid("cursor.up_to_id", cursor.up_to_id),
    due_at: readMoment("cursor.due_at", cursor.due_at),
  };
}

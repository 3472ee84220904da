import { Type } from "@sinclair/typebox";
import {
  Amount,
  Currency,
  Id,
  Time,
  Uuid,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Money = Type.Object({
  currency: Currency,
  amount: Amount,
  count: Type.Integer(),
});

const Secret = Type.Object({
  id: Uuid,
  masked: nullable(Type.String()),
  created_at: Time,
});

const Waiting = Type.Object({
  count: Type.Integer(),
  is_more: Type.Boolean(),
  oldest_due_at: nullable(Time),
});

const Health = Type.Object({
  failing_since: nullable(Time),
  failures: Type.Integer(),
  last_success_at: nullable(Time),
  last_failure_at: nullable(Time),
  last_error: nullable(Type.String()),
  switch_off_rule: Type.Object({
    failing_hours: Type.Integer(),
    failures: Type.Literal(20),
    http_status: Type.Integer(),
  }),
  switches_off_at: nullable(Time),
});

/** A delivery in API responses. */
export const Delivery = named(
  "Delivery",
  Type.Object({
    id: Uuid,
    endpoint_id: Id,
    campaign_id: Id,
    affiliate_id: Id,
    conversion_id: Uuid,
    version: Type.Integer(),
    status: Type.String(),
    currency: Currency,
    state: Type.String(),
    reason: nullable(Type.String()),
    attempts: Type.Integer(),
    created_at: Time,
    expires_at: Time,
    settled_at: nullable(Time),
    due_at: nullable(Time),
    payout: Amount,
  }),
);

/** A delivery with its attempts. */
export const DeliveryWithAttempts = named(
  "DeliveryWithAttempts",
  Type.Object({
    id: Uuid,
    endpoint_id: Id,
    campaign_id: Id,
    affiliate_id: Id,
    conversion_id: Uuid,
    version: Type.Integer(),
    status: Type.String(),
    currency: Currency,
    state: Type.String(),
    reason: nullable(Type.String()),
    attempts: Type.Integer(),
    created_at: Time,
    expires_at: Time,
    settled_at: nullable(Time),
    due_at: nullable(Time),
    payout: Amount,
    tries: Type.Array(
      Type.Object({
        attempt: Type.Integer(),
        started_at: Time,
        lookup_ms: nullable(Type.Integer()),
        first_byte_ms: nullable(Type.Integer()),
        duration_ms: Type.Number(),
        method: Type.String(),
        url: Type.String(),
        headers: Type.Record(Type.String(), Type.String()),
        body: nullable(Type.String()),
        remote_address: nullable(Type.String()),
        http_status: nullable(Type.Integer()),
        response_headers: nullable(Type.Record(Type.String(), Type.String())),
        error: nullable(Type.String()),
        succeeded: Type.Boolean(),
        response_body: nullable(Type.String()),
      }),
    ),
  }),
);

/** The result of a replay: a dry run, a direct one, or a task. */
export const DeliveryReplay = named(
  "DeliveryReplay",
  Type.Union([
    Type.Object({
      dry_run: Type.Literal(true),
      count: Type.Integer(),
      money: Type.Array(Money),
      oldest_at: nullable(Time),
      oldest_age_s: nullable(Type.Integer()),
      outdated: Type.Integer(),
      per_second: Type.Integer(),
    }),
    Type.Object({
      dry_run: Type.Literal(false),
      count: Type.Integer(),
      money: Type.Array(Money),
      oldest_at: nullable(Time),
      oldest_age_s: nullable(Type.Integer()),
      outdated: Type.Integer(),
      per_second: Type.Integer(),
      task_id: Uuid,
    }),
    Type.Object({
      dry_run: Type.Literal(false),
      count: Type.Integer(),
      money: Type.Array(Money),
      oldest_at: nullable(Time),
      oldest_age_s: nullable(Type.Integer()),
      outdated: Type.Integer(),
      per_second: Type.Integer(),
      queued: Type.Integer(),
      next_cursor: nullable(
        Type.Object({
          due_at: Time,
          after_id: nullable(Type.String()),
          up_to_id: Type.String(),
        }),
      ),
    }),
  ]),
);

/** An endpoint preset in API responses. */
export const EndpointPreset = named(
  "EndpointPreset",
  Type.Object({
    preset: oneOf([
      "affise",
      "bemob",
      "binom",
      "cake",
      "everflow",
      "generic",
      "keitaro",
      "redtrack",
      "scaleo",
      "tune",
      "voluum",
    ]),
    title: Type.String(),
    asks: Type.Array(
      Type.Union([
        Type.Object({
          field: Type.String(),
          what: Type.String(),
          required: Type.Boolean(),
        }),
        Type.Object({
          field: Type.String(),
          what: Type.String(),
          required: Type.Boolean(),
          default: Type.String(),
          values: Type.Array(Type.String()),
        }),
      ]),
    ),
    url: Type.String(),
    success_match: nullable(Type.String()),
  }),
);

/** An endpoint in API responses. */
export const Endpoint = named(
  "Endpoint",
  Type.Object({
    id: Id,
    affiliate_id: Id,
    campaign_id: nullable(Id),
    preset: nullable(Type.String()),
    method: Type.String(),
    url: Type.String(),
    body: nullable(Type.String()),
    headers: Type.Record(Type.String(), Type.String()),
    secrets: Type.Array(Secret),
    statuses: Type.Array(Type.String()),
    goals: nullable(Type.Array(Type.String())),
    also_general: Type.Boolean(),
    only_final: Type.Boolean(),
    success_match: nullable(Type.String()),
    send_zero: Type.Boolean(),
    rate_per_second: nullable(Type.Integer()),
    timeout_s: Type.Integer(),
    age_budget_hours: Type.Integer(),
    enabled: Type.Boolean(),
    disabled_reason: nullable(Type.String()),
    created_at: Time,
    health: Health,
    destination: Type.Object({
      origin: Type.String(),
      breaker: nullable(
        Type.Object({ opened_at: Time, probe_at: Time, reason: Type.String() }),
      ),
    }),
    waiting: Waiting,
  }),
);

/** A new endpoint; the text of its secret is shown only here. */
export const NewEndpoint = named(
  "NewEndpoint",
  Type.Union([
    Endpoint,
    Type.Object({
      id: Id,
      affiliate_id: Id,
      campaign_id: nullable(Id),
      preset: nullable(Type.String()),
      method: Type.String(),
      url: Type.String(),
      body: nullable(Type.String()),
      headers: Type.Record(Type.String(), Type.String()),
      secrets: Type.Array(Secret),
      statuses: Type.Array(Type.String()),
      goals: nullable(Type.Array(Type.String())),
      also_general: Type.Boolean(),
      only_final: Type.Boolean(),
      success_match: nullable(Type.String()),
      send_zero: Type.Boolean(),
      rate_per_second: nullable(Type.Integer()),
      timeout_s: Type.Integer(),
      age_budget_hours: Type.Integer(),
      enabled: Type.Boolean(),
      disabled_reason: nullable(Type.String()),
      created_at: Time,
      health: Health,
      destination: Type.Object({
        origin: Type.String(),
        breaker: nullable(
          Type.Object({
            opened_at: Time,
            probe_at: Time,
            reason: Type.String(),
          }),
        ),
      }),
      waiting: Waiting,
      secret: Type.String(),
    }),
  ]),
);

/** The result of testing an endpoint. */
export const EndpointTest = named(
  "EndpointTest",
  Type.Object({
    heard: Type.Boolean(),
    reason: nullable(Type.String()),
    request: Type.Object({
      method: oneOf(["GET", "POST"]),
      url: Type.String(),
      headers: Type.Record(Type.String(), Type.String()),
      body: nullable(Type.String()),
    }),
    response: nullable(
      Type.Object({
        http_status: Type.Integer(),
        headers: Type.Record(Type.String(), Type.String()),
        body: Type.String(),
      }),
    ),
    remote_address: nullable(Type.String()),
    error: nullable(Type.String()),
    lookup_ms: nullable(Type.Integer()),
    first_byte_ms: nullable(Type.Integer()),
    duration_ms: Type.Number(),
  }),
);

/** A new endpoint secret; its text is shown only here. */
export const NewEndpointSecret = named(
  "NewEndpointSecret",
  Type.Object({
    id: Uuid,
    masked: nullable(Type.String()),
    created_at: Time,
    secret: Type.String(),
  }),
);

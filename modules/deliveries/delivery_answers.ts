import { Type } from "@sinclair/typebox";
import {
  advertisers,
  Amount,
  Count,
  Currency,
  described,
  Id,
  named,
  nullable,
  oneOf,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";
import { DELIVERY_STATES } from "./delivery_state.ts";
import { PRESET_NAMES } from "./endpoints/endpoint_preset.ts";

const text = Type.String();
const Headers = Type.Record(text, text);
const Method = oneOf(["GET", "POST"]);

const Secret = Type.Object({
  id: Uuid,
  masked: described("Its last characters.", nullable(text)),
  created_at: Time,
});

const DeliveryState = named("DeliveryState", oneOf(DELIVERY_STATES));

/** A delivery in API responses. */
export const Delivery = named(
  "Delivery",
  Type.Object({
    id: Uuid,
    endpoint_id: Id,
    campaign_id: Id,
    affiliate_id: Id,
    advertiser_id: advertisers(Id),
    conversion_id: Uuid,
    version: described("The version of the conversion.", Type.Integer()),
    status: described("The conversion's status then.", text),
    currency: Currency,
    state: DeliveryState,
    reason: nullable(text),
    attempts: Count,
    created_at: Time,
    expires_at: Time,
    settled_at: nullable(Time),
    due_at: described("When it is tried next.", nullable(Time)),
    ...rounded({ payout: Amount }),
  }),
);

const TIMINGS = {
  lookup_ms: nullable(Type.Integer()),
  first_byte_ms: nullable(Type.Integer()),
  duration_ms: Type.Number(),
};

export const DeliveryWithAttempts = named(
  "DeliveryWithAttempts",
  Type.Object({
    ...Delivery.properties,
    tries: Type.Array(
      Type.Object({
        attempt: Type.Integer(),
        started_at: Time,
        ...TIMINGS,
        method: text,
        url: text,
        headers: Headers,
        body: nullable(text),
        remote_address: nullable(text),
        http_status: nullable(Type.Integer()),
        response_headers: nullable(Headers),
        error: nullable(text),
        succeeded: Type.Boolean(),
        response_body: nullable(text),
      }),
    ),
  }),
);

const REPLAY = {
  count: Count,
  money: Type.Array(
    Type.Object({
      currency: Currency,
      ...rounded({ amount: Amount }),
      count: Count,
    }),
  ),
  oldest_at: nullable(Time),
  oldest_age_s: nullable(Type.Integer()),
  outdated: described("Not sent again, since a later version was sent.", Count),
  per_second: Type.Integer(),
};

/** The result of a replay: a dry run, a direct one, or a task. */
export const DeliveryReplay = named(
  "DeliveryReplay",
  Type.Union([
    Type.Object({ dry_run: Type.Literal(true), ...REPLAY }),
    Type.Object({ dry_run: Type.Literal(false), ...REPLAY, task_id: Uuid }),
    Type.Object({
      dry_run: Type.Literal(false),
      ...REPLAY,
      queued: Count,
      next_cursor: nullable(
        Type.Object({
          due_at: Time,
          after_id: nullable(text),
          up_to_id: text,
        }),
      ),
    }),
  ]),
);

/** An endpoint preset in API responses. */
export const EndpointPreset = named(
  "EndpointPreset",
  Type.Object({
    preset: oneOf(PRESET_NAMES),
    title: text,
    asks: described(
      "What the receiver's own account has to supply.",
      Type.Array(
        Type.Object({
          field: text,
          what: text,
          required: Type.Boolean(),
          secret: described(
            "Shown to nobody once it is given.",
            Type.Optional(Type.Boolean()),
          ),
          default: Type.Optional(text),
          values: Type.Optional(Type.Array(text)),
        }),
      ),
    ),
    url: text,
    success_match: nullable(text),
  }),
);

/** The settings of an ad platform's endpoint. */
const AdView = Type.Object({
  account: described("A pixel, a data set, an ad account.", text),
  event: described(
    "Its name for the event, for each goal: `lead=Lead, Purchase`.",
    text,
  ),
  value: oneOf(["payout", "sale_amount", "none"]),
  visitors: described(
    "Whose conversions it is told of: those with its click id, or all.",
    oneOf(["clicked", "all"]),
  ),
  consent: described(
    "What visitors agreed to, where their click doesn't say.",
    oneOf(["granted", "denied", "unspecified"]),
  ),
  page_url: described("The page on which conversions happen.", nullable(text)),
  test_code: described("Marks events of a test.", nullable(text)),
  click_id_in: described(
    "The macro that holds its click id, where no parameter of its own does.",
    nullable(text),
  ),
  login_account: nullable(text),
});

/** An endpoint in API responses. */
export const Endpoint = named(
  "Endpoint",
  Type.Object({
    id: Id,
    affiliate_id: Id,
    campaign_id: described("Null for all campaigns.", nullable(Id)),
    preset: nullable(text),
    method: text,
    url: text,
    body: nullable(text),
    headers: Headers,
    secrets: Type.Array(Secret),
    ad: described("Of an ad platform's.", nullable(AdView)),
    credential: described(
      "The access that the ad platform has given.",
      nullable(Secret),
    ),
    statuses: Type.Array(text),
    goals: described(
      "Keys of goals; null for all.",
      nullable(Type.Array(text)),
    ),
    also_general: Type.Boolean(),
    only_final: Type.Boolean(),
    success_match: nullable(text),
    send_zero: Type.Boolean(),
    rate_per_second: nullable(Type.Integer()),
    timeout_s: Type.Integer(),
    age_budget_hours: described(
      "How long a delivery is tried.",
      Type.Integer(),
    ),
    enabled: Type.Boolean(),
    disabled_reason: nullable(text),
    created_at: Time,
    health: Type.Object({
      failing_since: nullable(Time),
      failures: Count,
      last_success_at: nullable(Time),
      last_failure_at: nullable(Time),
      last_error: nullable(text),
      switch_off_rule: Type.Object({
        failing_hours: Type.Integer(),
        failures: Type.Integer(),
        http_status: Type.Integer(),
      }),
      switches_off_at: nullable(Time),
    }),
    destination: Type.Object({
      origin: text,
      breaker: nullable(
        Type.Object({ opened_at: Time, probe_at: Time, reason: text }),
      ),
    }),
    waiting: Type.Object({
      count: Count,
      is_more: Type.Boolean(),
      oldest_due_at: nullable(Time),
    }),
  }),
);

const ShownOnce = described("Shown only in this answer.", text);

/** A new endpoint; the text of its secret is shown only here. */
export const NewEndpoint = named(
  "NewEndpoint",
  Type.Object({ ...Endpoint.properties, secret: Type.Optional(ShownOnce) }),
);

/** The result of testing an endpoint. */
export const EndpointTest = named(
  "EndpointTest",
  Type.Object({
    heard: described("Whether the receiver took it.", Type.Boolean()),
    reason: nullable(text),
    request: Type.Object({
      method: Method,
      url: text,
      headers: Headers,
      body: nullable(text),
    }),
    response: nullable(
      Type.Object({
        http_status: Type.Integer(),
        headers: Headers,
        body: text,
      }),
    ),
    remote_address: nullable(text),
    error: nullable(text),
    ...TIMINGS,
  }),
);

/** A new endpoint secret; its text is shown only here. */
export const NewEndpointSecret = named(
  "NewEndpointSecret",
  Type.Object({ ...Secret.properties, secret: ShownOnce }),
);

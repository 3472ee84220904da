import { Type } from "@sinclair/typebox";
import {
  Count,
  described,
  hiddenFrom,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../../http/mod.ts";
import { NETWORK_EVENTS } from "../../notices/mod.ts";
import {
  DeliveryWithAttempts,
  Endpoint,
  NewEndpointSecret,
} from "../delivery_answers.ts";
import { DELIVERY_STATES } from "../delivery_state.ts";

const text = Type.String();
const EventType = oneOf(NETWORK_EVENTS);

/** A webhook in API responses. */
export const Webhook = named(
  "Webhook",
  Type.Object({
    id: Id,
    url: text,
    events: Type.Array(EventType),
    affiliate_id: described(
      "The affiliate whose events it is told, cut to what an affiliate sees; null for the network.",
      nullable(Id),
    ),
    advertiser_id: hiddenFrom(
      described("Only events of this advertiser.", nullable(Id)),
      ["affiliate"],
    ),
    campaign_id: described("Only events of this campaign.", nullable(Id)),
    secrets: Endpoint.properties.secrets,
    enabled: Type.Boolean(),
    disabled_reason: nullable(text),
    created_at: Time,
    health: Endpoint.properties.health,
    destination: Endpoint.properties.destination,
    waiting: Endpoint.properties.waiting,
  }),
);

/** A new webhook; the text of its secret is shown only here. */
export const NewWebhook = named(
  "NewWebhook",
  Type.Object({
    ...Webhook.properties,
    secret: described("Shown only in this answer.", text),
  }),
);

export const NewWebhookSecret = NewEndpointSecret;

/** An event's delivery to a webhook. */
export const WebhookDelivery = named(
  "WebhookDelivery",
  Type.Object({
    id: Uuid,
    webhook_id: Id,
    event_id: described("Sent as `webhook-id`.", Uuid),
    type: EventType,
    state: oneOf(DELIVERY_STATES),
    reason: nullable(text),
    attempts: Count,
    created_at: Time,
    expires_at: Time,
    settled_at: nullable(Time),
    due_at: described("When it is tried next.", nullable(Time)),
  }),
);

/** An event's delivery with every attempt. */
export const WebhookDeliveryWithTries = named(
  "WebhookDeliveryWithTries",
  Type.Object({
    ...WebhookDelivery.properties,
    tries: DeliveryWithAttempts.properties.tries,
  }),
);

import type { AdEndpoint } from "./ads/send_ad.ts";
import type { ClaimedDelivery, ClaimedEvent } from "./delivery_store.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import type { WebhookConfig } from "./webhooks/webhook_config.ts";

/** Where deliveries are sent: an affiliate's endpoint, or a webhook. */
export type Recipient = EndpointConfig | WebhookConfig;

/** A claimed delivery, of a conversion or of an event. */
export type Claimed = ClaimedDelivery | ClaimedEvent;

/** Whether it is told of events. */
export function isWebhook(recipient: Recipient): recipient is WebhookConfig {
  return "kind" in recipient;
}

/** Whether it is an ad platform. */
export function isAdEndpoint(recipient: Recipient): recipient is AdEndpoint {
  return !isWebhook(recipient) && recipient.ad !== null;
}

/** Whether an event is delivered. */
export function isEvent(delivery: Claimed): delivery is ClaimedEvent {
  return "event" in delivery;
}

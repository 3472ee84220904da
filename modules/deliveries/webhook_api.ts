import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { EndpointTest } from "./delivery_answers.ts";
import {
  OWN_WEBHOOK,
  WEBHOOK_DELIVERY_LIST,
  WEBHOOK_SECRETS,
  WEBHOOKS,
} from "./webhooks/resources.ts";
import {
  WebhookDelivery,
  WebhookDeliveryWithTries,
} from "./webhooks/webhook_answers.ts";

/** Summaries, responses and problems of the webhook routes. */
export const WEBHOOK_API: ApiDescription = {
  ...resourceApi(WEBHOOKS),
  ...resourceApi(WEBHOOK_SECRETS),
  "POST /api/v1/webhooks/:id/test": {
    summary: "Sends a sample of an event to a webhook",
    own: OWN_WEBHOOK,
    answers: { 200: EndpointTest },
    problems: ["rate_limited", "key_unreadable"],
  },
  "GET /api/v1/webhooks/:id/deliveries": {
    summary: "Lists the deliveries of a webhook",
    own: OWN_WEBHOOK,
    ...WEBHOOK_DELIVERY_LIST,
    answers: { 200: listOf(WebhookDelivery) },
  },
  "GET /api/v1/webhooks/:id/deliveries/:delivery_id": {
    summary: "Gets a delivery of a webhook with every attempt",
    own: OWN_WEBHOOK,
    answers: { 200: WebhookDeliveryWithTries },
  },
  "POST /api/v1/webhooks/:id/deliveries/:delivery_id/retry": {
    summary: "Sends a delivery of a webhook again",
    own: OWN_WEBHOOK,
    description: "Sends it again under the same `webhook-id`.",
    answers: { 200: WebhookDeliveryWithTries },
    problems: ["in_flight"],
  },
};

import { isoTime, signWebhook } from "../../kernel/mod.ts";
import type { ClaimedEvent } from "../delivery_store.ts";
import type { Names } from "../delivery_request.ts";
import type { OutgoingRequest } from "../send_request.ts";
import type { WebhookConfig } from "./webhook_config.ts";
import { eventBody } from "./webhook_events.ts";

const TIMEOUT_MS = 10_000;

/**
 * Builds the request of an event: identified by the event's id, which is the same on each
 * try, and signed with every live secret.
 */
export function webhookRequest(
  { event }: Pick<ClaimedEvent, "event">,
  webhook: WebhookConfig,
  input: { names: Names; now_ms: number; user_agent: string },
): OutgoingRequest {
  const { id, type, data, created_at } = event;
  const body = eventBody(
    {
      type,
      created_at: isoTime(created_at),
      data: withSharing(data, input.names),
    },
    webhook.role,
  );
  const timestamp_s = Math.floor(input.now_ms / 1000);
  const { url, secrets } = webhook;
  const signature = { id, timestamp_s, payload: body, secrets: [...secrets] };
  return {
    method: "POST",
    url,
    headers: {
      "user-agent": input.user_agent,
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(timestamp_s),
      "webhook-signature": signWebhook(signature),
    },
    body,
    timeout_ms: TIMEOUT_MS,
  };
}

/** Whether the campaign shares the amount of a sale is asked as of now, as macros do. */
function withSharing(
  data: Readonly<Record<string, unknown>>,
  names: Names,
): Readonly<Record<string, unknown>> {
  if (data.share_amount === undefined) return data;
  const campaign = names.campaign(Number(data.campaign_id));
  return { ...data, share_amount: campaign?.share_amount === true };
}

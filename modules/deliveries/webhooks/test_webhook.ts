import { exampleOf } from "../../http/mod.ts";
import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import type { NetworkEventType } from "../../notices/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { USER_AGENT } from "../delivery_request.ts";
import type { Names } from "../delivery_request.ts";
import { judgeTry } from "../judge_try.ts";
import { sendRequest } from "../send_request.ts";
import type { SenderDeps } from "../send_request.ts";
import { presentTest } from "../test_send.ts";
import type { TestThrottle } from "../test_send.ts";
import { buildWebhook } from "./webhook_config.ts";
import { readWebhookRow } from "./webhook.ts";
import { EVENT_DATA } from "./webhook_events.ts";
import { webhookRequest } from "./webhook_request.ts";

export interface TestWebhookDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
  sender: SenderDeps;
  configuration: Names;
  throttle: TestThrottle;
}

/**
 * Sends a sample of an event to a webhook now, on the same path as a real one, with
 * `is_test` in its data. Nothing is stored, and its health is not affected.
 */
export async function testWebhook(
  deps: TestWebhookDeps,
  id: number,
  given?: NetworkEventType,
) {
  const { db, clock, sender, configuration: names } = deps;
  const row = await readWebhookRow(db, id);
  const type = given ?? (row.events[0] as NetworkEventType);
  if (!row.events.includes(type)) {
    throw new Problem(
      422,
      "invalid_request",
      `Invalid type: it isn't told of ${type}`,
      {
        errors: [
          {
            field: "type",
            message: "must be one of its events",
            allowed: row.events,
          },
        ],
      },
    );
  }
  const webhook = buildWebhook(row, deps.seal_key, () => {});
  if (webhook === null) {
    const detail = "Its secrets can't be read any more: add a new one";
    throw new Problem(409, "key_unreadable", detail);
  }
  const now_ms = clock.nowMs();
  deps.throttle.take(id, now_ms);
  const data = sampleOf(type);
  const event = { id: newId(clock), type, data, created_at: now_ms };
  const input = { names, now_ms, user_agent: USER_AGENT };
  const request = webhookRequest({ event }, webhook, input);
  const started = sender.ticks_ms();
  const result = await sendRequest(sender, request);
  const duration_ms = Math.round(sender.ticks_ms() - started);
  const tried = { attempt: 0, created_at: now_ms, expires_at: now_ms + 1 };
  const judging = { success_match: null, now_ms, random: () => 0 };
  const { settled } = judgeTry(tried, result, judging);
  return presentTest({ request, result, settled, duration_ms });
}

/** The documented example of an event, marked as a test. */
function sampleOf(type: NetworkEventType): Record<string, unknown> {
  const example = exampleOf(EVENT_DATA[type].data);
  return { ...(example as Record<string, unknown>), is_test: true };
}

import { isClickless } from "../clicks/mod.ts";
import type { ClaimedDelivery, ClaimedEvent } from "./delivery_store.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import { ended, waitForClick } from "./judge_try.ts";
import type { Settled } from "./judge_try.ts";

/** Delay before a delivery whose endpoint is off is checked again. */
const OFF_POLL_MS = 60_000;

/** The state of a claimed delivery whose endpoint or webhook is off. */
export function endpointOff(now_ms: number): Settled {
  return parked(now_ms, "endpoint off");
}

/** The state of a claimed delivery that is not sent now, or not at all; null if it may be sent. */
export function whyUnsent(
  delivery: ClaimedDelivery,
  endpoint: EndpointConfig,
  now_ms: number,
): Settled | null {
  if (now_ms >= delivery.expires_at) {
    return ended("expired", now_ms, "it could not be sent in time");
  }
  if (delivery.has_newer && endpoint.only_final) {
    return ended("superseded", now_ms, "a newer version is told instead");
  }
  // An endpoint with only reversals gets each one; one with sales only gets reversals of
  // sales that it was sent.
  const hears_sales = endpoint.statuses.some((name) => name !== "reversed");
  const takes_back = delivery.status === "reversed" && hears_sales;
  if (takes_back && !delivery.was_tried_before) {
    return ended(
      "cancelled",
      now_ms,
      "it was never told of what is taken back",
    );
  }
  const { click_columns } = endpoint;
  // Its template was changed after the claim, which read what the former one needs.
  if (click_columns.some((name) => !delivery.click_columns.includes(name))) {
    return { state: "due", due_at: now_ms, settled_at: null, reason: null };
  }
  if (delivery.click !== null || isClickless(delivery.click_id)) return null;
  // The row of a click that found the disk full, or was lost with it, never comes.
  const needs_row = endpoint.ad === null && click_columns.length > 0;
  return needs_row ? waitForClick(delivery, now_ms) : null;
}

/** The state of a claimed event that is not sent now, or not at all; null if it may be sent. */
export function whyEventUnsent(
  { expires_at, why_silent }: ClaimedEvent,
  now_ms: number,
): Settled | null {
  if (now_ms >= expires_at) {
    return ended("expired", now_ms, "it could not be sent in time");
  }
  return why_silent === null ? null : parked(now_ms, why_silent);
}

function parked(now_ms: number, reason: string): Settled {
  const due_at = now_ms + OFF_POLL_MS;
  return { state: "parked", due_at, settled_at: null, reason };
}

import { backoffMs, DELIVERY_RETRY } from "../kernel/mod.ts";
import type { TryOutcome } from "./destination_gate.ts";
import type { SendResult } from "./send_request.ts";
import type { ClaimedDelivery, Finished } from "./delivery_store.ts";

const REASON_CHARS_MAX = 200;
const CLICK_ROW_POLL_MS = 300;
const CLICK_ROW_LATE_MS = 15 * 60_000;
const CLICK_ROW_LATE_POLL_MS = 10 * 60_000;
/** After how long we look again whether we can send at all. */
const OUR_FAULT_WAIT_MS = 5_000;
/** What could not be sent for so long, for whatever fault of ours, is not sent any more. */
const OUR_FAULT_MS_MAX = 30 * 24 * 3_600_000;
const GONE = 410;
const TOO_MANY = 429;
const WISH_S_MAX = 86_400;
const THROTTLED: readonly number[] = [TOO_MANY, 502, 503, 504];

/** What becomes of a delivery. */
export type Settled = Pick<
  Finished,
  "state" | "due_at" | "settled_at" | "reason" | "expires_at"
>;

/** What a try came to: for its delivery, for its destination, and for its endpoint. */
export interface JudgedTry {
  settled: Settled;
  outcome: TryOutcome | null;
  /** For how long the endpoint asks to be left alone, or, without an outcome, we have to leave its destination alone. */
  pause_ms: number;
  /** It says that it is gone for good. */
  is_gone: boolean;
}

/** A delivery as far as its next step hangs on it. */
export type Tried = Pick<
  ClaimedDelivery,
  "attempt" | "created_at" | "expires_at"
>;

/**
 * A click's row comes by way of the journal, mostly within a second. What a
 * delivery takes from it is not guessed: it waits, visibly, and not for ever.
 */
export function waitForClick(
  delivery: Pick<ClaimedDelivery, "created_at" | "expires_at">,
  now_ms: number,
): Settled {
  const is_late = now_ms - delivery.created_at > CLICK_ROW_LATE_MS;
  const reason = is_late ? "click_row_missing" : "waiting for its click's row";
  const due_at =
    now_ms + (is_late ? CLICK_ROW_LATE_POLL_MS : CLICK_ROW_POLL_MS);
  return due_at >= delivery.expires_at
    ? ended("expired", now_ms, reason)
    : { state: "parked", due_at, settled_at: null, reason };
}

/** It will not be sent: something newer is told instead, or there is nothing to take back. */
export function ended(
  state: "superseded" | "cancelled" | "expired",
  now_ms: number,
  reason: string,
): Settled {
  return { state, due_at: null, settled_at: now_ms, reason };
}

/**
 * Success is a 2xx whose body says what the endpoint expects; anything else is
 * tried again, later and later, until the age budget is spent. A fault of ours
 * spends none of it.
 */
export function judgeTry(
  delivery: Tried,
  result: Pick<
    SendResult,
    "http_status" | "error" | "is_ours" | "response_headers" | "response_body"
  >,
  input: { success_match: string | null; now_ms: number; random(): number },
): JudgedTry {
  const { now_ms } = input;
  const status = result.http_status ?? 0;
  const is_2xx = status >= 200 && status < 300;
  const says_so =
    input.success_match === null ||
    bodyText(result.response_body).includes(input.success_match);
  if (is_2xx && says_so) {
    const settled: Settled = {
      state: "delivered",
      due_at: null,
      settled_at: now_ms,
      reason: null,
    };
    return { settled, outcome: "heard", pause_ms: 0, is_gone: false };
  }
  if (result.is_ours) return ourFault(delivery, result.error, now_ms);
  const reason = (result.error ?? whyNot(status, is_2xx)).slice(
    0,
    REASON_CHARS_MAX,
  );
  const retry_after_ms = readRetryAfter(result.response_headers, now_ms);
  const wait_ms = backoffMs(
    DELIVERY_RETRY,
    delivery.attempt + 1,
    input.random,
    retry_after_ms === null ? {} : { retry_after_ms },
  );
  const due_at = now_ms + wait_ms;
  const settled: Settled =
    due_at >= delivery.expires_at
      ? ended("expired", now_ms, reason)
      : { state: "due", due_at, settled_at: null, reason };
  const is_throttled = THROTTLED.includes(status);
  return {
    settled,
    outcome:
      result.error !== null
        ? "unheard"
        : is_throttled
          ? "slow_down"
          : "refused",
    pause_ms: is_throttled ? (retry_after_ms ?? 0) : 0,
    is_gone: status === GONE,
  };
}

function whyNot(status: number, is_2xx: boolean): string {
  return is_2xx
    ? `HTTP ${status}, but its body does not say that it was heard`
    : `HTTP ${status}`;
}

/** No address was asked at all: what it was, and its life goes on for as long as we could not. */
function ourFault(
  { created_at, expires_at }: Tried,
  error: string | null,
  now_ms: number,
): JudgedTry {
  const reason = `our own fault: ${error ?? ""}`.slice(0, REASON_CHARS_MAX);
  const due_at = now_ms + OUR_FAULT_WAIT_MS;
  const settled: Settled =
    now_ms - created_at > OUR_FAULT_MS_MAX
      ? ended("expired", now_ms, reason)
      : {
          state: "due",
          due_at,
          settled_at: null,
          reason,
          expires_at: expires_at + OUR_FAULT_WAIT_MS,
        };
  return {
    settled,
    outcome: null,
    // What waits for the same destination needn't find it out one by one.
    pause_ms: OUR_FAULT_WAIT_MS,
    is_gone: false,
  };
}

function bodyText(body: Uint8Array | null): string {
  return body === null ? "" : Buffer.from(body).toString("utf8");
}

/** Seconds, or a date as HTTP writes it; null for anything else. */
function readRetryAfter(
  headers: Record<string, string> | null,
  now_ms: number,
): number | null {
  const value = headers?.["retry-after"]?.trim() ?? "";
  // However long it is, it is a wish that is cut where it is followed.
  if (/^[0-9]+$/.test(value)) return Math.min(Number(value), WISH_S_MAX) * 1000;
  const at = /^[A-Z][a-z]{2}, .+ GMT$/.test(value) ? Date.parse(value) : NaN;
  return at > now_ms ? at - now_ms : null;
}

import { backoffMs, DELIVERY_RETRY } from "../kernel/mod.ts";
import type { TryOutcome } from "./destination_gate.ts";
import type { SendResult } from "./send_request.ts";
import type { ClaimedDelivery, Finished } from "./delivery_store.ts";

const REASON_CHARS_MAX = 200;
const CLICK_ROW_POLL_MS = 300;
const CLICK_ROW_LATE_MS = 15 * 60_000;
const CLICK_ROW_LATE_POLL_MS = 10 * 60_000;
/** Delay before a retry after a fault of ours. */
const OUR_FAULT_WAIT_MS = 5_000;
/** Limit after which a delivery expires even if the fault is ours. */
const OUR_FAULT_MS_MAX = 30 * 24 * 3_600_000;
const GONE = 410;
const TOO_MANY = 429;
const RETRY_AFTER_S_MAX = 86_400;
const THROTTLED: readonly number[] = [TOO_MANY, 502, 503, 504];

/** The next state of a delivery. */
export type Settled = Pick<
  Finished,
  "state" | "due_at" | "settled_at" | "reason" | "expires_at"
>;

/** The outcome of a try, for its delivery, destination and endpoint. */
export interface JudgedTry {
  settled: Settled;
  outcome: TryOutcome | null;
  /**
   * How long the endpoint asks to be left alone; without an outcome, how long we have
   * to pause its destination.
   */
  pause_ms: number;
  /** The endpoint answered that it is gone for good. */
  is_gone: boolean;
}

/** The parts of a delivery that its next step depends on. */
export type Tried = Pick<
  ClaimedDelivery,
  "attempt" | "created_at" | "expires_at"
>;

/** The parts of a result that are judged. */
export type Answered = Pick<
  SendResult,
  "http_status" | "error" | "is_ours" | "response_headers" | "response_body"
>;

/**
 * A click's row arrives through the journal, usually within a second. A delivery that
 * needs it waits visibly, and not forever.
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

/**
 * Settles a delivery that won't be sent: a newer version is sent instead, there is
 * nothing to take back, or it expired.
 */
export function ended(
  state: "superseded" | "cancelled" | "expired",
  now_ms: number,
  reason: string,
): Settled {
  return { state, due_at: null, settled_at: now_ms, reason };
}

/**
 * A try succeeds with a 2xx whose body matches what the endpoint expects. Anything else
 * is retried with growing delays until the age budget is spent. A fault of ours doesn't
 * spend it.
 */
export function judgeTry(
  delivery: Tried,
  result: Answered,
  input: { success_match: string | null; now_ms: number; random(): number },
): JudgedTry {
  const { now_ms } = input;
  const status = result.http_status ?? 0;
  const is_2xx = status >= 200 && status < 300;
  const says_so =
    input.success_match === null ||
    bodyText(result.response_body).includes(input.success_match);
  if (is_2xx && says_so) return heardTry(now_ms);
  return failedTry(delivery, result, {
    ...input,
    reason: result.error ?? whyNot(status, is_2xx),
    is_throttled: THROTTLED.includes(status),
  });
}

/** A try that was received. */
export function heardTry(now_ms: number): JudgedTry {
  const settled: Settled = {
    state: "delivered",
    due_at: null,
    settled_at: now_ms,
    reason: null,
  };
  return { settled, outcome: "heard", pause_ms: 0, is_gone: false };
}

/** A try that is made again, unless the time for it is over. */
export function failedTry(
  delivery: Tried,
  result: Answered,
  input: {
    reason: string;
    /** Whether the receiver asks for less. */
    is_throttled: boolean;
    now_ms: number;
    random(): number;
  },
): JudgedTry {
  const { now_ms, is_throttled } = input;
  if (result.is_ours) return ourFault(delivery, result.error, now_ms);
  const reason = input.reason.slice(0, REASON_CHARS_MAX);
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
  return {
    settled,
    outcome:
      result.error !== null
        ? "unheard"
        : is_throttled
          ? "slow_down"
          : "refused",
    pause_ms: is_throttled ? (retry_after_ms ?? 0) : 0,
    is_gone: result.http_status === GONE,
  };
}

function whyNot(status: number, is_2xx: boolean): string {
  return is_2xx
    ? `HTTP ${status}, but its body does not say that it was heard`
    : `HTTP ${status}`;
}

/**
 * No receiver was reached: the delivery stays as it was, and its age budget is extended
 * by the time lost.
 */
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
    // Spares other deliveries to the same destination from failing one by one.
    pause_ms: OUR_FAULT_WAIT_MS,
    is_gone: false,
  };
}

function bodyText(body: Uint8Array | null): string {
  return body === null ? "" : Buffer.from(body).toString("utf8");
}

/** Seconds or an HTTP date; null for anything else. */
function readRetryAfter(
  headers: Record<string, string> | null,
  now_ms: number,
): number | null {
  const value = headers?.["retry-after"]?.trim() ?? "";
  // Any number is accepted; the pause itself is capped later.
  if (/^[0-9]+$/.test(value))
    return Math.min(Number(value), RETRY_AFTER_S_MAX) * 1000;
  const at = /^[A-Z][a-z]{2}, .+ GMT$/.test(value) ? Date.parse(value) : NaN;
  return at > now_ms ? at - now_ms : null;
}

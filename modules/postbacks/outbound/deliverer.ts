import { isRepeatable, isRowFault } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { backoffMs, Batcher, DELIVERY_RETRY } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { claimDeliveries } from "./claim_deliveries.ts";
import type { ClaimedDelivery } from "./claim_deliveries.ts";
import { deliveryUrl } from "./delivery_url.ts";
import type { Names } from "./delivery_url.ts";
import { finishDeliveries } from "./finish_deliveries.ts";
import type { Finished } from "./finish_deliveries.ts";
import { sendGet } from "./send_get.ts";
import type { SenderDeps, SendResult } from "./send_get.ts";

/** How many are under way at a time, and so how many one claim may bring. */
const IN_FLIGHT_MAX = 64;
const FINISH_BATCH_MAX = 500;
const REASON_CHARS_MAX = 200;
const CLICK_ROW_POLL_MS = 300;
const CLICK_ROW_LATE_MS = 15 * 60_000;
const CLICK_ROW_LATE_POLL_MS = 10 * 60_000;

/** What the deliverer needs. */
export interface DelivererDeps extends SenderDeps {
  db: Database;
  clock: Clock;
  names: Names;
  random(): number;
}

/**
 * Sends what the outbox holds. Nothing of the database is held during HTTP: a
 * batch is claimed, each is sent on its own, and results are written together.
 */
export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #finisher: Batcher<Finished, void>;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#finisher = new Batcher({
      name: "delivery results",
      batch_max: FINISH_BATCH_MAX,
      queue_max: IN_FLIGHT_MAX * 4,
      repeat: isRepeatable,
      split: isRowFault,
      run: async (finished) => {
        await finishDeliveries(deps.db, finished);
        return finished.map(() => ({ ok: true, value: undefined }));
      },
    });
  }

  /** Claims what is due, sends it, and writes what came of it; true says there may be more. */
  async runOnce(): Promise<boolean> {
    const { db, clock } = this.#deps;
    const input = { now_ms: clock.nowMs(), limit: IN_FLIGHT_MAX };
    const claimed = await claimDeliveries(db, input);
    const outcomes = await Promise.allSettled(
      claimed.map((delivery) => this.#deliver(delivery)),
    );
    const failed = outcomes.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    return claimed.length > 0;
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const { clock, names } = this.#deps;
    const started_at = clock.nowMs();
    if (delivery.click === null) {
      await this.#finisher.submit({
        delivery_id: delivery.id,
        claim: delivery.claim,
        ...waitForClick(delivery, started_at),
        attempt: null,
      });
      return;
    }
    const url = deliveryUrl(delivery, names);
    const result = await sendGet(this.#deps, {
      url,
      timeout_ms: delivery.timeout_ms,
      headers: {
        "user-agent": "tallyho/0.1",
        "webhook-id": delivery.id,
        "webhook-timestamp": String(Math.floor(started_at / 1000)),
      },
    });
    const ended_at = clock.nowMs();
    const settled = settle(delivery, result, ended_at, this.#deps.random);
    await this.#finisher.submit({
      delivery_id: delivery.id,
      claim: delivery.claim,
      ...settled,
      attempt: {
        delivery_id: delivery.id,
        attempt: delivery.attempt + 1,
        claim: delivery.claim,
        started_at,
        duration_ms: ended_at - started_at,
        method: "GET",
        url,
        ...result,
        succeeded: settled.state === "delivered",
      },
    });
  }
}

/**
 * A click's row comes by way of the journal, mostly within a second. What a
 * delivery takes from it is not guessed: it waits, visibly, and not for ever.
 */
export function waitForClick(
  delivery: Pick<ClaimedDelivery, "created_at" | "expires_at">,
  now_ms: number,
): Pick<Finished, "state" | "due_at" | "settled_at" | "reason"> {
  const is_late = now_ms - delivery.created_at > CLICK_ROW_LATE_MS;
  const reason = is_late ? "click_row_missing" : "waiting for its click's row";
  const due_at =
    now_ms + (is_late ? CLICK_ROW_LATE_POLL_MS : CLICK_ROW_POLL_MS);
  return due_at >= delivery.expires_at
    ? { state: "expired", due_at: null, settled_at: now_ms, reason }
    : { state: "parked", due_at, settled_at: null, reason };
}

/** Success is a 2xx; anything else is tried again, later and later, until the age budget is spent. */
export function settle(
  delivery: Pick<ClaimedDelivery, "attempt" | "expires_at">,
  result: Pick<SendResult, "http_status" | "error" | "response_headers">,
  now_ms: number,
  random: () => number,
): Pick<Finished, "state" | "due_at" | "settled_at" | "reason"> {
  const status = result.http_status ?? 0;
  if (status >= 200 && status < 300) {
    return {
      state: "delivered",
      due_at: null,
      settled_at: now_ms,
      reason: null,
    };
  }
  const reason = (result.error ?? `HTTP ${status}`).slice(0, REASON_CHARS_MAX);
  const retry_after_ms = readRetryAfter(result.response_headers, now_ms);
  const wait_ms = backoffMs(
    DELIVERY_RETRY,
    delivery.attempt + 1,
    random,
    retry_after_ms === null ? {} : { retry_after_ms },
  );
  const due_at = now_ms + wait_ms;
  if (due_at >= delivery.expires_at) {
    return { state: "expired", due_at: null, settled_at: now_ms, reason };
  }
  return { state: "due", due_at, settled_at: null, reason };
}

/** Seconds, or a date as HTTP writes it; null for anything else. */
function readRetryAfter(
  headers: Record<string, string> | null,
  now_ms: number,
): number | null {
  const value = headers?.["retry-after"]?.trim() ?? "";
  if (/^[0-9]{1,9}$/.test(value)) return Number(value) * 1000;
  const at = /^[A-Z][a-z]{2}, .+ GMT$/.test(value) ? Date.parse(value) : NaN;
  return at > now_ms ? at - now_ms : null;
}

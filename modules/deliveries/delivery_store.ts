import type { deliveryAttempts } from "../../db/schema/mod.ts";

/** A claimed delivery, with everything that its template may use. */
export interface ClaimedDelivery {
  id: string;
  endpoint_id: number;
  attempt: number;
  claim: number;
  version: number;
  created_at: number;
  expires_at: number;
  status: string;
  payout_micros: bigint;
  /** The payout that the endpoint was last told for this conversion. */
  delivered_payout_micros: bigint;
  /** Whether an earlier version of this conversion was ever sent. */
  was_tried_before: boolean;
  /** Whether an earlier version of this conversion was received. */
  was_delivered_before: boolean;
  /** Whether a newer version waits behind this one. */
  has_newer: boolean;
  currency: string;
  campaign_id: number;
  affiliate_id: number;
  conversion_id: string;
  goal_key: string;
  order_id: string | null;
  reason: string | null;
  /** The sale's, in `sale_currency`. */
  amount_micros: bigint | null;
  sale_currency: string;
  adv: Record<string, string> | null;
  occurred_at: number;
  click_id: Uint8Array;
  /** Those of its click's columns that the claim has read. */
  click_columns: readonly string[];
  /** The click with these; null if its row is missing. */
  click: Record<string, unknown> | null;
}

/** A claimed delivery of an event to a webhook. */
export interface ClaimedEvent {
  id: string;
  /** The webhook's. */
  endpoint_id: number;
  attempt: number;
  claim: number;
  created_at: number;
  expires_at: number;
  /** Why nothing may be sent to its webhook; null if it may. */
  why_silent: string | null;
  event: {
    id: string;
    type: string;
    data: Readonly<Record<string, unknown>>;
    created_at: number;
  };
}

/** The result of processing a claimed delivery. */
export interface Finished {
  delivery_id: string;
  endpoint_id: number;
  claim: number;
  state:
    "delivered" | "due" | "parked" | "expired" | "superseded" | "cancelled";
  /** Time of the next try; null if settled. */
  due_at: number | null;
  settled_at: number | null;
  reason: string | null;
  /** A later end of its age budget, to make up for a fault of ours. */
  expires_at?: number;
  /** The logged try; null if there was none. */
  attempt: typeof deliveryAttempts.$inferInsert | null;
}

/** How many deliveries of an endpoint may be claimed now. */
export interface Turn {
  endpoint_id: number;
  total: number;
  /** The share of first tries; each kind may use what the other leaves. */
  fresh: number;
  /** Whether it is a webhook, whose deliveries are of events. */
  is_webhook?: boolean;
}

export interface EndpointHealth {
  endpoint_id: number;
  failing_since: number | null;
  failures: number;
}

/** An open breaker: nothing is sent to the destination until `probe_at`. */
export interface OpenBreaker {
  opened_at: number;
  probe_at: number;
  reason: string;
}

/** Deliveries of one kind: of conversions to endpoints, or of events to webhooks. */
export interface DeliveryQueue<Claimed = unknown> {
  /** Claims due deliveries, within the turns of their endpoints or webhooks. */
  claim(turns: readonly Turn[], now_ms: number): Promise<Claimed[]>;
  /** Saves attempt results; returns the health of failing endpoints. */
  finish(finished: readonly Finished[]): Promise<EndpointHealth[]>;
}

/** Stores deliveries and their results. Each call is atomic. */
export interface DeliveryStore extends DeliveryQueue<ClaimedDelivery> {
  /** Those of events to webhooks. */
  events: DeliveryQueue<ClaimedEvent>;
  /** Returns the endpoints and webhooks with due deliveries. */
  ready(now_ms: number): Promise<number[]>;
  /**
   * Expires unsent deliveries past their age budget, one batch at a time, and deletes
   * stale breakers. Returns the number of expired deliveries.
   */
  expire(now_ms: number): Promise<number>;
  /** Saves that a destination's breaker is open, or closed (`null`). */
  breaker(origin: string, open: OpenBreaker | null): Promise<void>;
}

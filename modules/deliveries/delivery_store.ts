import type { deliveryAttempts } from "../../db/schema/mod.ts";

/** A delivery that this process has claimed, with all that its template may ask for. */
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
  /** What was heard before of this conversion. */
  told_micros: bigint;
  /** Whether anything was ever sent of it before this version. */
  was_tried_before: boolean;
  /** Whether a newer version waits behind this one. */
  has_newer: boolean;
  currency: string;
  campaign_id: number;
  affiliate_id: number;
  conversion_id: string;
  goal_key: string;
  order_id: string | null;
  reason: string | null;
  amount_micros: bigint | null;
  adv: Record<string, string> | null;
  occurred_at: number;
  click_id: Uint8Array;
  /** The click's own columns; null where its row is not there. */
  click: Record<string, unknown> | null;
}

/** What became of a claimed delivery. */
export interface Finished {
  delivery_id: string;
  endpoint_id: number;
  claim: number;
  state:
    "delivered" | "due" | "parked" | "expired" | "superseded" | "cancelled";
  /** When it is tried again; null where it is settled. */
  due_at: number | null;
  settled_at: number | null;
  reason: string | null;
  /** A later end of its age budget, where a fault of ours took some of it. */
  expires_at?: number;
  /** The try; null where none was made. */
  attempt: typeof deliveryAttempts.$inferInsert | null;
}

/** How many of an endpoint's deliveries may be claimed now. */
export interface Turn {
  endpoint_id: number;
  total: number;
  /** The share of first tries; what either kind leaves the other may use. */
  fresh: number;
}

/** How an endpoint has been doing. */
export interface EndpointHealth {
  endpoint_id: number;
  failing_since: number | null;
  failures: number;
}

/** A destination that is left alone, and until when. */
export interface OpenBreaker {
  opened_at: number;
  probe_at: number;
  reason: string;
}

/** Where deliveries wait, and where it is written what became of them. Each call is one step that a crash leaves whole. */
export interface DeliveryStore {
  /** The endpoints that have something due. */
  ready(now_ms: number): Promise<number[]>;
  /** Claims what is due of these endpoints, each by its turn. */
  claim(turns: readonly Turn[], now_ms: number): Promise<ClaimedDelivery[]>;
  /** Writes what became of tries, and gives the health of those endpoints that fail. */
  finish(finished: readonly Finished[]): Promise<EndpointHealth[]>;
  /** Ends what has outlived its age budget without being sent, and breakers that nobody holds open any more; how many there were, at most so many at a time. */
  expire(now_ms: number): Promise<number>;
  /** Says that a destination's breaker is open, or closed again (`null`). */
  breaker(origin: string, open: OpenBreaker | null): Promise<void>;
}

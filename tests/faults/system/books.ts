/** A sale of a visitor, as its shop knows it. */
export interface Sale {
  order_id: string;
  click_id: string;
  amount_cents: bigint;
  is_refunded: boolean;
}

/** A postback that was answered with a verdict. */
export interface Answered {
  postback_id: string;
  outcome: string;
}

/**
 * The books of those outside: what they asked and what they were answered. Nothing here comes from the tracker's
 * database.
 */
export class Books {
  /** References of the clicks whose redirect was answered. */
  readonly clicks = new Set<string>();
  /** References of visits without an answer: they may count or not. */
  readonly unknown_clicks = new Set<string>();
  readonly sales = new Map<string, Sale>();
  readonly answered: Answered[] = [];
  /** Postbacks answered 202: kept, to be judged later. */
  queued = 0;
  /** Requests that were refused a connection, cut off, or answered 5xx. */
  failed = 0;
  /** Requests that the affiliate's tracker answered 200: `order status`, by the delivery's id. */
  readonly told = new Map<string, Set<string>>();
  /** How often each kind of fault struck. */
  readonly strikes = new Map<string, number>();

  /** Notes a delivery that the affiliate's tracker took. */
  tell(delivery_id: string, order_and_status: string): void {
    const ids = this.told.get(order_and_status) ?? new Set();
    this.told.set(order_and_status, ids.add(delivery_id));
  }

  /** Notes that a fault struck. */
  strike(kind: string): void {
    this.strikes.set(kind, (this.strikes.get(kind) ?? 0) + 1);
  }
}

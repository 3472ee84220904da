/** In which order a sale and its refund came. */
export type Refund = "none" | "after the sale" | "before the sale" | "together";

/** A sale of a visitor, as its shop knows it. */
export interface Sale {
  order_id: string;
  click_id: string;
  amount_cents: bigint;
  refund: Refund;
  /** The amount in the shop's statement, where that isn't what was sold for. */
  stated_cents: bigint | null;
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
  /** References of visits while the tracker's disk was full, some of which it couldn't store. */
  readonly full_disk_clicks = new Set<string>();
  /** Clicks that the trackers said they couldn't store. */
  not_stored = 0;
  readonly sales = new Map<string, Sale>();
  readonly answered: Answered[] = [];
  /** Ids of postbacks answered 202: kept, to be judged later. */
  readonly queued = new Set<string>();
  /** How often each query was sent without an answer that says what became of it. */
  readonly unanswered = new Map<string, number>();
  /** Requests that were refused a connection, cut off, or answered 5xx. */
  failed = 0;
  /** Amounts that the office was answered as paid, by the payment's id. */
  readonly paid = new Map<string, string>();
  /** Payments that the office was shown as unpaid after it had paid them. */
  readonly shown_unpaid: string[] = [];
  /** Reconciliations whose differences the office applied. */
  readonly reconciled = new Set<string>();
  /** Reports that were read, and those of them that the standby answered. */
  reports = 0;
  reports_there = 0;
  /** News that partners took, by their words for it: the ids under which it came. */
  readonly told = new Map<string, Set<string>>();
  /** How often each kind of fault struck. */
  readonly strikes = new Map<string, number>();

  /** Notes what a partner was told. */
  tell(what: string, id: string): void {
    const ids = this.told.get(what) ?? new Set();
    this.told.set(what, ids.add(id));
  }

  /** Notes that a postback was sent and not answered: it may be stored or not. */
  miss(query: string): void {
    this.unanswered.set(query, (this.unanswered.get(query) ?? 0) + 1);
  }

  /** Notes that a fault struck. */
  strike(kind: string): void {
    this.strikes.set(kind, (this.strikes.get(kind) ?? 0) + 1);
  }

  /** Its counts, to be printed. */
  get counts(): Record<string, number> {
    return {
      clicks: this.clicks.size,
      not_stored: this.not_stored,
      postbacks: this.answered.length,
      queued: this.queued.size,
      sales: this.sales.size,
      refunds: [...this.sales.values()].filter(
        ({ refund }) => refund !== "none",
      ).length,
      told: this.told.size,
      paid: this.paid.size,
      reconciled: this.reconciled.size,
      reports: this.reports,
      reports_there: this.reports_there,
      failed: this.failed,
      ...Object.fromEntries([...this.strikes].sort()),
    };
  }
}

/** A property of clicks and conversions that rows of a report have in common. */
export type Dimension =
  | TimeDimension
  | "advertiser"
  | "campaign"
  | "affiliate"
  | "link"
  | "goal"
  | "country"
  | "device"
  | "os"
  | "browser"
  | "source"
  | `sub${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
  | "verdict"
  | "status";

export type TimeDimension =
  "hour" | "day" | "week" | "month" | "hour_of_day" | "weekday";

/** Values of a dimension that entries must have one of; null is none. */
export interface Filter {
  dimension: Dimension;
  values: readonly (string | null)[];
}

/** A figure or dimension that rows are sorted by. */
export interface Sort {
  key: string;
  descending: boolean;
}

/** A report as it is asked for, cut to who asks; plain data. */
export interface ReportRequest {
  group_by: readonly Dimension[];
  /** The period, without its end. */
  from_ms: number;
  to_ms: number;
  timezone: string;
  axis: "conversion" | "click" | "approval";
  /** Null: the only one that occurs, else `default_currency`. */
  currency: string | null;
  default_currency: string;
  filters: readonly Filter[];
  /** Null: time upwards, else the most clicks first. */
  sort: Sort | null;
  limit: number;
  /** The cursor of the page before. */
  after: string | null;
  compare: "previous_period" | "previous_year" | null;
  /** Whether times without entries have rows. */
  empty: boolean;
}

/** Sums of a row. Money is in micros of the report's currency. */
export interface Figures {
  clicks: {
    gross: number;
    valid: number;
    unique: number;
    invalid: number;
    bot: number;
    by_verdict: Record<string, number>;
  };
  conversions: {
    pending: number;
    approved: number;
    rejected: number;
    reversed: number;
  };
  amount: bigint;
  revenue: bigint;
  payout: bigint;
  pending_revenue: bigint;
  pending_payout: bigint;
  /** Of revenue and payout, what clicks earned. */
  click_revenue: bigint;
  click_payout: bigint;
  /** The median. */
  seconds_to_convert: number | null;
  /** Money without an exchange rate, in micros of its own currency. */
  unconverted: { currency: string; revenue: bigint; payout: bigint }[];
}

/** A row: ids and texts by the order of `group_by`, times by their labels. */
export interface ReportRow {
  keys: (string | null)[];
  figures: Figures;
  /** Those of the compared period; null if nothing happened in it. */
  before: Figures | null;
}

export interface ReportResult {
  as_of_ms: number;
  currency: string;
  rows: ReportRow[];
  /** Of the rows after the first page; null on other pages, or if there are none. */
  rest: Figures | null;
  totals: Figures;
  compare: { from_ms: number; to_ms: number; totals: Figures } | null;
  /** Whether clicks are among what earned money. */
  has_priced_clicks: boolean;
  /** The cursor of the next page. */
  next: string | null;
}

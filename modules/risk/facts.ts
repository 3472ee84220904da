import type { RiskCode } from "./reason.ts";

/** The labels of links by which an affiliate's conversions are compared, each by itself. */
export const LABELS = [
  "source",
  "sub1",
  "sub2",
  "sub3",
  "sub4",
  "sub5",
] as const;

/** The labels of a conversion's click; those without a value say nothing. */
export type Labels = Readonly<
  Partial<Record<(typeof LABELS)[number], string | null>>
>;

/** The known facts of one side of a conversion: its click, or the customer as the sender tells. */
export interface Visitor {
  country: string | null;
  /** `android`, `windows` and the like; null if it isn't known. */
  os: string | null;
  is_bot: boolean;
  is_data_centre: boolean;
}

/** The known facts of a conversion, as far as signals read it. */
export interface ConversionFacts {
  conversion_id: string;
  campaign_id: number;
  affiliate_id: number;
  labels: Labels;
  recorded_at: number;
  clicked_at: number;
  /** Whether it is the first of its click; each without a click is one by itself. */
  is_first: boolean;
  /** From the click to its first conversion; null for the later ones, and without a click of ours. */
  seconds: number | null;
  /** By its times, an install began before its click. */
  is_injected: boolean;
  /** The click's address as it is stored, and its user agent's id. */
  ip: string | null;
  agent: string | null;
  /** The id of the device itself, where the link carried one. */
  device_id: string | null;
  click: Visitor | null;
  customer: Visitor | null;
  status: string;
  /** Approved and taken back, whole or in part. */
  is_refunded: boolean;
}

/**
 * The count of conversions at an address, or with a device, in the period that is looked at. Those of
 * one click count once: what a customer buys later, or pays each month, is no double of its first sale.
 */
export interface Crowd {
  /** Conversions of the affiliate, and of everybody. */
  own: number;
  all: number;
  /** Clicks of the affiliate, and of everybody; null if they weren't counted. */
  clicks: number | null;
  all_clicks: number | null;
}

/** Clicks of an affiliate at one address within the minute of a conversion's click. */
export interface Minute {
  clicks: number;
  devices: number;
}

/** Where a conversion stands among others, apart from its group. */
export interface Surroundings {
  address: Crowd | null;
  device: Crowd | null;
  minute: Minute | null;
  /** Conversions of the affiliate and campaign in the same ten minutes, and how many are usual. */
  burst: { count: number; usual: number } | null;
  /** Postbacks of the same source from the same sender's address before, of how many. */
  sender: { seen: number; of: number; address: string } | null;
}

export const NO_SURROUNDINGS: Surroundings = {
  address: null,
  device: null,
  minute: null,
  burst: null,
  sender: null,
};

/** How a group of conversions stands out from the others of its offer. */
export interface Finding {
  code: RiskCode;
  /** `""`: all of the affiliate in the campaign; else `source:…`, or `sub1:…` to `sub5:…`. */
  part: string;
  p_value: number;
  k: number;
  n: number;
  /** The usual share, and the bound below of the group's. */
  usual: number;
  share_low: number;
  /** The part of it that isn't usual: 0 to 1. */
  unusual: number;
  /** Of times: up to how many seconds is meant. */
  edge_s?: number;
  /** Of times and hours: the unusual part in each bin. */
  bins?: readonly number[];
}

/** The result of testing a group: how it stands out, that it looks as usual, or null if it is too small. */
export type Tested = Omit<Finding, "part"> | "usual" | null;

/** The usual values of an offer, where single conversions are held against it. */
export interface OfferUsual {
  /** How many clicks that converted it rests on. */
  n: number;
  /** Up to how many seconds hardly any comes, and the share that does; null if nobody knows. */
  fast: { edge_s: number; share: number } | null;
  /** Conversions of a valid click; null if nobody knows. */
  cr: number | null;
}

/** Kinds of fraud that a world may have. */
export const FRAUDS = [
  "spraying",
  "injection",
  "device_farm",
  "incentive",
  "cookie_stuffing",
  "refund_ring",
  "shaped",
  "slow_drip",
] as const;
export type Fraud = (typeof FRAUDS)[number];

/** Honest traffic that looks odd. */
export const ODDITIES = [
  "newsletter",
  "carrier_nat",
  "corporate_proxy",
  "long_consideration",
  "viral_day",
] as const;
export type Oddity = (typeof ODDITIES)[number];

/** A person or program that clicks, as a request shows it. */
export interface Visitor {
  ip: string;
  country: string;
  user_agent: string;
}

export interface Click {
  at_ms: number;
  /** Places in the world's lists. */
  affiliate: number;
  campaign: number;
  visitor: Visitor;
  source: string;
  sub1: string;
  referrer: string;
}

/** An advertiser's decision about a conversion, and when it comes; pending until then. */
export interface Outcome {
  kind: "approved" | "rejected" | "refunded";
  at_ms: number;
}

export interface Conversion {
  /** Its click's place in the world's list. */
  click: number;
  at_ms: number;
  amount_micros: bigint;
  payout_micros: bigint;
  /** Who converted, as the advertiser's postback tells; null where it doesn't. */
  customer: Visitor | null;
  outcome: Outcome;
  truth: "honest" | Fraud;
  oddity: Oddity | null;
}

export type CampaignKind = "install" | "lead" | "sale" | "considered";

export interface Campaign {
  name: string;
  kind: CampaignKind;
  country: string;
  /** How many clicks of a hundred convert. */
  percent: number;
  payout_micros: bigint;
  refund_share: number;
  reject_share: number;
  /** Whether its advertiser sends the customer's address and user agent. */
  tells_customer: boolean;
}

export interface Affiliate {
  name: string;
  /** "mixed" where only a part of its conversions is fraud. */
  truth: "honest" | "mixed" | Fraud;
  fraud: Fraud | null;
  oddity: Oddity | null;
  /** The share of its conversions that were made by fraud. */
  fraud_share: number;
}

/** Some weeks of a network, with the truth about each conversion. */
export interface World {
  seed: number;
  from_ms: number;
  /** When everything is known that will be. */
  now_ms: number;
  campaigns: Campaign[];
  affiliates: Affiliate[];
  /** In no order. */
  clicks: Click[];
  conversions: Conversion[];
}

/** One way in which clicks and conversions come about. */
export interface Shape {
  truth: "honest" | Fraud;
  oddity: Oddity | null;
  /** How many clicks of a hundred convert. */
  percent: number;
  clickedAt(): number;
  /** From the click to the conversion. */
  lapseMs(): number;
  visitor(): Visitor;
  /** Who converts, of a visitor who clicked. */
  customer(visitor: Visitor): Visitor;
  reject_share: number;
  refund_share: number;
  source(): string;
  sub1(): string;
  referrer(): string;
}

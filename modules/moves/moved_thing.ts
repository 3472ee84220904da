/**
 * The things that a file of an old tracker names, in our words: every reader gives these, and the
 * mover makes ours of them.
 *
 * Ids (`old_id`, `advertiser`, `affiliate`, `campaign`, `link`, `click`) are the old tracker's, as
 * text; amounts are decimal text with a point; times are milliseconds since 1970. What a file
 * doesn't say is left out.
 *
 * @module
 */
import type { MoneyRule } from "../../db/schema/mod.ts";

/** A company that sells and pays the network. */
export interface MovedAdvertiser {
  kind: "advertiser";
  old_id: string;
  name: string;
  currency?: string;
  /** IANA name. */
  timezone?: string;
}

/** Somebody who sends visitors; arrives without any right or session. */
export interface MovedAffiliate {
  kind: "affiliate";
  old_id: string;
  name: string;
  email?: string;
  status?: "active" | "pending" | "blocked";
  timezone?: string;
  payout_currency?: string;
  min_payout?: string;
  /** Other ids under which old links name it, such as Post Affiliate Pro's refid. */
  codes?: string[];
}

/** One step of a campaign that is paid for. */
export interface MovedGoal {
  /** The old tracker's key or number of it, by which its conversions name it. */
  key?: string;
  name: string;
  is_default?: boolean;
  payout?: MoneyRule;
  revenue?: MoneyRule;
  default_status?: "pending" | "approved";
  dedupe?: "order" | "click" | "none";
}

/** An offer. Its macros in `destination_url` are ours already. */
export interface MovedCampaign {
  kind: "campaign";
  old_id: string;
  name: string;
  /** Absent where the old tracker doesn't know advertisers. */
  advertiser?: string;
  destination_url: string;
  currency?: string;
  status?: "active" | "paused" | "archived";
  visibility?: "public" | "request" | "private";
  timezone?: string;
  description?: string;
  preview_url?: string;
  fallback_url?: string;
  lookback_days?: number;
  starts_at?: number;
  ends_at?: number;
  /** ISO 3166 codes. */
  countries?: { allow?: string[]; deny?: string[] };
  goals: MovedGoal[];
  /** Other ids under which old links name it. */
  codes?: string[];
  /** Macros of the old tracker without one of ours: their places in `destination_url` are empty. */
  untranslated?: string[];
}

/** May, or may not, an affiliate promote a campaign. */
export interface MovedApproval {
  kind: "approval";
  campaign: string;
  affiliate: string;
  status: "approved" | "pending" | "rejected" | "blocked";
}

/** A price of its own for one affiliate, or for a time. */
export interface MovedPrice {
  kind: "price";
  campaign: string;
  affiliate?: string;
  goal?: string;
  payout?: MoneyRule;
  revenue?: MoneyRule;
  valid_from?: number;
  valid_to?: number;
}

/** A tracking link. `old_id` is its `external_id`: the code in its address, or `7/12`. */
export interface MovedLink {
  kind: "link";
  old_id: string;
  campaign: string;
  /** Absent where the old tracker has no affiliates: the mover's own one is meant. */
  affiliate?: string;
  subs?: Record<string, string>;
  fallback_url?: string;
  paused?: boolean;
}

/** A postback to an affiliate. Its macros are ours; those without one of ours are listed. */
export interface MovedEndpoint {
  kind: "endpoint";
  old_id?: string;
  /** Absent: the network's own. */
  affiliate?: string;
  campaign?: string;
  goal?: string;
  url: string;
  method?: "GET" | "POST";
  /** Macros as the file has them that have no counterpart here; they stand in `url` as they came. */
  untranslated: string[];
}

/** A tracking domain. */
export interface MovedDomain {
  kind: "domain";
  host: string;
  fallback_url?: string;
}

/** A limit of a campaign. */
export interface MovedCap {
  kind: "cap";
  campaign: string;
  affiliate?: string;
  goal?: string;
  metric: "clicks" | "conversions" | "payout" | "revenue";
  period: "hour" | "day" | "week" | "month" | "total";
  limit: string;
  /** Where the visitors above it go: the old tracker's redirect to another offer is a note. */
  timezone?: string;
}

/** Traffic that isn't wanted. */
export interface MovedBlock {
  kind: "block";
  campaign?: string;
  affiliate?: string;
  /** As traffic rules name it: `sub1`, `source`, `country`, `ip`, … */
  field: string;
  op: string;
  values: string[];
  reason?: string;
}

/** A click from before the move; a postback with its id finds it. */
export interface MovedClick {
  kind: "click";
  old_id: string;
  clicked_at: number;
  campaign?: string;
  affiliate?: string;
  link?: string;
  /** The affiliate's own click id. */
  click_ref?: string;
  source?: string;
  /** `sub1` to `sub10`. */
  subs?: Record<string, string>;
  ip?: string;
  country?: string;
  user_agent?: string;
}

/** A conversion that the old tracker booked. */
export interface MovedConversion {
  kind: "conversion";
  old_id: string;
  click?: string;
  campaign: string;
  /** Absent where the old tracker has no affiliates. */
  affiliate?: string;
  goal?: string;
  order_id?: string;
  amount?: string;
  currency?: string;
  payout?: string;
  revenue?: string;
  status: "pending" | "approved" | "rejected" | "reversed";
  converted_at: number;
  clicked_at?: number;
  subs?: Record<string, string>;
  /** The affiliate was paid for it by the old tracker. */
  is_paid?: boolean;
}

/** The debt of the network to an affiliate on the day of the move; negative: is owed. */
export interface MovedBalance {
  kind: "balance";
  affiliate: string;
  currency: string;
  amount: string;
}

/** A row that was understood but has no place here, or couldn't be read. */
export interface MovedNothing {
  kind: "skipped" | "unreadable";
  /** As a sentence for the owner. */
  reason: string;
}

/** One thing of the old tracker. */
export type MovedThing =
  | MovedAdvertiser
  | MovedAffiliate
  | MovedCampaign
  | MovedApproval
  | MovedPrice
  | MovedLink
  | MovedEndpoint
  | MovedDomain
  | MovedCap
  | MovedBlock
  | MovedClick
  | MovedConversion
  | MovedBalance
  | MovedNothing;

/** A row of a file and what it says; one row may say several things, each as a row of its own. */
export interface MovedRow {
  file: string;
  /** The line, or the place of a row in a dump's table, from 1. */
  row_no: number;
  thing: MovedThing;
  /** Sentences for the owner about parts that were left behind or read differently. */
  notes?: string[];
}

/** A file that the owner gives: its text arrives in pieces, since a click list has gigabytes. */
export interface MoveFile {
  name: string;
  text: AsyncIterable<string>;
}

/** How the owner's files are to be read. */
export interface MoveOptions {
  /** The zone of times without one; UTC by default. */
  timezone?: string;
  /** The currency of amounts that no file gives one for. */
  currency?: string;
  /** The order of 03/04/2026; without one, such a date is a fault. */
  date_order?: "dmy" | "mdy";
  /** For `csv`: the field that each column of the files stands for. */
  mapping?: Record<string, string>;
}

/** Reads the files of one tracker, in any order; a fault in one row is an `unreadable` row. */
export type MoveReader = (
  files: MoveFile[],
  options?: MoveOptions,
) => AsyncGenerator<MovedRow, void, undefined>;

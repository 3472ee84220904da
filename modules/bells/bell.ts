import type { NetworkEventType } from "../notices/mod.ts";

/** The bells, by the event that each sends. */
export const BELL_NAMES = [
  "source.silent",
  "refusals.rising",
  "endpoint.failing",
  "cap.near",
  "cap.reached",
  "campaign.paused",
  "statement.missing",
  "ledger.broken",
  "report.broken",
] as const satisfies readonly NetworkEventType[];

export type BellName = (typeof BELL_NAMES)[number];

/** How a bell watches. */
export interface BellSettings {
  enabled: boolean;
  threshold: number | null;
  window_hours: number | null;
}

interface Bell {
  description: string;
  /** The threshold's meaning, least and most; null without one. */
  threshold: { means: string; min: number; max: number; value: number } | null;
  /** The window in hours, by default; null without one. */
  window_hours: number | null;
}

/** Longest window: postbacks are counted by the hour, and compared with the week before. */
export const WINDOW_HOURS_MAX = 168;

/** The bells as they are unless set otherwise. */
export const BELLS: Readonly<Record<BellName, Bell>> = {
  "source.silent": {
    description:
      "A source that was heard on most days is silent for the window, unlike a week ago, while its campaigns' clicks go on",
    threshold: {
      means: "days of the seven before the window on which it was heard",
      min: 1,
      max: 7,
      value: 5,
    },
    window_hours: 24,
  },
  "refusals.rising": {
    description:
      "Of a source's postbacks in the window, at least 20, more percent are refused, and twice the share of the week before",
    threshold: { means: "percent refused", min: 1, max: 100, value: 30 },
    window_hours: 3,
  },
  "endpoint.failing": {
    description: "An endpoint or a webhook has failed for the window",
    threshold: { means: "failed tries", min: 1, max: 1_000_000, value: 5 },
    window_hours: 6,
  },
  "cap.near": {
    description: "A cap is nearly used up",
    threshold: { means: "percent used", min: 1, max: 99, value: 80 },
    window_hours: null,
  },
  "cap.reached": {
    description: "A cap is used up",
    threshold: null,
    window_hours: null,
  },
  "campaign.paused": {
    description: "An active campaign came to its end within the window",
    threshold: null,
    window_hours: 168,
  },
  "statement.missing": {
    description:
      "An advertiser who sent at least three statements is late with the next",
    threshold: {
      means: "percent of the usual time between two statements",
      min: 100,
      max: 1000,
      value: 150,
    },
    window_hours: null,
  },
  "ledger.broken": {
    description: "The ledger's audit finds a difference",
    threshold: null,
    window_hours: null,
  },
  "report.broken": {
    description: "Reports don't count what clicks and conversions say",
    threshold: null,
    window_hours: null,
  },
};

/** A state that a bell rings for, or went on ringing for if it rang before. */
export interface Observation {
  /** The thing it is about, such as `source 7`. */
  subject: string;
  text: string;
  value: number | null;
  /** Whether it is over the threshold; else near enough below it for an incident to stay open. */
  is_on: boolean;
  advertiser_id?: number | null;
  campaign_id?: number | null;
  affiliate_id?: number | null;
}

/** The states that a bell finds in one run. */
export interface Watched {
  seen: readonly Observation[];
  /** Whether nothing else can be wrong: an incident that isn't seen is over then. */
  is_whole: boolean;
}

/** Rows that a bell looks at in one run, those first that may be new. */
export const FOUND_MAX = 1_000;

/** The share of a threshold below which an incident is over, so that one around it rings once. */
export const OVER_BELOW = 0.8;

/** A link that visitors open. */
export interface PlayedLink {
  id: number;
  slug: string;
  campaign_id: number;
  affiliate_id: number;
  advertiser_id: number;
  currency: string;
}

/** A visitor's device as reports have it. */
export interface PlayedAgent {
  user_agent: string;
  device: string;
  os: string;
  browser: string;
  is_bot: boolean;
}

/** A click that was answered, as who made it knows it. */
export interface PlayedClick {
  /** The label that names it. */
  ref: string;
  /** The id that its destination received. */
  click_id: string;
  at_ms: number;
  link: PlayedLink;
  ip: string;
  agent: PlayedAgent;
  country: string | null;
  source: string | null;
  /** By number, from sub1. */
  subs: (string | null)[];
  is_sent: boolean;
  is_test: boolean;
  /** The tracker's decision, once it is stored. */
  decided: { verdict: string; is_unique: boolean } | null;
  /** When its row was deleted for its age. */
  dropped_ms: number | null;
}

/** A sale that was reported. */
export interface PlayedSale {
  click: PlayedClick;
  order_id: string;
  goal: string;
  amount: number;
  conversion_id: string;
}

/** Units of each currency for one of EUR, on a day. */
export type DayOfRates = ReadonlyMap<string, string>;

/** Everything that was played, and what became of it. */
export class Memory {
  readonly links: PlayedLink[] = [];
  readonly clicks = new Map<string, PlayedClick>();
  readonly sales: PlayedSale[] = [];
  /** By UTC day. */
  readonly rates = new Map<string, DayOfRates>();
  /** Clicks by their stored ids, in hexadecimal. */
  readonly stored = new Map<string, PlayedClick>();
  /** Steps that were taken, in words. */
  readonly steps: string[] = [];
  /** Reports that were asked for. */
  readonly reports: string[] = [];

  /** Clicks that were answered and aren't known to be stored. */
  waiting(): PlayedClick[] {
    return [...this.clicks.values()].filter(({ decided }) => decided === null);
  }
}

import type {
  CampaignConfig,
  Configuration,
  LinkConfig,
} from "../campaigns/mod.ts";
import type { ClickVerdict, Template } from "../kernel/mod.ts";
import type { LinkParams } from "./link_params.ts";

/** Facts about a visitor, computed only when a rule needs them. */
export interface Visitor {
  country(): string | null;
  asn(): number | null;
  device(): { device: string; os: string; browser: string; is_bot: boolean };
  /** A stable hash of address and user agent, for sticky choices. */
  hash(): number;
}

/** One step of the routing trace. */
export interface RouteStep {
  step: string;
  campaign_id: number;
  found: string;
  ok: boolean;
}

/** Input of routing. */
export interface RouteInput {
  link: LinkConfig;
  configuration: Pick<
    Configuration,
    "campaign" | "affiliate" | "link" | "linkBySlug"
  >;
  now_ms: number;
  params: LinkParams;
  referrer: string | null;
  visitor: Visitor;
  /** Whether a cap is exhausted, from in-memory counters. */
  isCapped(cap_id: number): boolean;
  /** The network's fallback. */
  network_fallback?: Template | null;
  /** Collects the routing trace, if given. */
  steps?: RouteStep[];
}

/** The routing decision. */
export interface Routed {
  verdict: ClickVerdict;
  /** The rule or cap in words, for admins; null if sent. */
  reason: string | null;
  /** The link that mints: for a smart link, the plain link of the chosen campaign. */
  link: LinkConfig;
  campaign: CampaignConfig;
  /** The destination or a fallback; null if there is none, or the visitor is blocked. */
  template: Template | null;
  /** False if a click over a cap counts without paying. */
  pays: boolean;
  /** Flags of traffic rules and caps. */
  flags: string[];
  /** The validated page that replaces the template. */
  deep_link: string | null;
  /** The chosen destination of several. */
  destination_id: number | null;
}

import type {
  CampaignConfig,
  Configuration,
  LinkConfig,
} from "../campaigns/mod.ts";
import type { Template } from "../kernel/mod.ts";
import type { ClickVerdict } from "./judge_click.ts";
import type { LinkParams } from "./link_params.ts";

/** What is known of a visitor, asked for only where a rule needs it. */
export interface Visitor {
  country(): string | null;
  asn(): number | null;
  device(): { device: string; os: string; browser: string; is_bot: boolean };
  /** A stable hash of address and user agent, for choices that stick. */
  hash(): number;
}

/** One thing that was looked at, for whoever asks why. */
export interface RouteStep {
  step: string;
  campaign_id: number;
  found: string;
  ok: boolean;
}

/** A click as routing sees it. */
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
  /** Whether a cap is used up: by cap id, from counters in memory. */
  isCapped(cap_id: number): boolean;
  /** The network's own fallback. */
  network_fallback?: Template | null;
  /** Where given, takes a line for each thing that is looked at. */
  steps?: RouteStep[];
}

/** Where a click goes, and why. */
export interface Routed {
  verdict: ClickVerdict;
  /** The rule or cap in words, for admins; null where it was sent. */
  reason: string | null;
  /** The link that mints: for a smart link the plain one behind the chosen campaign. */
  link: LinkConfig;
  campaign: CampaignConfig;
  /** The destination or a fallback; null where there is none, or the visitor is blocked. */
  template: Template | null;
  /** False where a click over a cap counts without paying. */
  pays: boolean;
  /** What traffic rules and caps have to say of it. */
  flags: string[];
  /** The checked page that it goes to instead of the template. */
  deep_link: string | null;
  /** Which of several destinations was chosen. */
  destination_id: number | null;
}

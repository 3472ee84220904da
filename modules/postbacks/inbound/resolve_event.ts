import type {
  CampaignConfig,
  Configuration,
  GoalConfig,
  LinkConfig,
} from "../../campaigns/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import { payoutCurrency } from "../conversions/owe.ts";
import type { ConversionStatus } from "../conversions/words.ts";
import type { Proof, SourceConfig } from "../sources/source_config.ts";
import type { PostbackEvent } from "./event.ts";
import type { Trace } from "./trace.ts";

/** Whose click it is. */
export interface Owner {
  link: LinkConfig;
  campaign: CampaignConfig;
  plain_postback: string;
  affiliate_status: string;
  /** The currency the affiliate is owed in; null: the campaign's. */
  payout_currency: string | null;
}

/** What its sender has shown, and would have to. */
export interface Standing {
  source: SourceConfig | null;
  proof: Proof;
  /** What the advertiser asks of everybody who makes a conversion. */
  needed_proof: Proof;
  /** The signed time, where it was signed. */
  signed_at: number | null;
  /** What its nonce is known by, and what was said under it; null where none is used up. */
  nonce_key: string | null;
  content: Uint8Array;
  received_at: number;
}

/** An event held against what is set up: whose click it is, which goal it means, and who says so. */
export interface ResolvedEvent
  extends Omit<PostbackEvent, "status">, Owner, Standing {
  status: ConversionStatus | null;
  goal_config: GoalConfig;
  click_bytes: Uint8Array;
  /** The currency of its amounts where it is another one than the campaign's, and its amount in it. */
  sent_currency: string | null;
  sent_amount_micros: Micros | null;
  /** When it was said: by its signed time, else its proven event time, else arrival. */
  said_at: number;
  /** Whether that time is the sender's own, and proven. */
  is_time_proven: boolean;
}

/** What of the configuration an event is held against. */
export type Setup = Pick<
  Configuration,
  "link" | "campaign" | "affiliate" | "advertiser"
>;

/** Finds out whose click it is. A click id proves its link, so nothing is asked of the database. */
export function findOwner(link_id: number, setup: Setup): Owner | null {
  const link = setup.link(link_id);
  const campaign = link && setup.campaign(link.campaign_id);
  const advertiser = campaign && setup.advertiser(campaign.advertiser_id);
  if (!link || !campaign || !advertiser) return null;
  const affiliate = setup.affiliate(link.affiliate_id);
  return {
    link,
    campaign,
    plain_postback: advertiser.plain_postback,
    affiliate_status: affiliate?.status ?? "blocked",
    payout_currency: payoutCurrency(campaign, affiliate),
  };
}

/** An event ready to be judged, or why it isn't. `ignored`: its source's map says that it is nothing for us. */
export type Resolved =
  | { kind: "event"; event: ResolvedEvent }
  | { kind: "ignored" }
  | { kind: "refused"; refusal: Refusal };

/** Holds an event against what is set up. */
export function resolveEvent(
  event: PostbackEvent,
  owner: Owner,
  standing: Standing,
  trace: Trace,
): Resolved {
  const { campaign, link } = owner;
  trace.passed(
    "click",
    `Campaign ${campaign.id} "${campaign.name}", affiliate ${link.affiliate_id}`,
  );
  const { status } = event;
  if (status === "ignore") {
    trace.passed("status", `"${event.raw_status ?? ""}" is to be ignored`);
    return { kind: "ignored" };
  }
  trace.passed("status", describeStatus(event));
  const goal_config = findGoal(event, campaign);
  if (goal_config === undefined) {
    const known = campaign.goals.map(({ key }) => key).join(", ");
    const detail = `The campaign has no goal "${event.goal ?? ""}"; it has: ${known}`;
    return refuse("goal", refusal("unknown_goal", detail), trace);
  }
  trace.subject.goal_key = goal_config.key;
  trace.passed("goal", describeGoal(event, goal_config));
  const sent_currency = sentCurrency(event, campaign);
  trace.passed("currency", describeCurrency(event, campaign));
  const { signed_at, proof, received_at } = standing;
  const proven_at = proof === "signature" ? event.occurred_at : null;
  return {
    kind: "event",
    event: {
      ...event,
      ...owner,
      ...standing,
      status,
      goal_config,
      sent_currency,
      sent_amount_micros: event.amount_micros,
      click_bytes: clickIdBytes(event.click_id) ?? new Uint8Array(),
      said_at: signed_at ?? proven_at ?? received_at,
      is_time_proven: signed_at !== null || proven_at !== null,
    },
  };
}

/** Where an advertiser's plain postbacks are taken as pending, none of them approves. */
export function limitStatus(
  event: ResolvedEvent,
  status: ConversionStatus | null,
): ConversionStatus | null {
  const is_limited =
    event.source === null && event.plain_postback === "pending";
  return is_limited && status === "approved" ? "pending" : status;
}

/** The currency that amounts are exchanged from; null where none are named, or they are the campaign's. */
function sentCurrency(
  event: PostbackEvent,
  campaign: CampaignConfig,
): string | null {
  const { currency, amount_micros, revenue_micros, payout_micros } = event;
  const says_money = [amount_micros, revenue_micros, payout_micros].some(
    (micros) => micros !== null,
  );
  return says_money && currency !== campaign.currency ? currency : null;
}

function describeCurrency(
  { currency }: PostbackEvent,
  campaign: CampaignConfig,
): string {
  if (currency === null) return `${campaign.currency}, the campaign's`;
  if (currency === campaign.currency) return currency;
  return `${currency}; the campaign is kept in ${campaign.currency}`;
}

function describeStatus({ status, raw_status }: PostbackEvent): string {
  if (raw_status === null) return "None is named";
  return raw_status === status ? status : `${status}, sent as "${raw_status}"`;
}

function findGoal(
  event: PostbackEvent,
  campaign: CampaignConfig,
): GoalConfig | undefined {
  const named = (name: string) =>
    campaign.goals.find(({ key }) => key === name) ??
    campaign.goals.find(({ key }) => key.toLowerCase() === name.toLowerCase());
  if (event.goal !== null) return named(event.goal);
  const by_event = event.event === null ? undefined : named(event.event);
  return (
    by_event ??
    campaign.goals.find(({ is_default }) => is_default) ??
    campaign.goals[0]
  );
}

function describeGoal(event: PostbackEvent, goal: GoalConfig): string {
  if (event.goal !== null) return `"${goal.key}", as named`;
  if (event.event === null) return `"${goal.key}", the default`;
  return goal.key.toLowerCase() === event.event.toLowerCase()
    ? `"${goal.key}", named as the event`
    : `"${goal.key}", the default: "${event.event}" names no goal`;
}

function refuse(step: string, why: Refusal, trace: Trace): Resolved {
  trace.refused(step, why);
  return { kind: "refused", refusal: why };
}

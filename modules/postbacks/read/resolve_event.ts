import type { CampaignConfig, GoalConfig } from "../../campaigns/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type {
  Refusal,
  ConversionStatus,
  Proof,
  SourceConfig,
} from "../../sources/mod.ts";
import { findGoal, sentCurrency, unknownGoal } from "../../conversions/mod.ts";
import type { Owner } from "../../conversions/mod.ts";
import type { PostbackEvent } from "./event.ts";
import type { Trace } from "./trace.ts";

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
    return refuse("goal", unknownGoal(campaign, event.goal), trace);
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

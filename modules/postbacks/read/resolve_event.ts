import type { InstallFacts } from "../../../db/schema/mod.ts";
import type { CampaignConfig, GoalConfig } from "../../campaigns/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type {
  Refusal,
  ConversionStatus,
  Proof,
  SourceConfig,
} from "../../sources/mod.ts";
import { findGoal, sentCurrency } from "../../conversions/mod.ts";
import type { Owner, TransactionKind } from "../../conversions/mod.ts";
import type { PostbackEvent } from "./event.ts";
import type { Trace } from "./trace.ts";

/** The proof that a sender gave and the proof that is required. */
export interface EventEvidence {
  source: SourceConfig | null;
  proof: Proof;
  /** Proof that the advertiser requires for new conversions. */
  needed_proof: Proof;
  /** The signed time, if any. */
  signed_at: number | null;
  /** Key of the nonce, and a hash of the content under it; null if no nonce is used up. */
  nonce_key: string | null;
  content: Uint8Array;
  received_at: number;
  /** The address that it was sent from; null where that isn't kept. */
  sender_ip: string | null;
}

/** An event matched to the configuration: its click's owner, its goal and its sender. */
export interface ResolvedEvent
  extends Omit<PostbackEvent, "status">, Owner, EventEvidence {
  status: ConversionStatus | null;
  goal_config: GoalConfig;
  click_bytes: Uint8Array;
  /** Currency and amount as sent, where the currency is not the campaign's. */
  sent_currency: string | null;
  sent_amount_micros: Micros | null;
  /** When it was sent: the signed time, else the proven event time, else the arrival. */
  said_at: number;
  /** Whether that time is the sender's own and proven. */
  is_time_proven: boolean;
  /** Reported once: a repeat changes nothing, whatever it says. */
  is_once?: boolean;
  /** Reported by a page, which proves nothing. */
  is_claim?: boolean;
  /** Whether pages may have reported it before. */
  seeks_claims?: boolean;
  /** Set where its order is one conversion in all campaigns of the advertiser. */
  transaction?: TransactionKind;
  /** The facts of an app's install. */
  install?: InstallFacts;
  /** Days until it approves itself, in place of its goal's; null: never. */
  approve_after_days?: number | null;
}

/**
 * An event ready to be judged, or why it isn't. `ignored`: the source's map says to ignore its
 * status.
 */
export type Resolved =
  | { kind: "event"; event: ResolvedEvent }
  | { kind: "ignored" }
  | { kind: "refused"; refusal: Refusal };

/** Matches an event to the configuration. */
export function resolveEvent(
  event: PostbackEvent,
  owner: Owner,
  evidence: EventEvidence,
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
  if ("code" in goal_config) return refuse("goal", goal_config, trace);
  trace.subject.goal_key = goal_config.key;
  trace.passed("goal", describeGoal(event, goal_config));
  const sent_currency = sentCurrency(event, campaign);
  trace.passed("currency", describeCurrency(event, campaign));
  const { signed_at, proof, received_at } = evidence;
  const proven_at = proof === "signature" ? event.occurred_at : null;
  return {
    kind: "event",
    event: {
      ...event,
      ...owner,
      ...evidence,
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

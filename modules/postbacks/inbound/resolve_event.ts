import type {
  CampaignConfig,
  Configuration,
  GoalConfig,
  LinkConfig,
} from "../../campaigns/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import type { PostbackEvent } from "./event.ts";
import type { Trace } from "./trace.ts";

/** An event held against what is set up: whose click it is, and which goal it means. */
export interface ResolvedEvent extends PostbackEvent {
  link: LinkConfig;
  campaign: CampaignConfig;
  goal_config: GoalConfig;
  plain_postback: string;
  affiliate_status: string;
}

/** What of the configuration an event is held against. */
export type Setup = Pick<
  Configuration,
  "link" | "campaign" | "affiliate" | "advertiser"
>;

/** An event with its click's campaign and goal, or why it has none. */
export type Resolved =
  { ok: true; event: ResolvedEvent } | { ok: false; refusal: Refusal };

/** Holds an event against what is set up. A click id proves its link, so nothing is asked of the database. */
export function resolveEvent(
  event: PostbackEvent,
  setup: Setup,
  trace: Trace,
): Resolved {
  const link = setup.link(event.click.link_id);
  const campaign = link && setup.campaign(link.campaign_id);
  const advertiser = campaign && setup.advertiser(campaign.advertiser_id);
  if (!link || !campaign || !advertiser) {
    const detail = "The click is ours, but its link does not exist here";
    return refuse("click", refusal("unknown_click", detail), trace);
  }
  trace.subject.campaign_id = campaign.id;
  trace.passed(
    "click",
    `Campaign ${campaign.id} "${campaign.name}", affiliate ${link.affiliate_id}`,
  );
  if (advertiser.plain_postback === "refuse") {
    const detail = `Advertiser ${advertiser.id} takes no postbacks at the plain address`;
    return refuse("source", refusal("source_required", detail), trace);
  }
  trace.passed("source", `Plain address: ${advertiser.plain_postback}`);
  const goal_config = findGoal(event, campaign);
  if (goal_config === undefined) {
    const known = campaign.goals.map(({ key }) => key).join(", ");
    const detail = `The campaign has no goal "${event.goal ?? ""}"; it has: ${known}`;
    return refuse("goal", refusal("unknown_goal", detail), trace);
  }
  trace.subject.goal_key = goal_config.key;
  trace.passed("goal", describeGoal(event, goal_config));
  if (event.currency !== null && event.currency !== campaign.currency) {
    const detail = `The campaign is kept in ${campaign.currency}; there is no rate for ${event.currency}`;
    return refuse("currency", refusal("unknown_currency", detail), trace);
  }
  trace.passed(
    "currency",
    event.currency ?? `${campaign.currency}, the campaign's`,
  );
  return {
    ok: true,
    event: {
      ...event,
      link,
      campaign,
      goal_config,
      plain_postback: advertiser.plain_postback,
      affiliate_status: setup.affiliate(link.affiliate_id)?.status ?? "blocked",
    },
  };
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
  return { ok: false, refusal: why };
}

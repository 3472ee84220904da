import type { CampaignConfig, GoalConfig } from "../campaigns/mod.ts";
import { inOrder, rulesOfGoal } from "./sheet_rules.ts";
import type { GoalRules } from "./sheet_rules.ts";
import type { SourceRow } from "./source_directory.ts";

const GOALS_MAX = 500;

/** A goal, with the words that mean it. */
export interface SheetGoal extends GoalRules {
  campaign_id: number;
  campaign: string;
  key: string;
  name: string;
  default: boolean;
  send_as: string[];
}

/** The goals of an advertiser's campaigns, with the source's words for them. */
export function goalsOf(
  row: SourceRow,
  campaigns: readonly CampaignConfig[],
): SheetGoal[] {
  const words_of = Map.groupBy(
    Object.entries(row.goal_map),
    ([, goal]) => goal,
  );
  return campaigns
    .flatMap((campaign) => {
      const chosen = defaultGoal(campaign.goals);
      return inOrder(campaign.goals).map((goal) => ({
        campaign_id: campaign.id,
        campaign: campaign.name,
        key: goal.key,
        name: goal.name,
        default: goal === chosen,
        ...rulesOfGoal(goal, campaign),
        send_as: [
          ...(words_of.get(goal.key) ?? []).map(([word]) => word),
          goal.key,
        ],
      }));
    })
    .slice(0, GOALS_MAX);
}

function defaultGoal(goals: readonly GoalConfig[]): GoalConfig | undefined {
  return goals.find(({ is_default }) => is_default) ?? goals[0];
}

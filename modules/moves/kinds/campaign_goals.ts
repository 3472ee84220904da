import { networkSetup } from "../../campaigns/mod.ts";
import type { MovedCampaign } from "../moved_thing.ts";
import { findGoalKey, goalsOf } from "./goals.ts";
import type { Work } from "./kind.ts";

/** The key of a campaign's goal, here or as it is planned. */
export async function goalKeyOf(
  { deps, names }: Work,
  campaign: string,
  goal: string | undefined,
): Promise<string> {
  const found = names.find("campaign", campaign);
  const goals =
    found?.id === null || found === undefined
      ? goalsOf(found?.thing as unknown as MovedCampaign)
      : await networkSetup.goals.list(deps, found.id);
  return findGoalKey(goals, goal);
}

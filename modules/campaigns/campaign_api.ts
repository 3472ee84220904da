import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  CAMPAIGNS,
  CLICK_PRICES,
  GOAL_PAYOUTS,
  GOALS,
  LINKS,
} from "./resources.ts";

/** API descriptions of the campaign routes. */
export const CAMPAIGN_API: ApiDescription = {
  ...resourceApi(CAMPAIGNS),
  ...resourceApi(LINKS),
  ...resourceApi(GOALS),
  ...resourceApi(GOAL_PAYOUTS),
  ...resourceApi(CLICK_PRICES),
};

import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { ClickPrice, Goal, GoalPayout } from "./campaign_answers.ts";
import { CAMPAIGNS, LINKS } from "./resources.ts";

/** API descriptions of the campaign routes. */
export const CAMPAIGN_API: ApiDescription = {
  ...resourceApi(CAMPAIGNS),
  ...resourceApi(LINKS),
  "GET /api/v1/campaigns/:id/goals/:key/payouts": {
    filters: {},
    summary: "Lists the prices of a goal by affiliate and time",
    answers: { 200: listOf(GoalPayout) },
  },
  "POST /api/v1/campaigns/:id/goals/:key/payouts": {
    summary: "Sets a price of a goal",
    answers: { 201: GoalPayout },
    problems: ["invalid_amount"],
  },
  "GET /api/v1/campaigns/:id/goals/:key/payouts/:part": {
    summary: "Gets a price of a goal",
    answers: { 200: GoalPayout },
  },
  "PATCH /api/v1/campaigns/:id/goals/:key/payouts/:part": {
    summary: "Changes a price of a goal",
    answers: { 200: GoalPayout },
  },
  "DELETE /api/v1/campaigns/:id/goals/:key/payouts/:part": {
    summary: "Ends a price of a goal",
    answers: { 204: null },
  },
  "GET /api/v1/campaigns/:id/click-prices": {
    filters: {},
    summary: "Lists the prices of a campaign's clicks",
    answers: { 200: listOf(ClickPrice) },
  },
  "POST /api/v1/campaigns/:id/click-prices": {
    summary: "Sets a price of clicks",
    answers: { 201: ClickPrice },
  },
  "PATCH /api/v1/campaigns/:id/click-prices/:part": {
    summary: "Changes a price of clicks",
    answers: { 200: ClickPrice },
  },
  "DELETE /api/v1/campaigns/:id/click-prices/:part": {
    summary: "Ends a price of clicks",
    answers: { 204: null },
  },
  "GET /api/v1/campaigns/:id/goals": {
    filters: {},
    summary: "Lists the goals of a campaign",
    answers: { 200: listOf(Goal) },
  },
  "POST /api/v1/campaigns/:id/goals": {
    summary: "Adds a goal to a campaign",
    answers: { 201: Goal },
    problems: ["already_exists", "unknown_reference"],
  },
  "PATCH /api/v1/campaigns/:id/goals/:key": {
    summary: "Changes a goal",
    answers: { 200: Goal },
    problems: ["invalid_amount"],
  },
};

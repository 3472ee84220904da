import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import {
  Campaign,
  ClickPrice,
  Goal,
  GoalPayout,
  Link,
} from "./campaign_answers.ts";

/** What the routes of this part do and answer. */
export const CAMPAIGN_API: ApiDescription = {
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
  "GET /api/v1/campaigns": {
    summary: "Lists campaigns",
    answers: { 200: listOf(Campaign) },
    filters: LIST_FILTERS.campaigns,
  },
  "GET /api/v1/campaigns/:id": {
    summary: "Gets a campaign with its goals",
    answers: { 200: Campaign },
  },
  "POST /api/v1/campaigns": {
    summary: "Creates a campaign",
    answers: { 201: Campaign },
    problems: [
      "foreign_macro",
      "invalid_amount",
      "invalid_url",
      "macro_in_authority",
      "malformed_macro",
      "not_http",
      "own_link",
      "unknown_currency",
      "unknown_macro",
      "unknown_reference",
    ],
  },
  "PATCH /api/v1/campaigns/:id": {
    summary: "Changes a campaign",
    answers: { 200: Campaign },
    problems: [
      "invalid_url",
      "macro_in_authority",
      "malformed_macro",
      "not_http",
      "own_link",
    ],
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
  "GET /api/v1/links": {
    summary: "Lists links",
    answers: { 200: listOf(Link) },
    filters: LIST_FILTERS.links,
  },
  "GET /api/v1/links/:id": { summary: "Gets a link", answers: { 200: Link } },
  "POST /api/v1/links": {
    summary: "Creates a link",
    answers: { 201: Link },
    problems: ["already_exists", "own_link", "unknown_reference"],
  },
  "PATCH /api/v1/links/:id": {
    summary: "Changes or pauses a link",
    answers: { 200: Link },
    problems: ["own_link"],
  },
};

import { Id, listOf, resourceApi } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "../http/mod.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import {
  Approval,
  Cap,
  Destination,
  Effective,
  Targeting,
} from "./routing_answers.ts";
import { TRAFFIC_RULES } from "./resources.ts";

/** API descriptions of the routing routes. */
export const ROUTING_API: ApiDescription = {
  ...resourceApi(TRAFFIC_RULES),
  "GET /api/v1/campaigns/:id/targeting": {
    summary: "Gets the targeting of a campaign",
    answers: { 200: Targeting },
  },
  "PUT /api/v1/campaigns/:id/targeting": {
    summary: "Replaces the targeting of a campaign",
    answers: { 200: Targeting },
  },
  "GET /api/v1/campaigns/:id/destinations": {
    filters: {},
    summary: "Lists the destinations of a campaign",
    answers: { 200: listOf(Destination) },
  },
  "POST /api/v1/campaigns/:id/destinations": {
    summary: "Adds a destination to a campaign",
    answers: { 201: Destination },
    problems: ["macro_in_authority", "own_link", "unknown_reference"],
  },
  "PATCH /api/v1/campaigns/:id/destinations/:part": {
    summary: "Changes a destination",
    answers: { 200: Destination },
    problems: ["own_link"],
  },
  "DELETE /api/v1/campaigns/:id/destinations/:part": {
    summary: "Removes a destination",
    answers: { 204: null },
  },
  "GET /api/v1/campaigns/:id/affiliates": {
    summary: "Lists who may promote a campaign",
    answers: { 200: listOf(Approval) },
    filters: LIST_FILTERS.approvals,
  },
  "POST /api/v1/campaigns/:id/affiliates": {
    summary: "Sets whether an affiliate may promote a campaign",
    answers: { 201: Approval },
    problems: ["unknown_reference"],
  },
  "GET /api/v1/campaigns/:id/affiliates/:part": {
    summary: "Gets whether an affiliate may promote a campaign",
    answers: { 200: Approval },
  },
  "PATCH /api/v1/campaigns/:id/affiliates/:part": {
    summary: "Changes whether an affiliate may promote a campaign",
    answers: { 200: Approval },
  },
  "DELETE /api/v1/campaigns/:id/affiliates/:part": {
    summary: "Removes an affiliate from a campaign",
    answers: { 204: null },
  },
  "GET /api/v1/campaigns/:id/effective": {
    summary: "Shows what applies to an affiliate at a time",
    answers: { 200: Effective },
    query: Type.Object({
      affiliate_id: Type.Optional(Id),
      at: Type.Optional(Type.String({ examples: ["2026-11-22T10:00:00Z"] })),
    }),
  },
  "GET /api/v1/campaigns/:id/caps": {
    filters: {},
    summary: "Lists the caps of a campaign with their use",
    answers: { 200: listOf(Cap) },
  },
  "POST /api/v1/campaigns/:id/caps": {
    summary: "Adds a cap to a campaign",
    answers: { 201: Cap },
  },
  "GET /api/v1/campaigns/:id/caps/:part": {
    summary: "Gets a cap with its use",
    answers: { 200: Cap },
  },
  "PATCH /api/v1/campaigns/:id/caps/:part": {
    summary: "Changes a cap",
    answers: { 200: Cap },
  },
  "DELETE /api/v1/campaigns/:id/caps/:part": {
    summary: "Removes a cap",
    answers: { 204: null },
  },
};

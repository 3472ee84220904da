import { Id, resourceApi } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "../http/mod.ts";
import { Effective } from "./routing_answers.ts";
import {
  APPROVALS,
  CAPS,
  DESTINATIONS,
  TARGETING,
  TRAFFIC_RULES,
} from "./resources.ts";

/** API descriptions of the routing routes. */
export const ROUTING_API: ApiDescription = {
  ...resourceApi(TRAFFIC_RULES),
  ...resourceApi(DESTINATIONS),
  ...resourceApi(CAPS),
  ...resourceApi(APPROVALS),
  ...resourceApi(TARGETING),
  "GET /api/v1/campaigns/:id/effective": {
    summary: "Gets what applies to an affiliate at a time",
    answers: { 200: Effective },
    query: Type.Object({
      affiliate_id: Type.Optional(Id),
      at: Type.Optional(Type.String({ examples: ["2026-11-22T10:00:00Z"] })),
    }),
  },
};

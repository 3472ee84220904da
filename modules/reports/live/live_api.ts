import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "../../http/mod.ts";

const EVENTS = { media_type: "text/event-stream" };

/** API description of the streams. */
export const LIVE_API: ApiDescription = {
  "GET /api/v1/reports/live": {
    summary: "Streams clicks and conversions by minute of the last hour",
    description:
      "Server-sent events: `hour` with all sixty minutes, then `minutes` with those that changed. They are counted from the same as reports, and agree with them to the last click.",
    own: { affiliate: "listed", advertiser: "listed" },
    query: Type.Object({}),
    answers: { 200: EVENTS },
    problems: ["too_many_streams"],
  },
  "GET /api/v1/live": {
    summary: "Streams clicks, postbacks and deliveries as they come",
    description:
      "Server-sent events: `begin`, then `click`, `postback` and `delivery` with the fields that the caller sees in their lists, at most 50 of each a second; `skipped` counts the others. What came while a client was away isn't sent again: `begin` says from when on to read the lists.",
    own: { affiliate: "listed", advertiser: "listed" },
    query: Type.Object({
      of: Type.Optional(
        Type.String({
          description:
            "Some of clicks, postbacks, deliveries, with commas between; by default all that you may read.",
          examples: ["clicks,deliveries"],
        }),
      ),
    }),
    answers: { 200: EVENTS },
    problems: ["too_many_streams"],
  },
};

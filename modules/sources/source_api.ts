import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  Source,
  SourceHealth,
  SourceSheet,
  SourceTest,
  SourceWithToken,
} from "./source_answers.ts";
import { SHEET_LINKS, SOURCE_SECRETS, SOURCES } from "./resources.ts";
import { HEALTH_LIST } from "./resources.ts";

/** API description of these routes. */
export const SOURCE_API: ApiDescription = {
  ...resourceApi(SOURCES),
  ...resourceApi(SOURCE_SECRETS),
  ...resourceApi(SHEET_LINKS),
  "GET /s/:token": {
    summary: "Gets the sheet that a link shows, without secrets",
    description:
      "Text, or JSON where `Accept` begins with `application/json`; browsers get a page.",
    answers: {
      200: [
        SourceSheet,
        { media_type: "text/plain" },
        { media_type: "text/html" },
      ],
    },
    problems: ["not_found", "key_unreadable"],
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/rotate-key": {
    summary: "Replaces the key of a source",
    own: { advertiser: { path: "id" } },
    description:
      "The old key stops working at once, or after `keep_old_hours`; until then another rotation that keeps one is 409 `rotation_under_way`.",
    answers: { 200: Source },
    problems: ["rotation_under_way"],
  },
  "DELETE /api/v1/advertisers/:id/sources/:source_id/old-key": {
    summary: "Withdraws the replaced key of a source before its time",
    own: { advertiser: { path: "id" } },
    answers: { 204: null },
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/rotate-token": {
    summary: "Replaces the token of a source",
    own: { advertiser: { path: "id" } },
    description:
      "The old token stops working at once, or after `keep_old_hours`; until then another rotation that keeps one is 409 `rotation_under_way`.",
    answers: { 200: SourceWithToken },
    problems: ["rotation_under_way"],
  },
  "DELETE /api/v1/advertisers/:id/sources/:source_id/old-token": {
    summary: "Withdraws the replaced token of a source before its time",
    own: { advertiser: { path: "id" } },
    answers: { 204: null },
  },
  "GET /api/v1/advertisers/:id/sources/:source_id/sheet": {
    summary: "Gets the integration sheet for the sender",
    own: { advertiser: { path: "id" } },
    answers: { 200: [SourceSheet, { media_type: "text/html" }] },
  },
  "GET /api/v1/advertisers/:id/sources/:source_id/health": {
    summary: "Gets the health of a source",
    own: { advertiser: { path: "id" } },
    answers: { 200: SourceHealth },
  },
  "GET /api/v1/advertisers/:id/sources/health": {
    summary: "Gets the health of all sources of an advertiser",
    own: { advertiser: { path: "id" } },
    answers: { 200: listOf(SourceHealth) },
    ...HEALTH_LIST,
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/test": {
    summary: "Runs the checklist of a source",
    own: { advertiser: { path: "id" } },
    answers: { 200: SourceTest },
  },
};

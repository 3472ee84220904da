import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  BackfillWindow,
  Postback,
  PostbackReplay,
  PostbackSummary,
  PostbackWithTrace,
  ReplayedPostback,
  ReplayedPostbacks,
  TriedPostback,
} from "./postback_answers.ts";
import { BACKFILL_WINDOWS } from "./backfill_routes.ts";
import { FORWARDS } from "./forward/forward_resource.ts";
import { POSTBACK_LIST } from "./postback_filter.ts";

/** API description of these routes. */
export const POSTBACK_API: ApiDescription = {
  ...resourceApi(BACKFILL_WINDOWS),
  ...resourceApi(FORWARDS),
  "POST /api/v1/backfill-windows/:id/close": {
    summary: "Closes a backfill window",
    answers: { 200: BackfillWindow },
  },
  "GET /api/v1/postbacks": {
    summary: "Lists postbacks",
    ...POSTBACK_LIST,
    own: {
      advertiser: { filter: "advertiser_id", also: ["code", "goal"] },
    },
    limited: { affiliate: { filter: "affiliate_id" } },
    answers: { 200: listOf(Postback) },
  },
  "GET /api/v1/postbacks/summary": {
    summary: "Counts postbacks by outcome and code",
    description:
      "Counts postbacks of at most 92 days by one property, with the latest examples. `totals` has every outcome.",
    own: { advertiser: { filter: "advertiser_id" } },
    limited: { affiliate: { filter: "affiliate_id" } },
    answers: { 200: PostbackSummary },
  },
  "GET /api/v1/postbacks/:id": {
    summary: "Gets a postback with its raw request and trace",
    own: { advertiser: { field: "advertiser_id" } },
    limited: { affiliate: { field: "affiliate_id" } },
    answers: { 200: PostbackWithTrace },
  },
  "POST /api/v1/postbacks/replay": {
    summary: "Judges the postbacks of a filter again, as a task",
    description:
      "With `dry_run`, `mapping` is tried instead of the one that the filter's `source_id` has. An advertiser only tries it out, with `dry_run`, on at most 100, one request at a time, and is answered with what would change.",
    own: {
      advertiser: { body: "filter.advertiser_id", hides: ["filter.click_ref"] },
    },
    answers: { 200: ReplayedPostbacks, 202: PostbackReplay },
    problems: ["too_many", "dry_run_only", "dry_run_under_way"],
  },
  "POST /api/v1/postbacks/:id/replay": {
    summary: "Judges a postback again",
    description:
      "With `dry_run`, `mapping` is tried instead of the one that its source has. An advertiser only tries it out.",
    own: {
      advertiser: { field: "advertiser_id", of: "/api/v1/postbacks/:id" },
    },
    answers: { 200: ReplayedPostback },
    problems: ["request_not_kept", "dry_run_only"],
  },
  "POST /api/v1/sandbox/postback": {
    summary: "Tries a postback out without storing it",
    description:
      "Judges it like any other and returns verdict, answer and each check. An advertiser tries only what is sent to the own address of one of its sources.",
    own: { advertiser: "none" },
    answers: { 200: TriedPostback },
  },
};

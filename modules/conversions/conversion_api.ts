import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  BulkChange,
  ChangedConversion,
  ConversionPage,
  ConversionWithHistory,
} from "./conversion_answers.ts";
import { CONVERSION_TAG } from "./conversion_tag.ts";
import { CONVERSION_RULES } from "./rules/rule_routes.ts";
import { CONVERSION_LIST } from "./conversion_filter.ts";

/** Summaries, responses and problems of the conversion routes. */
export const CONVERSION_API: ApiDescription = {
  "GET /api/v1/conversions": {
    summary: "Lists conversions",
    own: {
      affiliate: { filter: "affiliate_id", also: ["goal", "flag"] },
      advertiser: { filter: "advertiser_id", also: ["goal", "flag"] },
    },
    ...CONVERSION_LIST,
    answers: { 200: ConversionPage },
  },
  "GET /api/v1/conversions/:id": {
    summary: "Gets a conversion with its history",
    own: {
      affiliate: { field: "affiliate_id" },
      advertiser: { field: "advertiser_id" },
    },
    answers: { 200: ConversionWithHistory },
    moving: CONVERSION_TAG.moving,
  },
  "POST /api/v1/conversions": {
    summary: "Records a conversion by hand",
    answers: { 200: ChangedConversion, 201: ChangedConversion },
    problems: [
      "already_exists",
      "invalid_click_id",
      "invalid_time",
      "missing_amount",
      "missing_order_id",
      "unknown_currency",
      "unknown_reference",
    ],
  },
  "PATCH /api/v1/conversions/:id": {
    summary: "Changes a conversion by hand",
    limited: {
      affiliate: { field: "affiliate_id" },
      advertiser: { field: "advertiser_id" },
    },
    description:
      "Needs a `reason`. Books the difference, and tells the affiliate as a postback would. With `dry_run` it shows what would happen.",
    answers: { 200: ChangedConversion },
    shows_tag: true,
    condition: "If-Match",
    problems: [
      "illegal_transition",
      "invalid_amount",
      "stale_version",
      "unknown_currency",
    ],
  },
  "POST /api/v1/conversions/bulk": {
    summary: "Changes the state of many conversions",
    description:
      "By ids or by filter, up to 5,000 at once; more run as a task.",
    answers: { 200: BulkChange },
  },
  ...resourceApi(CONVERSION_RULES),
};

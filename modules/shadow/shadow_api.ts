import { Type } from "@sinclair/typebox";
import { listOf, oneOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { EXPORT_LIST, SHADOW_ITEM_LIST } from "./list_items.ts";
import {
  ShadowExport,
  ShadowItem,
  ShadowSummaryRow,
  SUMMARY_REST,
} from "./shadow_answers.ts";
import { SUMMARY_LIST } from "./summary.ts";
import { TRACKERS } from "./reading/read_tracker_export.ts";
import { ExportMappingBody } from "./upload_export.ts";

const words = Type.Optional(Type.String());
const UploadQuery = Type.Object({
  from: words,
  to: words,
  timezone: words,
  tracker: Type.Optional(oneOf(TRACKERS)),
  mapping: Type.Optional(Type.String({ description: "A mapping as JSON." })),
  file_name: words,
});
const UploadBody = Type.Object({
  file: Type.Optional(
    Type.String({
      description: "The text of the file.",
      examples: [
        "conversion_id,offer_id,affiliate_id,datetime,status,payout\n9,12,7,2026-11-29 10:00:00,approved,4.50\n",
      ],
    }),
  ),
  rows: Type.Optional(
    Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description:
        "Conversions instead: `old_id click campaign affiliate goal order_id amount revenue payout currency status converted_at`.",
    }),
  ),
  file_name: words,
  from: Type.Optional(Type.String({ examples: ["2026-11-29"] })),
  to: Type.Optional(Type.String({ examples: ["2026-11-30"] })),
  timezone: Type.Optional(Type.String({ examples: ["Europe/Berlin"] })),
  tracker: Type.Optional(oneOf(TRACKERS)),
  mapping: Type.Optional(ExportMappingBody),
});

/** API description of the comparison with an old tracker. */
export const SHADOW_API: ApiDescription = {
  "POST /api/v1/moves/shadow": {
    summary: "Uploads an old tracker's export of its conversions",
    description:
      "CSV, JSON or NDJSON with a header, of a day or longer: as JSON (`file` or `rows`), as multipart, or as the body with the other fields in the query. Conversions that an earlier export had are replaced, and the same export again changes nothing. `from` and `to` are the time that it is of, by default the days of its rows. With `tracker` the file is that tracker's own export, as a move reads it; else its columns are found by their names. Campaigns and affiliates are found by their `external_id`. Both sides are compared afterwards.",
    query: UploadQuery,
    body: {
      "application/json": UploadBody,
      "text/csv": Type.String({
        examples: [
          "conversion_id,offer_id,affiliate_id,datetime,status,payout\n9,12,7,2026-11-29 10:00:00,approved,4.50\n",
        ],
      }),
    },
    answers: { 200: ShadowExport, 201: ShadowExport },
    problems: ["malformed", "too_large"],
  },
  "GET /api/v1/moves/shadow": {
    summary: "Compares both trackers by day, campaign and affiliate",
    description:
      "Counts and money of the old tracker beside ours, with the part that agrees, for each currency. `group_by` is one or more of `day,campaign,affiliate`. Days are the network's, and so are `from` and `to` where they are days; by default the last fourteen.",
    ...SUMMARY_LIST,
    answers: { 200: listOf(ShadowSummaryRow, SUMMARY_REST) },
  },
  "GET /api/v1/moves/shadow/breaks": {
    summary: "Lists the differences between both trackers",
    description:
      "Each sale that one side lacks or has otherwise, once, the latest first: the words of a reconciliation's breaks, and what became here of what only the old tracker has.",
    ...SHADOW_ITEM_LIST,
    answers: { 200: listOf(ShadowItem) },
  },
  "GET /api/v1/moves/shadow/matches": {
    summary: "Lists the sales about which both trackers agree",
    ...SHADOW_ITEM_LIST,
    answers: { 200: listOf(ShadowItem) },
  },
  "GET /api/v1/moves/shadow/breaks/:id": {
    summary: "Gets what was found of one sale",
    answers: { 200: ShadowItem },
  },
  "GET /api/v1/moves/shadow/exports": {
    summary: "Lists the exports that were uploaded",
    ...EXPORT_LIST,
    answers: { 200: listOf(ShadowExport) },
  },
  "GET /api/v1/moves/shadow/exports/:id": {
    summary: "Gets an export that was uploaded",
    answers: { 200: ShadowExport },
  },
  "DELETE /api/v1/moves/shadow/exports/:id": {
    summary: "Deletes an export",
    description:
      "With the conversions that no later export has; both sides are compared afterwards.",
    answers: { 204: null },
  },
};

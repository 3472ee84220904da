import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  BulkChange,
  Conversion,
  ConversionRule,
  ConversionWithHistory,
} from "./conversion_answers.ts";

/** Summaries, responses and problems of the conversion routes. */
export const CONVERSION_API: ApiDescription = {
  "GET /api/v1/conversions": {
    summary: "Lists conversions",
    answers: { 200: Conversion },
  },
  "GET /api/v1/conversions/:id": {
    summary: "Gets a conversion with its history",
    answers: { 200: ConversionWithHistory },
  },
  "POST /api/v1/conversions": {
    summary: "Records a conversion by hand",
    answers: { 200: ConversionWithHistory, 201: ConversionWithHistory },
    problems: [
      "already_exists",
      "invalid_click_id",
      "missing_amount",
      "missing_order_id",
      "unknown_currency",
      "unknown_reference",
    ],
  },
  "PATCH /api/v1/conversions/:id": {
    summary: "Changes a conversion by hand",
    answers: { 200: ConversionWithHistory },
    problems: [
      "illegal_transition",
      "invalid_amount",
      "stale_version",
      "unknown_currency",
    ],
  },
  "POST /api/v1/conversions/bulk": {
    summary: "Changes the state of many conversions",
    answers: { 200: BulkChange },
  },
  "GET /api/v1/conversion-rules": {
    summary: "Lists conversion rules",
    answers: { 200: listOf(ConversionRule) },
    filters: {},
  },
  "POST /api/v1/conversion-rules": {
    summary: "Creates a conversion rule",
    answers: { 201: ConversionRule },
  },
  "GET /api/v1/conversion-rules/:id": {
    summary: "Gets a conversion rule",
    answers: { 200: ConversionRule },
  },
  "PATCH /api/v1/conversion-rules/:id": {
    summary: "Changes a conversion rule",
    answers: { 200: ConversionRule },
  },
  "DELETE /api/v1/conversion-rules/:id": {
    summary: "Removes a conversion rule",
    answers: { 204: null },
  },
};

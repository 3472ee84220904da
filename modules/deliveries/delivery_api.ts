import { Type } from "@sinclair/typebox";
import { bulkApi, listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription, OwnRows } from "../http/mod.ts";
import {
  Delivery,
  DeliveryReplay,
  DeliveryWithAttempts,
  Endpoint,
  EndpointPreset,
  EndpointTest,
} from "./delivery_answers.ts";
import {
  BULK_ENDPOINTS,
  ENDPOINT_SECRETS,
  ENDPOINTS,
} from "./endpoints/resources.ts";
import { PRESET_LIST } from "./endpoints/endpoint_preset.ts";
import { TEST_RECEIVER_PATH } from "./test_receiver.ts";
import { WEBHOOK_API } from "./webhook_api.ts";
import { DELIVERY_LIST } from "./delivery_state.ts";

/** Below the affiliate's own address. */
const BELOW_OWN: OwnRows = { affiliate: { path: "id" } };

/** Summaries, responses and problems of the delivery routes. */
export const DELIVERY_API: ApiDescription = {
  [`ALL ${TEST_RECEIVER_PATH}`]: {
    summary: "Plays an affiliate's tracker: answers with what it heard",
    description:
      "For trying postbacks out without a tracker: repeats its parameters, one on a line and cut where they are long, and stores nothing.",
    answers: { 200: [Type.String(), { media_type: "text/plain" }] },
    problems: ["malformed", "method_not_allowed", "rate_limited", "too_large"],
  },
  "GET /api/v1/deliveries": {
    summary: "Lists deliveries",
    own: { affiliate: { filter: "affiliate_id" } },
    limited: { advertiser: { filter: "advertiser_id" } },
    ...DELIVERY_LIST,
    answers: { 200: listOf(Delivery) },
  },
  "GET /api/v1/deliveries/:id": {
    summary: "Gets a delivery with every attempt",
    own: { affiliate: { field: "affiliate_id" } },
    limited: { advertiser: { field: "advertiser_id" } },
    answers: { 200: DeliveryWithAttempts },
  },
  "POST /api/v1/deliveries/:id/retry": {
    summary: "Sends a delivery again",
    own: {
      affiliate: { field: "affiliate_id", of: "/api/v1/deliveries/:id" },
    },
    limited: {
      advertiser: { field: "advertiser_id", of: "/api/v1/deliveries/:id" },
    },
    answers: { 200: DeliveryWithAttempts },
    problems: ["already_told", "in_flight"],
  },
  "POST /api/v1/deliveries/replay": {
    summary: "Sends the deliveries of a filter again",
    own: { affiliate: { body: "filter.affiliate_id" } },
    description:
      "Sends them again under the same delivery id; `dry_run` counts them and their money first.",
    answers: { 200: DeliveryReplay },
  },
  "GET /api/v1/postback-presets": {
    ...PRESET_LIST,
    summary: "Lists endpoint presets of common trackers",
    own: { affiliate: "all" },
    answers: { 200: listOf(EndpointPreset) },
  },
  ...resourceApi(ENDPOINTS),
  ...bulkApi(BULK_ENDPOINTS),
  ...WEBHOOK_API,
  ...resourceApi(ENDPOINT_SECRETS),
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/pause": {
    summary: "Pauses an endpoint",
    own: BELOW_OWN,
    limited: { advertiser: "all" },
    answers: { 200: Endpoint },
  },
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/resume": {
    summary: "Resumes an endpoint",
    own: BELOW_OWN,
    limited: { advertiser: "all" },
    answers: { 200: Endpoint },
  },
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/test": {
    summary: "Sends a test to an endpoint",
    own: BELOW_OWN,
    answers: { 200: EndpointTest },
    problems: ["rate_limited"],
  },
};

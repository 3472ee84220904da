import { bulkApi, listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
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
import { DELIVERY_LIST } from "./delivery_state.ts";

/** Summaries, responses and problems of the delivery routes. */
export const DELIVERY_API: ApiDescription = {
  "GET /api/v1/deliveries": {
    summary: "Lists deliveries",
    ...DELIVERY_LIST,
    answers: { 200: listOf(Delivery) },
  },
  "GET /api/v1/deliveries/:id": {
    summary: "Gets a delivery with every attempt",
    answers: { 200: DeliveryWithAttempts },
  },
  "POST /api/v1/deliveries/:id/retry": {
    summary: "Sends a delivery again",
    answers: { 200: DeliveryWithAttempts },
    problems: ["already_told", "in_flight"],
  },
  "POST /api/v1/deliveries/replay": {
    summary: "Sends the deliveries of a filter again",
    description:
      "Sends them again under the same delivery id; `dry_run` counts them and their money first.",
    answers: { 200: DeliveryReplay },
  },
  "GET /api/v1/postback-presets": {
    ...PRESET_LIST,
    summary: "Lists endpoint presets of common trackers",
    answers: { 200: listOf(EndpointPreset) },
  },
  ...resourceApi(ENDPOINTS),
  ...bulkApi(BULK_ENDPOINTS),
  ...resourceApi(ENDPOINT_SECRETS),
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/pause": {
    summary: "Pauses an endpoint",
    answers: { 200: Endpoint },
  },
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/resume": {
    summary: "Resumes an endpoint",
    answers: { 200: Endpoint },
  },
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/test": {
    summary: "Sends a test to an endpoint",
    answers: { 200: EndpointTest },
    problems: ["rate_limited"],
  },
};

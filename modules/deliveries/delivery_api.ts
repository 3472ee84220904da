import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  Delivery,
  DeliveryReplay,
  DeliveryWithAttempts,
  Endpoint,
  EndpointPreset,
  EndpointTest,
  NewEndpoint,
  NewEndpointSecret,
} from "./delivery_answers.ts";

/** Summaries, responses and problems of the delivery routes. */
export const DELIVERY_API: ApiDescription = {
  "GET /api/v1/deliveries": {
    summary: "Lists deliveries",
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
    answers: { 200: DeliveryReplay },
  },
  "GET /api/v1/postback-presets": {
    filters: {},
    summary: "Lists the presets of receivers",
    answers: { 200: listOf(EndpointPreset) },
  },
  "GET /api/v1/affiliates/:id/postbacks": {
    summary: "Lists the endpoints of an affiliate",
    answers: { 200: listOf(Endpoint) },
    filters: {},
  },
  "POST /api/v1/affiliates/:id/postbacks": {
    summary: "Creates an endpoint",
    answers: { 201: NewEndpoint },
    problems: [
      "foreign_macro",
      "invalid_url",
      "macro_in_authority",
      "malformed_macro",
      "not_http",
      "raw_not_allowed",
      "target_not_allowed",
      "unknown_macro",
    ],
  },
  "GET /api/v1/affiliates/:id/postbacks/:endpoint_id": {
    summary: "Gets an endpoint with its health",
    answers: { 200: Endpoint },
  },
  "PATCH /api/v1/affiliates/:id/postbacks/:endpoint_id": {
    summary: "Changes an endpoint",
    answers: { 200: Endpoint },
    problems: ["target_not_allowed"],
  },
  "DELETE /api/v1/affiliates/:id/postbacks/:endpoint_id": {
    summary: "Removes an endpoint",
    answers: { 204: null },
    problems: ["in_use"],
  },
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
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/secrets": {
    summary: "Adds a secret to an endpoint",
    answers: { 201: NewEndpointSecret },
    problems: ["too_many_secrets"],
  },
  "DELETE /api/v1/affiliates/:id/postbacks/:endpoint_id/secrets/:secret_id": {
    summary: "Removes a secret of an endpoint",
    answers: { 204: null },
  },
};

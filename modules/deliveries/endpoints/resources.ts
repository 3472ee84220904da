import { Type } from "@sinclair/typebox";
import { TIMES } from "../../http/mod.ts";
import { PRESET_NAMES } from "./endpoint_preset.ts";
import {
  Endpoint,
  NewEndpoint,
  NewEndpointSecret,
} from "../delivery_answers.ts";
import {
  EndpointBody,
  EndpointPatch,
  EndpointSecretBody,
} from "./endpoint_body.ts";

/** Filters and sorts of endpoints. */
export const ENDPOINT_LIST = {
  filters: {
    q: "text",
    campaign_id: "id",
    preset: PRESET_NAMES,
    method: ["GET", "POST"],
    enabled: "boolean",
    ...TIMES,
  },
  sorts: ["id", "created_at", "url"],
} as const;

/** The API resource of an affiliate's endpoints. */
export const ENDPOINTS = {
  path: "/affiliates/:id/postbacks",
  key: "endpoint_id",
  one: "an endpoint",
  many: "the endpoints of an affiliate",
  body: EndpointBody,
  patch: EndpointPatch,
  ...ENDPOINT_LIST,
  view: Endpoint,
  moving: ["health", "destination", "waiting"],
  made: NewEndpoint,
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
  deletes: true,
  delete_problems: ["in_use"],
  own: { affiliate: { path: "id", also: ["q"] } },
  limited: { advertiser: "all" },
} as const;

/** Creating many endpoints at once, of whatever affiliates. */
export const BULK_ENDPOINTS = {
  name: "endpoints",
  item: Type.Object(
    {
      affiliate_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      ...EndpointBody.properties,
    },
    { additionalProperties: false },
  ),
  made: NewEndpoint,
} as const;

/** The API resource of an endpoint's signing secrets. */
export const ENDPOINT_SECRETS = {
  path: "/affiliates/:id/postbacks/:endpoint_id/secrets",
  key: "secret_id",
  one: "a secret of an endpoint",
  many: "the secrets of an endpoint",
  body: EndpointSecretBody,
  view: NewEndpointSecret,
  problems: ["too_many_secrets"],
  deletes: true,
  own: { affiliate: { path: "id" } },
  limited: { advertiser: "all" },
} as const;

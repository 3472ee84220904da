import { APP, SKAN } from "./apps/app_resources.ts";
import { DOMAINS } from "./domains/domain_resource.ts";
import { Id, resourceApi } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "../http/mod.ts";
import { Effective } from "./routing_answers.ts";
import {
  APPROVALS,
  CAPS,
  DESTINATIONS,
  TARGETING,
  TRAFFIC_RULES,
} from "./resources.ts";

const text = Type.String();

/** API descriptions of the routing routes. */
export const ROUTING_API: ApiDescription = {
  ...resourceApi(TRAFFIC_RULES),
  ...resourceApi(DESTINATIONS),
  ...resourceApi(CAPS),
  ...resourceApi(APPROVALS),
  ...resourceApi(TARGETING),
  ...resourceApi(SKAN),
  ...resourceApi(APP),
  ...resourceApi(DOMAINS),
  "GET /.well-known/apple-app-site-association": {
    summary: "Says which iOS apps open links of the host that is asked",
    answers: {
      200: Type.Object({
        applinks: Type.Object({
          details: Type.Array(
            Type.Object({
              appIDs: Type.Array(text),
              components: Type.Array(Type.Object({ "/": text })),
            }),
          ),
        }),
      }),
    },
  },
  "GET /.well-known/assetlinks.json": {
    summary: "Says which Android apps open links of the host that is asked",
    answers: {
      200: Type.Array(
        Type.Object({
          relation: Type.Array(text),
          target: Type.Object({
            namespace: text,
            package_name: text,
            sha256_cert_fingerprints: Type.Array(text),
          }),
        }),
      ),
    },
  },
  "GET /api/v1/campaigns/:id/effective": {
    summary: "Gets what applies to an affiliate at a time",
    answers: { 200: Effective },
    query: Type.Object({
      affiliate_id: Type.Optional(Id),
      at: Type.Optional(Type.String({ examples: ["2026-11-22T10:00:00Z"] })),
    }),
  },
};

import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { readId } from "../campaigns/mod.ts";
import { readPage } from "../kernel/mod.ts";
import {
  changeEndpoint,
  createEndpoint,
  EndpointBody,
  EndpointPatch,
  listEndpoints,
  readEndpoint,
} from "./outbound/endpoint.ts";
import type { EndpointDeps } from "./outbound/endpoint.ts";
import { listConversions, readConversion } from "./read_conversions.ts";
import { listDeliveries, readDelivery } from "./read_deliveries.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const page = { limit: text, cursor: text };
const ConversionQuery = Type.Object({
  ...page,
  campaign_id: text,
  affiliate_id: text,
  status: text,
  order_id: text,
  click_id: text,
});
const DeliveryQuery = Type.Object({
  ...page,
  conversion_id: text,
  affiliate_id: text,
  endpoint_id: text,
  state: text,
});

/** `conversions`, `deliveries`, and the endpoints of affiliates. */
export function postbackRoutes(deps: GuardDeps & EndpointDeps) {
  const { db } = deps;
  return new Elysia({ name: "postbacks", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/conversions",
      ({ query }) => {
        const filter = {
          ...query,
          campaign_id: optionalId(query.campaign_id),
          affiliate_id: optionalId(query.affiliate_id),
        };
        return listConversions(db, filter, readPage(query));
      },
      { query: ConversionQuery },
    )
    .get("/conversions/:id", ({ params }) => readConversion(db, params.id))
    .get(
      "/deliveries",
      ({ query }) => {
        const filter = {
          ...query,
          affiliate_id: optionalId(query.affiliate_id),
          endpoint_id: optionalId(query.endpoint_id),
        };
        return listDeliveries(db, filter, readPage(query));
      },
      { query: DeliveryQuery },
    )
    .get("/deliveries/:id", ({ params }) => readDelivery(db, params.id))
    .use(endpointRoutes(deps));
}

function endpointRoutes(deps: EndpointDeps) {
  return new Elysia({ name: "endpoints", prefix: "/affiliates" })
    .get("/:id/postbacks", ({ params, query }) =>
      listEndpoints(deps, readId(params.id), readPage(query)),
    )
    .post(
      "/:id/postbacks",
      async ({ params, body, set }) => {
        const made = await createEndpoint(deps, readId(params.id), body);
        set.status = 201;
        return made;
      },
      { body: EndpointBody },
    )
    .get("/:id/postbacks/:endpoint_id", ({ params }) =>
      readEndpoint(deps, whereOf(params)),
    )
    .patch(
      "/:id/postbacks/:endpoint_id",
      ({ params, body }) => changeEndpoint(deps, whereOf(params), body),
      { body: EndpointPatch },
    );
}

function whereOf(params: { id: string; endpoint_id: string }) {
  return { affiliate_id: readId(params.id), id: readId(params.endpoint_id) };
}

function optionalId(id: string | undefined): number | undefined {
  return id === undefined ? undefined : readId(id);
}

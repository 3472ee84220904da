import type { Database } from "../../db/mod.ts";
import {
  pageOfRows,
  readId,
  readList,
  resourceRoutes,
  bulkRoutes,
  invalid,
  within,
  checked,
} from "../http/mod.ts";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  pauseEndpoint,
  readEndpoint,
  resumeEndpoint,
} from "./endpoints/endpoint.ts";
import type { EndpointDeps } from "./endpoints/endpoint.ts";
import { PauseBody } from "./endpoints/endpoint_body.ts";
import {
  listPresets,
  PRESET_LIST,
  PRESET_ROWS,
} from "./endpoints/endpoint_preset.ts";
import {
  addEndpointSecret,
  removeEndpointSecret,
} from "./endpoints/endpoint_secret.ts";
import {
  BULK_ENDPOINTS,
  ENDPOINT_SECRETS,
  ENDPOINTS,
} from "./endpoints/resources.ts";
import type { SenderDeps } from "./send_request.ts";
import {
  sendTest,
  TESTED_HEADERS,
  TestSendBody,
  TestThrottle,
} from "./test_send.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import type { Call } from "../http/mod.ts";

export interface EndpointRoutesDeps extends GuardDeps, EndpointDeps {
  db: Database;
  sender: SenderDeps;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
}

/** Routes for the endpoints of affiliates, and for the presets that build their URLs. */
export function endpointRoutes(deps: EndpointRoutesDeps) {
  return new Elysia({ name: "endpoints" })
    .use(bulkEndpoints(deps))
    .use(ownEndpoints(deps));
}

/** Routes also for affiliates, who set up their own. */
function ownEndpoints(deps: EndpointRoutesDeps) {
  return new Elysia({ name: "own-endpoints" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/postback-presets", ({ query, principal }) => {
      const list = readList(query, PRESET_LIST, principal);
      return pageOfRows(PRESET_ROWS, listPresets(deps.public_url), list);
    })
    .use(endpointCrud(deps))
    .use(endpointCommands(deps));
}

function bulkEndpoints(deps: EndpointRoutesDeps) {
  return new Elysia({ name: "bulk-endpoints" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      bulkRoutes(
        BULK_ENDPOINTS,
        deps.configuration,
        (tx, { affiliate_id, ...body }) => {
          if (deps.configuration.affiliate(affiliate_id) === undefined) {
            throw invalid(
              "affiliate_id",
              "names an affiliate that does not exist",
            );
          }
          return createEndpoint(within(deps, tx), affiliate_id, body);
        },
      ),
    );
}

function endpointCrud(deps: EndpointDeps) {
  return new Elysia({ name: "endpoint-crud" })
    .use(
      resourceRoutes(ENDPOINTS, {
        list: ({ params }, page) =>
          listEndpoints(deps, readId(params.id), page),
        read: ({ params }, db = deps.db) =>
          readEndpoint({ ...deps, db }, whereOf(params)),
        create: (
          { params, principal }: Call<{ id: string }, Principal>,
          body,
        ) =>
          createEndpoint(deps, readId(params.id), body, {
            is_affiliate: principal.role === "affiliate",
          }),
        change: ({ params, check }, patch) =>
          changeEndpoint(checked(deps, check), whereOf(params), patch),
        remove: ({ params, check }) =>
          deleteEndpoint(checked(deps, check), whereOf(params)),
      }),
    )
    .use(
      resourceRoutes(ENDPOINT_SECRETS, {
        create: ({ params }, body) =>
          addEndpointSecret(deps, whereOf(params), body),
        remove: ({ params }) =>
          removeEndpointSecret(deps, whereOf(params), params.secret_id),
      }),
    );
}

function endpointCommands(deps: EndpointRoutesDeps) {
  const throttle = new TestThrottle();
  return new Elysia({ name: "endpoint-commands", prefix: "/affiliates" })
    .post(
      "/:id/postbacks/:endpoint_id/pause",
      ({ params, body }) => pauseEndpoint(deps, whereOf(params), body?.reason),
      { body: PauseBody },
    )
    .post("/:id/postbacks/:endpoint_id/resume", ({ params }) =>
      resumeEndpoint(deps, whereOf(params)),
    )
    .post(
      "/:id/postbacks/:endpoint_id/test",
      async ({ params, body, set }) => {
        const sent = await sendTest(
          { ...deps, throttle },
          whereOf(params),
          body,
        );
        Object.assign(set.headers, TESTED_HEADERS);
        return sent;
      },
      { body: TestSendBody },
    );
}

function whereOf(params: { id: string; endpoint_id: string }) {
  return { affiliate_id: readId(params.id), id: readId(params.endpoint_id) };
}

import { checkWholeList, readId, readList } from "../http/mod.ts";
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
import {
  EndpointBody,
  EndpointPatch,
  EndpointSecretBody,
  PauseBody,
} from "./endpoints/endpoint_body.ts";
import { listPresets } from "./endpoints/endpoint_preset.ts";
import {
  addEndpointSecret,
  removeEndpointSecret,
} from "./endpoints/endpoint_secret.ts";
import type { SenderDeps } from "./send_request.ts";
import { sendTest, TestSendBody, TestThrottle } from "./test_send.ts";
import { Elysia } from "elysia";

/** Dependencies of `endpointRoutes`. */
export interface EndpointRoutesDeps extends EndpointDeps {
  sender: SenderDeps;
}

/** Routes for the endpoints of affiliates, and for the presets that build their URLs. */
export function endpointRoutes(deps: EndpointRoutesDeps) {
  return new Elysia({ name: "endpoints" })
    .get("/postback-presets", ({ query }) => {
      checkWholeList(query);
      return listPresets();
    })
    .use(endpointCrud(deps))
    .use(endpointCommands(deps));
}

function endpointCrud(deps: EndpointDeps) {
  return new Elysia({ name: "endpoint-crud", prefix: "/affiliates" })
    .get("/:id/postbacks", ({ params, query }) =>
      listEndpoints(deps, readId(params.id), readList(query)),
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
    )
    .delete("/:id/postbacks/:endpoint_id", async ({ params, set }) => {
      await deleteEndpoint(deps, whereOf(params));
      set.status = 204;
    });
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
      ({ params, body }) =>
        sendTest({ ...deps, throttle }, whereOf(params), body),
      { body: TestSendBody },
    )
    .post(
      "/:id/postbacks/:endpoint_id/secrets",
      async ({ params, body, set }) => {
        const made = await addEndpointSecret(deps, whereOf(params), body);
        set.status = 201;
        return made;
      },
      { body: EndpointSecretBody },
    )
    .delete(
      "/:id/postbacks/:endpoint_id/secrets/:secret_id",
      async ({ params, set }) => {
        const where = whereOf(params);
        await removeEndpointSecret(deps, where, params.secret_id);
        set.status = 204;
      },
    );
}

function whereOf(params: { id: string; endpoint_id: string }) {
  return { affiliate_id: readId(params.id), id: readId(params.endpoint_id) };
}

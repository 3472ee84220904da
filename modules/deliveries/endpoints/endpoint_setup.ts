import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  pauseEndpoint,
} from "./endpoint.ts";
import { EndpointBody } from "./endpoint_body.ts";

/** The functions behind the routes of endpoints, for modules that set them up without a request. */
export const endpointSetup = {
  body: EndpointBody,
  create: createEndpoint,
  list: listEndpoints,
  pause: pauseEndpoint,
  remove: deleteEndpoint,
} as const;

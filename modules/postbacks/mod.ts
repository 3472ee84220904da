/**
 * Postbacks: those that come in and are judged, the conversions that they make
 * and change, and those that go out until they have been heard.
 *
 *     const answer = await receiver.receive(raw);
 *
 * @module
 */
export { Receiver } from "./inbound/receiver.ts";
export { inboundRoutes } from "./inbound_routes.ts";
export { Deliverer } from "./outbound/deliverer.ts";
export { EndpointDirectory } from "./outbound/endpoint_directory.ts";
export { Outbox } from "./outbound/outbox.ts";
export type { Resolve } from "./outbound/target.ts";
export { postbackRoutes } from "./routes.ts";

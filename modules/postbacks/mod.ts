/**
 * Postbacks: those that come in and are judged, the conversions that they make
 * and change, and those that go out until they have been heard.
 *
 *     const { answer } = await receiver.receive(raw);
 *     await conversions.settle((tx) => conversions.change(tx, changes, by));
 *
 * @module
 */
export { POSTBACK_ROUTES_API } from "./api.ts";
export type { Receiver } from "./inbound/receiver.ts";
export type {
  ChangeResult,
  Changer,
  ConversionChange,
  CreateResult,
  NewConversion,
} from "./changes/change_types.ts";
export type { ConversionDoor } from "./changes/conversion_door.ts";
export { foldStatusWord, statusOfWord } from "./conversions/words.ts";
export { deliveryRoutes } from "./delivery_routes.ts";
export { inboundRoutes } from "./inbound_routes.ts";
export { cachedResolve } from "./outbound/cached_resolve.ts";
export { claimDeliveries } from "./outbound/claim_deliveries.ts";
export { createDeliverer } from "./outbound/create_deliverer.ts";
export type { Deliverer } from "./outbound/deliverer.ts";
export { sendRequest } from "./outbound/send_request.ts";
export type { SenderDeps } from "./outbound/send_request.ts";
export type { Resolve } from "./outbound/target.ts";
export { createPostbackParts } from "./postback_parts.ts";
export type { PostbackParts } from "./postback_parts.ts";
export { postbackRoutes } from "./routes.ts";
export { sourceRoutes } from "./source_routes.ts";
export { troubleshootRoutes } from "./troubleshoot_routes.ts";

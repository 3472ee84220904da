/**
 * Incoming postbacks: reading, judging, settling with their conversions, replaying.
 *
 *     const { answer } = await receiver.receive(raw);
 *
 * @module
 */
export { POSTBACK_ROUTES_API } from "./api.ts";
export { readChangedPostbacks } from "./changed_postbacks.ts";
export { inboundRoutes, PostbackCounts } from "./inbound_routes.ts";
export { createPostbackParts, JUDGE_WAITING_LOOP } from "./postback_parts.ts";
export type { PostbackParts } from "./postback_parts.ts";
export { PayPalCertificates } from "./shops/paypal_certificates.ts";
export { GooglePlay } from "./stores/google_play.ts";
export { readListedPostbacks } from "./read_postbacks.ts";
export type { Receiver } from "./receive/receiver.ts";
export { backfillRoutes } from "./backfill_routes.ts";
export { forwardRoutes } from "./forward/forward_routes.ts";
export { ForwardSender } from "./forward/send_forwards.ts";
export {
  checklistRoutes,
  troubleshootRoutes,
} from "./troubleshoot/troubleshoot_routes.ts";

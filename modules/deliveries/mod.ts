/**
 * Outgoing postbacks: affiliates' endpoints, the outbox, and the loop that sends each
 * delivery until it is received or its age budget is spent.
 *
 *     await outbox.add(tx, steps);
 *
 * @module
 */
export { cachedResolve } from "./cached_resolve.ts";
export { readChangedDeliveries } from "./changed_deliveries.ts";
export { claimDeliveries } from "./claim_deliveries.ts";
export {
  createDeliverer,
  DELIVER_LOOP,
  deliveryLoops,
} from "./create_deliverer.ts";
export type { Deliverer } from "./deliverer.ts";
export { DeliveryCounts } from "./delivery_counts.ts";
export { DELIVERY_API } from "./delivery_api.ts";
export { deliveryReplayJob } from "./delivery_replay_job.ts";
export { deliveryRoutes } from "./delivery_routes.ts";
export { endpointSetup } from "./endpoints/endpoint_setup.ts";
export type { EndpointDeps } from "./endpoints/endpoint.ts";
export { EndpointDirectory } from "./endpoints/endpoint_directory.ts";
export { checkTarget } from "./endpoints/endpoint_target.ts";
export { isOffByHand } from "./endpoints/off_by_hand.ts";
export { deliveriesOf, readListedDeliveries } from "./read_deliveries.ts";
export { Outbox } from "./outbox.ts";
export type { OutgoingDelivery } from "./outbox.ts";
export { EVENT_DESCRIPTIONS } from "./webhooks/webhook_events.ts";
export { webhookJobs, webhookLoops } from "./webhook_work.ts";
export { queueEvents } from "./webhooks/queue_events.ts";
export { WebhookDirectory } from "./webhooks/webhook_directory.ts";
export { sendRequest } from "./send_request.ts";
export type { SenderDeps } from "./send_request.ts";
export type { Resolve } from "./target.ts";
export { testReceiverRoutes } from "./test_receiver_routes.ts";
export type { TestReceiver } from "./test_receiver.ts";

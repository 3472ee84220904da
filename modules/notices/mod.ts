/**
 * Notices: which events users are told by mail, and the mails until they are sent.
 *
 *     await notify(tx, clock, { to: { affiliate_id }, event: "payment.paid", subject, text });
 *
 * @module
 */
export { NOTICE_API } from "./notice_api.ts";
export {
  forgetEvents,
  NETWORK_EVENTS,
  recordEvents,
  takeEvents,
} from "./network_event.ts";
export type {
  NetworkEvent,
  NetworkEventRow,
  NetworkEventType,
} from "./network_event.ts";
export { notify } from "./notify.ts";
export type { Notice } from "./notify.ts";
export { noticeRoutes } from "./routes.ts";
export { noticeJobs } from "./send_mails.ts";

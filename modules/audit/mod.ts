/**
 * The audit: who changed what, when and from where. Triggers write it (`db/audited.ts`), in the
 * transactions of the changes; here it is only read.
 *
 * @module
 */
export { AUDIT_API } from "./audit_api.ts";
export { auditRoutes } from "./routes.ts";

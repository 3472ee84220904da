/**
 * Access control: users and their sessions, API tokens, and the guard of every
 * admin route.
 *
 *     new Elysia().use(guard(deps, ["admin", "manager"])).get(…)
 *
 * @module
 */
export { ACCESS_API } from "./access_api.ts";
export { INVITATIONS } from "./invitation.ts";
export { createPasswordReset } from "./password_reset.ts";
export { admit, callerOf, guard, handOnCaller, rolesBehind } from "./guard.ts";
export type { GuardDeps } from "./guard.ts";
export { Passwords } from "./passwords.ts";
export type { Principal, Role } from "./roles.ts";
export { ROLES } from "./roles.ts";
export type { Mail, Mailer } from "./mailer.ts";
export { createSigning } from "./signing.ts";
export type { OwnProof } from "./signing.ts";
export { setupLink, setupSecret } from "./setup.ts";
export { accessRoutes } from "./routes.ts";
export { accessJobs, createSessions } from "./session.ts";
export {
  createToken,
  ensureAdminToken,
  listTokens,
  revokeToken,
} from "./token.ts";
export { createUser, ensureAdminUser, listUsers } from "./user.ts";
export { setUserDisabled } from "./user_change.ts";

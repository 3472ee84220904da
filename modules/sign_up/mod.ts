/**
 * Sign-up: applications to become an affiliate, the network's questions, and what it should know
 * before it approves one.
 *
 *     await approveApplication(deps, id);
 *
 * @module
 */
export { signUpRoutes } from "./routes.ts";
export { SIGN_UP_API } from "./sign_up_api.ts";

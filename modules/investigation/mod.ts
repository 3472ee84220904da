/**
 * Investigation of what is suspected: who stands out and why, one affiliate's picture, and decisions
 * of people, which teach how much each reason weighs.
 *
 *     app.use(investigationRoutes(deps)).use(heldRoutes(deps));
 *
 * @module
 */
export { INVESTIGATION_API } from "./investigation_api.ts";
export { heldRoutes } from "./held_routes.ts";
export { affiliatePicture } from "./picture.ts";
export { readHeld } from "./read_held.ts";
export { investigationRoutes } from "./risk_routes.ts";
export { standOut } from "./stand_out.ts";

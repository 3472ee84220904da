/**
 * Investigation of what is suspected: who stands out and why, one affiliate's picture, and decisions
 * of people, which teach how much each reason weighs.
 *
 *     app.use(investigationRoutes(deps));
 *
 * @module
 */
export { INVESTIGATION_API } from "./investigation_api.ts";
export { affiliatePicture } from "./picture.ts";
export { readHeld } from "./read_held.ts";
export { investigationRoutes } from "./risk_routes.ts";
export { standOut } from "./stand_out.ts";

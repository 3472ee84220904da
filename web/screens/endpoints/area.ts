// The screens of this place, which a browser loads together.
export { EndpointScreen } from "./endpoint.tsx";
export { EndpointsScreen } from "./endpoints.tsx";

// Screens that a browser loads together.
export { ShadowScreen } from "./shadow.tsx";

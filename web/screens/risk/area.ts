// Screens that a browser loads together: who opens one is likely to open the other.
export { RiskPictureScreen } from "./picture.tsx";
export { RiskScreen } from "./risk.tsx";

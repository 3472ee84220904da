// The screens of this place, which a browser loads together.
export { ClicksScreen } from "./clicks.tsx";
export { ConversionsScreen } from "./conversions.tsx";
export { DeliveriesScreen } from "./deliveries.tsx";
export { PostbacksScreen } from "./postbacks.tsx";

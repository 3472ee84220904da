// Screens that a browser loads together: who opens one is likely to open the others.
export { ClicksScreen } from "./clicks.tsx";
export { ConversionsScreen } from "./conversions.tsx";
export { DeliveriesScreen } from "./deliveries.tsx";
export { PostbacksScreen } from "./postbacks.tsx";
export { PostbackScreen } from "../postback/postback.tsx";
export { StoryScreen } from "../story/story.tsx";
export { DiscrepancyScreen } from "./discrepancy.tsx";

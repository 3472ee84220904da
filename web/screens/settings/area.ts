// The screens of this place, which a browser loads together.
export { AccountScreen } from "./account.tsx";
export { AuditScreen } from "./audit.tsx";
export { BellsScreen } from "./bells.tsx";
export { HealthScreen } from "./health.tsx";
export { JobsScreen } from "./jobs.tsx";
export { PeopleScreen } from "./people.tsx";
export { TokensScreen } from "./tokens.tsx";
export { WebhooksScreen } from "./webhooks.tsx";

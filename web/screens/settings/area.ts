// Screens that a browser loads together: who opens one is likely to open the others.
export { AccountScreen } from "./account.tsx";
export { AuditScreen } from "./audit.tsx";
export { BellsScreen } from "./bells.tsx";
export { DomainsScreen } from "./domains.tsx";
export { HealthScreen } from "./health.tsx";
export { IncidentScreen } from "./incident.tsx";
export { JobsScreen } from "./jobs.tsx";
export { OldLinksScreen } from "./old_links.tsx";
export { PeopleScreen } from "./people.tsx";
export { RulesScreen } from "./rules.tsx";
export { TokensScreen } from "./tokens.tsx";
export { WebhooksScreen } from "./webhooks.tsx";

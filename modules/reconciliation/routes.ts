import { Elysia } from "elysia";
import { actionRoutes } from "./action_routes.ts";
import type { ActionRoutesDeps } from "./action_routes.ts";
import { importRoutes } from "./import_routes.ts";
import type { ImportRoutesDeps } from "./import_routes.ts";
import { matchingRoutes } from "./matching_routes.ts";
import type { MatchingRoutesDeps } from "./matching_routes.ts";
import { invoiceDifferenceRoutes, reportRoutes } from "./report_routes.ts";
import { statementRoutes } from "./statement_routes.ts";
import type { StatementRoutesDeps } from "./statement_routes.ts";

/** Dependencies of the reconciliation routes. */
export interface ReconciliationRoutesDeps
  extends
    ActionRoutesDeps,
    ImportRoutesDeps,
    MatchingRoutesDeps,
    StatementRoutesDeps {}

/** Routes of `reconciliations` and `imports`. */
export function reconciliationRoutes(deps: ReconciliationRoutesDeps) {
  return new Elysia({ name: "reconciliation" })
    .use(statementRoutes(deps))
    .use(matchingRoutes(deps))
    .use(reportRoutes(deps))
    .use(invoiceDifferenceRoutes(deps))
    .use(actionRoutes(deps, "statement"))
    .use(importRoutes(deps))
    .use(actionRoutes(deps, "import"));
}

import { Elysia } from "elysia";
import { guard, ROLES } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { resourceRoutes } from "../http/mod.ts";
import { SAVED_REPORTS } from "./resources.ts";
import {
  changeSavedReport,
  createSavedReport,
  deleteSavedReport,
  listSavedReports,
  readSavedReport,
} from "./saved_report.ts";
import type { SavedReportDeps } from "./saved_report.ts";

/** Routes of `saved-reports`. */
export function savedReportRoutes(deps: GuardDeps & SavedReportDeps) {
  const { db } = deps;
  return new Elysia({ name: "saved-reports", prefix: "/api/v1" })
    .use(guard(deps, ROLES))
    .use(
      resourceRoutes<typeof SAVED_REPORTS, Principal>(SAVED_REPORTS, {
        list: ({ principal }, list) => listSavedReports(deps, principal, list),
        read: ({ principal, params }, tx = db) =>
          readSavedReport(tx, principal, params.id),
        create: ({ principal }, body) =>
          createSavedReport(deps, principal, body),
        change: ({ principal, params: { id }, check }, patch) =>
          changeSavedReport(deps, principal, {
            id,
            patch,
            precondition: check,
          }),
        remove: ({ principal, params: { id }, check }) =>
          deleteSavedReport(deps, principal, { id, precondition: check }),
      }),
    );
}

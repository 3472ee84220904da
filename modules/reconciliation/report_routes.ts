import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { findReconciliation } from "./reading/read_reconciliations.ts";
import { listMissing } from "./report/missing_statements.ts";
import { readReport } from "./report/read_report.ts";
import { reportPage } from "./report/report_page.ts";

const MONTHS_DEFAULT = 3;
const ReportQuery = Type.Object({
  format: Type.Optional(
    Type.Union([Type.Literal("json"), Type.Literal("html")]),
  ),
});
const MissingQuery = Type.Object({
  months: Type.Optional(Type.String({ pattern: "^([1-9]|1[0-2])$" })),
});

/** Routes for reports, as JSON or as a page, and for months without a statement. */
export function reportRoutes(deps: GuardDeps) {
  const { db, clock } = deps;
  return new Elysia({ name: "reports", prefix: "/api/v1/reconciliations" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/missing",
      async ({ query }) => {
        const months = Number(query.months ?? MONTHS_DEFAULT);
        const now_ms = clock.nowMs();
        const data = await listMissing(db, { now_ms, months });
        return { data, next_cursor: null };
      },
      { query: MissingQuery },
    )
    .get(
      "/:id/report",
      async ({ params, query, headers }) => {
        const kind = "statement" as const;
        const row = await findReconciliation(db, params.id, { kind });
        const report = await readReport(db, row);
        const wants_page =
          query.format === undefined &&
          (headers["accept"] ?? "").includes("text/html");
        if (query.format !== "html" && !wants_page) return report;
        return reportPage(report);
      },
      { query: ReportQuery },
    );
}

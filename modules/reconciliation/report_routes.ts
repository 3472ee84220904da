import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { findReconciliation } from "./reading/read_reconciliations.ts";
import { invalid, pageOfRows, readList, readPage } from "../http/mod.ts";
import {
  listMissing,
  MISSING_LIST,
  MISSING_ROWS,
} from "./report/missing_statements.ts";
import { readInvoiceDifference } from "./report/invoice_difference.ts";
import { readReport } from "./report/read_report.ts";
import { reportPage } from "./report/report_page.ts";

const MONTHS_DEFAULT = 3;
const ReportQuery = Type.Object({
  format: Type.Optional(
    Type.Union([Type.Literal("json"), Type.Literal("html")]),
  ),
});

/** Routes for reports, as JSON or as a page, and for months without a statement. */
export function reportRoutes(deps: GuardDeps) {
  const { db, clock } = deps;
  return new Elysia({ name: "reports", prefix: "/api/v1/reconciliations" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .get("/missing", async ({ query, principal }) => {
      const list = readList(query, MISSING_LIST, principal);
      const { months = MONTHS_DEFAULT, ...filter } = list.filter;
      const now_ms = clock.nowMs();
      const rows = await listMissing(db, { now_ms, months: Number(months) });
      return pageOfRows(MISSING_ROWS, rows, { ...list, filter });
    })
    .get(
      "/:id/report",
      async ({ params, query, headers, principal }) => {
        const kind = "statement" as const;
        const row = await findReconciliation(db, params.id, { kind });
        const report = await readReport(db, row);
        // A page is for the network's office: an advertiser's fields are cut from JSON only.
        if (principal.role === "advertiser") {
          if (query.format !== "html") return report;
          throw invalid("format", "must be json");
        }
        const wants_page =
          query.format === undefined &&
          (headers["accept"] ?? "").includes("text/html");
        if (query.format !== "html" && !wants_page) return report;
        return reportPage(report);
      },
      { query: ReportQuery },
    );
}

/** The route that compares an invoice with the statement of its time. */
export function invoiceDifferenceRoutes(deps: GuardDeps) {
  return new Elysia({ name: "invoice-difference", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .get("/invoices/:id/difference", ({ params, query }) =>
      readInvoiceDifference(deps.db, params.id, readPage(query)),
    );
}

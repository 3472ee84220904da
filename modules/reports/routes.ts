import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { invalid, isPartyRole, listFormat } from "../http/mod.ts";
import { askerName } from "./asker_name.ts";
import { discrepancyRoutes } from "./discrepancy/mod.ts";
import type { DiscrepancyRoutesDeps } from "./discrepancy/mod.ts";
import { readReport } from "./read_report.ts";
import type { Reports } from "./report_parts.ts";

export interface ReportRoutesDeps extends GuardDeps, DiscrepancyRoutesDeps {
  reports: Pick<
    Reports,
    "page" | "file" | "default_currency" | "discrepancies"
  >;
}

/** Routes of `reports`. */
export function reportRoutes(deps: ReportRoutesDeps) {
  return new Elysia({ name: "all-reports" })
    .use(countedReportRoutes(deps))
    .use(discrepancyRoutes(deps));
}

function countedReportRoutes(deps: ReportRoutesDeps) {
  const { clock, reports } = deps;
  return new Elysia({ name: "reports", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get("/reports", async ({ request, principal }) => {
      const { timezone } = principal;
      const role = isPartyRole(principal.role) ? principal.role : null;
      const now_ms = clock.nowMs();
      const { default_currency } = reports;
      const asker = { role, timezone, default_currency, now_ms };
      const asked = {
        request: readReport(queryOf(request.url), asker),
        role,
        whose: askerName(principal),
        signal: request.signal,
      };
      const format = listFormat(request.headers.get("accept"));
      if (format === null) return await reports.page(asked);
      if (asked.request.after !== null) {
        throw invalid("cursor", "must be left out: a file has all rows");
      }
      return await reports.file(asked, format);
    });
}

/** The parameters of an address; a Problem names one that is given twice. */
function queryOf(url: string): Record<string, string> {
  const parameters = [...new URL(url).searchParams];
  const query = Object.fromEntries(parameters);
  if (Object.keys(query).length === parameters.length) return query;
  const names = parameters.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at) ?? "";
  throw invalid(twice, "is given twice: put commas between values");
}

import { invalid } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { ReportRequest } from "./model.ts";
import { OPTIONS } from "./report_api.ts";
import { dimensionsSeenBy } from "./report_answers.ts";
import { readReport } from "./read_report.ts";
import type { ReportAsker } from "./read_report.ts";

type Query = Readonly<Record<string, string>>;

/**
 * Parses a query that is kept, in the field `query`: it has no page, and nothing that is unknown to
 * whom it is of.
 */
export function readSavedQuery(
  query: Query,
  asker: ReportAsker,
): ReportRequest {
  const allowed = [
    ...Object.keys(OPTIONS).filter((name) => name !== "cursor"),
    ...dimensionsSeenBy(asker.role),
  ];
  for (const name of Object.keys(query)) {
    if (!allowed.includes(name)) throw invalid(`query.${name}`, "is unknown");
  }
  try {
    return readReport(query, asker);
  } catch (error) {
    throw error instanceof Problem ? ofQuery(error) : error;
  }
}

function ofQuery(problem: Problem): Problem {
  const { errors = [] } = problem;
  const [first] = errors;
  if (first === undefined) return invalid("query", problem.detail);
  const detail = `Invalid query.${first.field}: ${first.message}`;
  return new Problem(422, "invalid_request", detail, {
    errors: errors.map((one) => ({ ...one, field: `query.${one.field}` })),
  });
}

import { invalid } from "../http/mod.ts";
import type { PartyLimits } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { ReportRequest } from "./model.ts";
import { OPTIONS } from "./report_api.ts";
import { dimensionsSeenBy } from "./report_answers.ts";
import { readReport } from "./read_report.ts";
import type { ReportAsker } from "./read_report.ts";

type Query = Readonly<Record<string, string>>;

/** Who asks, and the parties whose rows it sees. */
export interface SavedAsker extends ReportAsker {
  limits: PartyLimits;
}

/**
 * Parses a query that is kept, in the field `query`: it has no page, and nothing that is unknown to
 * whom it is of.
 */
export function readSavedQuery(query: Query, asker: SavedAsker): ReportRequest {
  const allowed = [
    ...Object.keys(OPTIONS).filter((name) => name !== "cursor"),
    ...dimensionsSeenBy(asker.role),
  ];
  for (const name of Object.keys(query)) {
    if (!allowed.includes(name)) throw invalid(`query.${name}`, "is unknown");
  }
  try {
    return limitedTo(readReport(query, asker), asker.limits);
  } catch (error) {
    throw error instanceof Problem ? ofQuery(error) : error;
  }
}

/** Narrows filters to the parties, as requests for reports are narrowed before they are read. */
function limitedTo(request: ReportRequest, limits: PartyLimits): ReportRequest {
  const parties = ["affiliate", "advertiser"] as const;
  const filters = parties.reduce((all, party) => {
    const ids = limits[party]?.map(String);
    if (ids === undefined) return all;
    const asked = all.find(({ dimension }) => dimension === party);
    const values = asked?.values.filter(
      (value) => value !== null && ids.includes(value),
    );
    const others = all.filter(({ dimension }) => dimension !== party);
    return [...others, { dimension: party, values: values ?? ids }];
  }, request.filters);
  return { ...request, filters };
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

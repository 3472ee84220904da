import { isoTime } from "../kernel/mod.ts";
import type { PartyRole } from "../http/mod.ts";
import type { Span } from "./report_plan.ts";
import { isThing, isTimeDimension } from "./dimensions.ts";
import type { Dimension, ReportRequest, ReportResult } from "./model.ts";
import { presentFigures, presentRow } from "./present_row.ts";
import type { ThingNames } from "./read_names.ts";
import { figuresSeenBy } from "./report_answers.ts";
import { describeFigure } from "./report_figures.ts";

/** A report as its request asks for it. */
export interface ReportView {
  request: ReportRequest;
  /** The party that asks; null for the network. */
  role: PartyRole | null;
  compared: Span | null;
  limits: readonly string[];
  names: Pick<ThingNames, "of">;
}

/** A page of a report as the API answers it. */
export function presentReport(view: ReportView, result: ReportResult) {
  const { request, role, compared, names } = view;
  const { currency, rest, totals, compare } = result;
  const { group_by } = request;
  const rows = { group_by, currency, is_compared: compared !== null, names };
  return {
    from: isoTime(request.from_ms),
    to: isoTime(request.to_ms),
    timezone: request.timezone,
    currency,
    time: request.axis,
    as_of: isoTime(result.as_of_ms),
    group_by,
    columns: [
      ...group_by.map(describeDimension),
      ...figuresSeenBy(role).map((figure) =>
        describeFigure(figure, request, result.has_priced_clicks),
      ),
    ],
    data: result.rows.map((row) => presentRow(rows, row)),
    rest: rest === null ? null : presentFigures(rest, currency),
    totals: presentFigures(totals, currency),
    compare:
      compared === null || compare === null
        ? null
        : {
            from: isoTime(compared.from_ms),
            to: isoTime(compared.to_ms),
            totals: presentFigures(compare.totals, currency),
          },
    limits: view.limits,
    next_cursor: result.next,
  };
}

function describeDimension(key: Dimension) {
  const unit = isTimeDimension(key) ? "time" : isThing(key) ? "thing" : "text";
  return { key, unit, formula: null, mixed_axes: false, additive: true };
}

import { comparedRange } from "./calendar.ts";
import { isTimeDimension } from "./dimensions.ts";
import type {
  ClickPrice,
  ExactMinutes,
  Period,
  ReportPlan,
} from "./engine/mod.ts";
import type { ReportRequest } from "./model.ts";
import { timeParts } from "./time_parts.ts";

const DAY_MS = 86_400_000;

/** A period without its end. */
export interface Span {
  from_ms: number;
  to_ms: number;
}

export interface PlanFacts {
  now_ms: number;
  advertisers: ReadonlyMap<string, string>;
  click_prices: readonly ClickPrice[];
  exact_minutes?: ExactMinutes | null;
}

/** The plan to count a report by, and the period that it is compared with. */
export function planReport(
  request: ReportRequest,
  { now_ms, advertisers, click_prices, exact_minutes = null }: PlanFacts,
): { plan: ReportPlan; compared: Span | null } {
  const { timezone } = request;
  const compared = comparedRange(request, now_ms);
  const period = periodOf(request, { ...notCut(request), timezone });
  const periods: ReportPlan["periods"] =
    compared === null
      ? [period]
      : [period, periodOf(request, { ...notCut(compared), timezone })];
  const plan: ReportPlan = {
    group_by: request.group_by,
    filters: request.filters,
    periods,
    advertisers,
    click_prices,
    exact_minutes,
    currency: request.currency,
    default_currency: request.default_currency,
    sort: request.sort,
    limit: request.limit,
    after: request.after,
    empty: request.empty,
    as_of_ms: now_ms,
  };
  return { plan, compared };
}

function periodOf(
  { group_by, filters }: ReportRequest,
  range: Span & { timezone: string },
): Period {
  const dimensions = [
    ...group_by,
    ...filters.map(({ dimension }) => dimension),
  ].filter(isTimeDimension);
  const { from_ms, to_ms } = range;
  const times = new Map(
    dimensions.map((dimension) => [dimension, timeParts(dimension, range)]),
  );
  return { from_ms, to_ms, times };
}

/** Of an empty period the start of its day, so that it lies inside of no day. */
function notCut(span: Span): Span {
  if (span.from_ms < span.to_ms) return span;
  const start_ms = Math.floor(span.from_ms / DAY_MS) * DAY_MS;
  return { from_ms: start_ms, to_ms: start_ms };
}

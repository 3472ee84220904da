import { api, ok } from "../../api/client.ts";
import { useAsked } from "../../state/asked.ts";
import { useChoices } from "../../state/choices.ts";
import { useTimezone } from "../../state/session.tsx";
import type { Report, ReportRow } from "../reports/report_state.ts";

/** Things that a report has one row each of. */
export type Subject = "campaign" | "affiliate" | "advertiser";

/** The figures of some things in this month. */
export interface MonthFigures {
  report: Report | undefined;
  rowOf(id: number): ReportRow | undefined;
}

/** Asks once for the month's figures of all the things that a list shows. */
export function useMonthFigures(
  subject: Subject,
  ids: readonly number[],
): MonthFigures {
  const timezone = useTimezone();
  const { currency } = useChoices();
  const query = {
    group_by: subject,
    period: "this_month",
    [subject]: ids.join(","),
    limit: String(Math.max(ids.length, 1)),
    timezone,
    ...(currency !== null && { currency }),
  } as const;
  const key = ids.length === 0 ? null : JSON.stringify(query);
  const { data } = useAsked(key, (signal) =>
    ok(api.GET("/api/v1/reports", { params: { query }, signal })),
  );
  const rows = new Map(data?.data.map((row) => [row[subject]?.id, row]));
  return {
    report: data,
    rowOf: (id) => rows.get(id),
  };
}

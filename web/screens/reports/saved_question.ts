import { REPORTS } from "../../messages/reports.ts";
import { splitValues } from "./filter_values.ts";
import type { Chosen, Dimension } from "./report_state.ts";
import { DIMENSIONS, readState } from "./report_state.ts";

/** A saved report's fields, as its form has them. */
export interface SavedValues extends Record<string, unknown> {
  name: string;
  shared: boolean;
  /** `none` without a schedule. */
  schedule: string;
  hour: string;
  timezone: string;
  send_by: "mail" | "webhook";
}

type Schedule = "daily" | "weekly" | "monthly";

/** Fields of a saved report as the API takes them. */
interface SavedBody {
  name?: string;
  shared?: boolean;
  schedule?: Schedule | null;
  hour?: number;
  timezone?: string;
  send_by?: "mail" | "webhook";
}

/** The fields of a form that were filled in or changed, as the API takes them. */
export function savedBody({
  schedule,
  hour,
  name,
  ...others
}: Partial<SavedValues>): SavedBody {
  return {
    ...others,
    ...(name !== undefined && { name: name.trim() }),
    ...(schedule !== undefined && {
      schedule: schedule === "none" ? null : (schedule as Schedule),
    }),
    ...(hour !== undefined && { hour: Number(hour) }),
  };
}

/** Whether two queries ask for the same, whatever their order and what the screen fills in. */
export function isSameQuestion(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
  chosen: Chosen,
): boolean {
  const asked = (of: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(of);
    const state = readState({ query }, chosen);
    return JSON.stringify(Object.entries(state.query).toSorted());
  };
  return asked(one) === asked(other);
}

/** The name of a filter's value, where it is known. */
type NameOf = (dimension: Dimension, value: string) => string;

/** A saved query in words: its rows, its period, and what it is narrowed to. */
export function questionInWords(
  query: Readonly<Record<string, string>>,
  nameOf: NameOf,
): string {
  const { group_by = "day", period, from, to, time, compare } = query;
  const wordsOf = (texts: Readonly<Record<string, string>>, name: string) =>
    texts[name] ?? name;
  const rows = group_by
    .split(",")
    .map((one) => wordsOf(REPORTS.dimensions, one))
    .join(", ");
  const filters = DIMENSIONS.flatMap((dimension) => {
    const text = query[dimension];
    if (text === undefined) return [];
    const values = splitValues(text).map((one) => nameOf(dimension, one));
    return [`${REPORTS.dimensions[dimension]}: ${values.join(", ")}`];
  });
  const parts = [
    `${REPORTS.group_by} ${rows}`,
    period !== undefined
      ? wordsOf(REPORTS.periods, period)
      : from !== undefined
        ? `${from} – ${to ?? "…"}`
        : undefined,
    ...filters,
    time === undefined
      ? undefined
      : `${REPORTS.axis} ${wordsOf(REPORTS.axes, time)}`,
    compare === undefined
      ? undefined
      : `${REPORTS.compare} ${wordsOf(REPORTS.compares, compare)}`,
    query["timezone"],
    query["currency"],
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

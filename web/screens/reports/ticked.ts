import { valueAsFilter, valueInWords } from "./report_cells.tsx";
import { TIMES } from "./report_state.ts";
import type { Dimension, ReportRow, ReportState } from "./report_state.ts";

/** How many rows are drawn at once. */
export const LINES_MAX = 5;

/** A ticked row: its name, and the filters that ask for it alone. */
export interface Tick {
  name: string;
  filters: Record<string, string>;
}

/** Dimensions of a row that make it another line; time is along the line. */
function lineDimensions({ group_by }: Pick<ReportState, "group_by">) {
  return group_by.filter((one) => !TIMES.some((time) => time === one));
}

/** Whether rows can be lines of their own. */
export function hasLines(state: Pick<ReportState, "group_by">): boolean {
  return lineDimensions(state).length > 0;
}

/** A row's key in the address; undefined where it can't be a line of its own. */
export function tickOf(
  row: ReportRow,
  state: Pick<ReportState, "group_by">,
): string | undefined {
  const of = lineDimensions(state);
  if (of.length === 0) return undefined;
  const values = of.map((one) => valueAsFilter(row, one) ?? "");
  const name = of.map((one) => valueInWords(row, one)).join(" · ");
  return JSON.stringify([name, ...values]);
}

/** The ticked rows of an address; none of a report by something else. */
export function ticksOf(
  text: string | null,
  state: Pick<ReportState, "group_by">,
): Tick[] {
  const of: readonly Dimension[] = lineDimensions(state);
  return ticksIn(text).flatMap((tick) => {
    const [name, ...values] = JSON.parse(tick) as string[];
    if (name === undefined || values.length !== of.length) return [];
    const filters = Object.fromEntries(
      of.map((one, at) => [one, values[at] ?? ""]),
    );
    return [{ name, filters }];
  });
}

/** The texts of the ticked rows in an address. */
export function ticksIn(text: string | null): string[] {
  try {
    const ticks: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(ticks)) return [];
    return ticks
      .filter((one) => Array.isArray(one) && one.every(isText))
      .map((one) => JSON.stringify(one))
      .slice(0, LINES_MAX);
  } catch {
    return [];
  }
}

function isText(one: unknown): boolean {
  return typeof one === "string";
}

/** The address's text with one row more or less; the newest stay where there are too many. */
export function withTick(text: string | null, tick: string): string | null {
  const ticks = ticksIn(text);
  const others = ticks.filter((one) => one !== tick);
  const next = others.length < ticks.length ? others : [...others, tick];
  if (next.length === 0) return null;
  return `[${next.slice(-LINES_MAX).join(",")}]`;
}

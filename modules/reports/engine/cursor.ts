import { Problem } from "../../kernel/mod.ts";
import type { FigureValue } from "./figure_values.ts";
import { sortOf } from "./order.ts";
import type { ReportPlan } from "./plan.ts";

/** The last row of a page: what a report goes on after. */
export interface Cursor {
  /** The report's. */
  currency: string;
  value: FigureValue;
  keys: (string | null)[];
}

/** Writes a cursor as a text for the same groups and order. */
export function writeCursor(plan: ReportPlan, cursor: Cursor): string {
  const { currency, value, keys } = cursor;
  const text = typeof value === "bigint" ? `${value}n` : value;
  const parts = [shapeOf(plan), currency, text, ...keys];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads the cursor of a plan, null without one; a Problem if it isn't one of such a report. */
export function readCursor(plan: ReportPlan): Cursor | null {
  if (plan.after === null) return null;
  const parts = parse(plan.after);
  if (!Array.isArray(parts)) throw invalidCursor();
  const [shape, currency, text, ...keys] = parts as unknown[];
  if (shape !== shapeOf(plan) || typeof currency !== "string") {
    throw invalidCursor();
  }
  const areKeys = keys.every((key) => key === null || typeof key === "string");
  if (!areKeys || keys.length !== plan.group_by.length) throw invalidCursor();
  return { currency, value: readValue(text), keys: keys as Cursor["keys"] };
}

/** The report's currency, if it was asked for or is the one of the page before. */
export function knownCurrency(plan: ReportPlan): string | null {
  return plan.currency ?? readCursor(plan)?.currency ?? null;
}

/** Of a cursor that isn't one of the report. */
export function invalidCursor(): Problem {
  return new Problem(
    400,
    "invalid_cursor",
    "Cannot read cursor: pass next_cursor as it was given, with the same group_by and sort",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}

function readValue(text: unknown): FigureValue {
  if (text === null || typeof text === "number") return text;
  if (typeof text === "string" && /^-?\d{1,100}n$/.test(text)) {
    return BigInt(text.slice(0, -1));
  }
  throw invalidCursor();
}

function shapeOf(plan: ReportPlan): string {
  const sorts = sortOf(plan).map(
    ({ key, descending }) => (descending ? "-" : "") + key,
  );
  return [...plan.group_by, ...sorts].join();
}

import { customType } from "drizzle-orm/pg-core";
import { readTrace, writeTrace } from "./trace_text.ts";
import type { TraceStep } from "./trace_text.ts";

/** A moment as epoch milliseconds in the program, `timestamptz(3)` in Postgres. */
export const epochMs = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => readTimestamp(value),
});

/** Bytes, `bytea` in Postgres. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** Money in micros of its currency: a `bigint` on both sides, never a number. */
export const micros = customType<{ data: bigint; driverData: string }>({
  dataType: () => "bigint",
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});

/** Reads what Postgres prints for a timestamptz in the UTC zone, such as `2026-11-22 10:00:00.5+00`. */
export function readTimestamp(text: string): number {
  const ms = Date.parse(text.replace(" ", "T").replace(/\+00$/, "Z"));
  if (Number.isNaN(ms)) {
    throw new RangeError(`Cannot read timestamp "${text}": not in UTC`);
  }
  return ms;
}

/** The checks of a postback, as text. */
export const traceSteps = customType<{ data: TraceStep[]; driverData: string }>(
  {
    dataType: () => "text",
    toDriver: writeTrace,
    fromDriver: readTrace,
  },
);

/** Headers as HTTP writes them, a line each: what Postgres need not read. */
export const headerLines = customType<{
  data: Record<string, string>;
  driverData: string;
}>({
  dataType: () => "text",
  toDriver: writeHeaderLines,
  fromDriver: readHeaderLines,
});

/** Headers as lines of name and value; no value of a header holds a line's end. */
export function writeHeaderLines(headers: Record<string, string>): string {
  let text = "";
  for (const name in headers) {
    text += `${text === "" ? "" : "\n"}${name}: ${headers[name]}`;
  }
  return text;
}

function readHeaderLines(text: string): Record<string, string> {
  if (text === "") return {};
  const lines = text.split("\n").map((line): [string, string] => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return Object.fromEntries(lines);
}

import { customType } from "drizzle-orm/pg-core";

/** A time: epoch milliseconds in the program, `timestamptz(3)` in Postgres. */
export const epochMs = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => readTimestamp(value),
});

/** Bytes, `bytea` in Postgres. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** Money in micros of its currency: `bigint` on both sides, never a number. */
export const micros = customType<{ data: bigint; driverData: string }>({
  dataType: () => "bigint",
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});

/** Parses Postgres' text of a timestamptz in UTC, such as `2026-11-22 10:00:00.5+00`. */
export function readTimestamp(text: string): number {
  const ms = Date.parse(text.replace(" ", "T").replace(/\+00$/, "Z"));
  if (Number.isNaN(ms)) {
    throw new RangeError(`Cannot read timestamp "${text}": not in UTC`);
  }
  return ms;
}

/** The trace of a postback, as text. */
export const traceSteps = customType<{ data: TraceStep[]; driverData: string }>(
  {
    dataType: () => "text",
    toDriver: writeTrace,
    fromDriver: readTrace,
  },
);

/** Headers in HTTP's format, one per line: Postgres never needs to parse them. */
export const headerLines = customType<{
  data: Record<string, string>;
  driverData: string;
}>({
  dataType: () => "text",
  toDriver: writeHeaderLines,
  fromDriver: readHeaderLines,
});

/** Formats headers as lines of name and value; header values contain no line breaks. */
function writeHeaderLines(headers: Record<string, string>): string {
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

/** One check of a postback: what was checked, expected and found. */
export interface TraceStep {
  step: string;
  looked_at?: string;
  expected?: string;
  found?: string;
  ok: boolean;
}

/**
 * Writes a trace as text, one line per step: it is stored with every postback but rarely read, and
 * as JSON it was the largest part of the row. Failed checks start with `!`; tabs and line breaks
 * within a step become spaces.
 */
export function writeTrace(steps: readonly TraceStep[]): string {
  return steps
    .map(({ step, found = "", looked_at = "", expected = "", ok }) => {
      const line = `${ok ? "" : "!"}${plain(step)}\t${plain(found)}`;
      if (looked_at === "" && expected === "") return line;
      return `${line}\t${plain(looked_at)}\t${plain(expected)}`;
    })
    .join("\n");
}

/** Parses the output of `writeTrace`. */
export function readTrace(text: string): TraceStep[] {
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const [name = "", found = "", looked_at = "", expected = ""] =
      line.split("\t");
    const ok = !name.startsWith("!");
    return {
      step: ok ? name : name.slice(1),
      ...(looked_at === "" ? {} : { looked_at }),
      ...(expected === "" ? {} : { expected }),
      found,
      ok,
    };
  });
}

const BREAKS = /[\t\n\r]/;

function plain(text: string): string {
  return BREAKS.test(text) ? text.replace(/[\t\n\r]+/g, " ") : text;
}

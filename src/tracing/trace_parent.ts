/** Where a span belongs: its trace, itself, and whether the trace is kept. */
export interface SpanPlace {
  trace_id: string;
  span_id: string;
  is_kept: boolean;
}

const TRACEPARENT =
  /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NOTHING = /^0+$/;
const VERSION_0 = "00";
const VERSION_UNKNOWN = "ff";
/** As many digits as a number holds exactly. */
const DIGITS = 13;

/** Reads a W3C `traceparent`: trace and span of the sender; null if it is none. */
export function readTraceParent(
  header: string | null | undefined,
): Pick<SpanPlace, "trace_id" | "span_id"> | null {
  const found = TRACEPARENT.exec(header ?? "");
  if (found === null) return null;
  const [, version, trace_id = "", span_id = "", , more] = found;
  if (version === VERSION_UNKNOWN) return null;
  if (version === VERSION_0 && more !== undefined) return null;
  if (NOTHING.test(trace_id) || NOTHING.test(span_id)) return null;
  return { trace_id, span_id };
}

/** Whether a trace is within the share that is kept; the same for all who look at its id. */
export function isKept(trace_id: string, share: number): boolean {
  const drawn = Number.parseInt(trace_id.slice(-DIGITS), 16);
  return drawn < share * 16 ** DIGITS;
}

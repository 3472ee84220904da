import { offsetMs } from "./zoned_time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Shorter than any time between two changes of one zone's clock since 1970 (just under a week). */
const STEP_MS = 6 * DAY_MS;

/** A period, end not included, and the zone whose calendar it is read by. */
export interface ZonedRange {
  from_ms: number;
  to_ms: number;
  timezone: string;
}

/** A period without a change of the clock. */
export interface OffsetSpan {
  start_ms: number;
  end_ms: number;
  offset_ms: number;
}

/**
 * How far a zone's clock is ahead of UTC. Seconds of an offset (Monrovia until 1972) are dropped
 * downwards, so that days and hours begin at whole minutes, as `dayStart` has them.
 */
export function offsetAt(ms: number, timezone: string): number {
  return Math.floor(offsetMs(ms, timezone) / MINUTE_MS) * MINUTE_MS;
}

/** Cuts a period where the zone's clock changes. */
export function offsetSpans({
  from_ms,
  to_ms,
  timezone,
}: ZonedRange): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let start_ms = from_ms;
  let offset_ms = offsetAt(from_ms, timezone);
  for (let at_ms = from_ms; at_ms < to_ms; at_ms += STEP_MS) {
    const next_ms = Math.min(at_ms + STEP_MS, to_ms);
    const next_offset_ms = offsetAt(next_ms, timezone);
    if (next_offset_ms === offset_ms) continue;
    const end_ms = changeBetween(at_ms, next_ms, timezone);
    spans.push({ start_ms, end_ms, offset_ms });
    start_ms = end_ms;
    offset_ms = next_offset_ms;
  }
  if (start_ms < to_ms) spans.push({ start_ms, end_ms: to_ms, offset_ms });
  return spans;
}

/**
 * The first moment when a zone's clock shows a time or, where it skips that, a later one. `wall_ms`
 * is the time on the clock, written as if it were UTC.
 */
export function firstMoment(wall_ms: number, timezone: string): number {
  // No offset exceeds a day.
  const to_ms = wall_ms + DAY_MS;
  const from_ms = wall_ms - DAY_MS;
  for (const span of offsetSpans({ from_ms, to_ms, timezone })) {
    const at_ms = wall_ms - span.offset_ms;
    if (at_ms < span.end_ms) return Math.max(at_ms, span.start_ms);
  }
  return to_ms;
}

/** The minute of the only change between two times. */
function changeBetween(
  from_ms: number,
  to_ms: number,
  timezone: string,
): number {
  const before = offsetAt(from_ms, timezone);
  let before_ms = Math.floor(from_ms / MINUTE_MS) * MINUTE_MS;
  let at_ms = to_ms;
  while (at_ms - before_ms > MINUTE_MS) {
    const half = Math.floor((at_ms - before_ms) / 2 / MINUTE_MS) * MINUTE_MS;
    const middle_ms = before_ms + half;
    if (offsetAt(middle_ms, timezone) === before) before_ms = middle_ms;
    else at_ms = middle_ms;
  }
  return at_ms;
}

import type { ZonedRange } from "../kernel/mod.ts";
import { bucketsOf, hourOfDay, weekday } from "./calendar.ts";
import type { TimeParts } from "./engine/mod.ts";
import type { TimeDimension } from "./model.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];

/** The parts of a period by a dimension of time. */
export function timeParts(
  dimension: TimeDimension,
  range: ZonedRange,
): TimeParts {
  if (dimension === "hour_of_day") {
    const hours = bucketsOf("hour", range);
    return {
      starts_ms: hours.map(({ start_ms }) => start_ms),
      codes: hours.map(hourOfDay),
      labels: HOURS,
    };
  }
  if (dimension === "weekday") {
    const days = bucketsOf("day", range);
    return {
      starts_ms: days.map(({ start_ms }) => start_ms),
      codes: days.map((day) => weekday(day) - 1),
      labels: WEEKDAYS,
    };
  }
  const buckets = bucketsOf(dimension, range);
  return {
    starts_ms: buckets.map(({ start_ms }) => start_ms),
    codes: buckets.map((_, at) => at),
    labels: buckets.map(({ label }) => label),
  };
}

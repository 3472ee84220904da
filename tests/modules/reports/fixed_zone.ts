import type { TimeParts } from "../../../modules/reports/engine/mod.ts";
import type { TimeDimension } from "../../../modules/reports/model.ts";

const MINUTE_MS = 60_000;
/** Kathmandu's. */
const OFFSET_MS = (5 * 60 + 45) * MINUTE_MS;

/** Labels of times in a zone that is always 5:45 ahead. */
export const FIXED_ZONE: Readonly<
  Record<TimeDimension, (ms: number) => string>
> = {
  hour: (ms) => `${wall(ms).slice(0, 13)}:00:00+05:45`,
  day: (ms) => wall(ms).slice(0, 10),
  week: (ms) =>
    wall(ms - (Number(dayOfWeek(ms)) - 1) * 24 * 60 * MINUTE_MS).slice(0, 10),
  month: (ms) => wall(ms).slice(0, 7),
  hour_of_day: (ms) => String(Number(wall(ms).slice(11, 13))),
  weekday: dayOfWeek,
};

/** Labels that don't follow the time. */
const CYCLES: Partial<Record<TimeDimension, string[]>> = {
  hour_of_day: Array.from({ length: 24 }, (_, hour) => String(hour)),
  weekday: ["1", "2", "3", "4", "5", "6", "7"],
};

const found = new Map<string, TimeParts>();

/** Parts of a period, for a plan. */
export function fixedParts(
  dimension: TimeDimension,
  { from_ms, to_ms }: { from_ms: number; to_ms: number },
): TimeParts {
  const name = `${dimension} ${from_ms} ${to_ms}`;
  const parts = found.get(name) ?? findParts(dimension, from_ms, to_ms);
  if (found.size > 1000) found.clear();
  found.set(name, parts);
  return parts;
}

/** Goes through all minutes. */
function findParts(
  dimension: TimeDimension,
  from_ms: number,
  to_ms: number,
): TimeParts {
  const starts_ms: number[] = [];
  const codes: number[] = [];
  const labels = [...(CYCLES[dimension] ?? [])];
  let last = "";
  for (let at_ms = from_ms; at_ms < to_ms; at_ms += MINUTE_MS) {
    const label = FIXED_ZONE[dimension](at_ms);
    if (label === last) continue;
    last = label;
    starts_ms.push(at_ms);
    if (!labels.includes(label)) labels.push(label);
    codes.push(labels.indexOf(label));
  }
  return { starts_ms, codes, labels };
}

function wall(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString();
}

function dayOfWeek(ms: number): string {
  return String(new Date(ms + OFFSET_MS).getUTCDay() || 7);
}

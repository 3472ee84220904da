/** A dimension of time. */
export type TimeDimension =
  "hour" | "day" | "week" | "month" | "hour_of_day" | "weekday";

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The farthest that a zone is from UTC. */
const AHEAD_MS = 15 * HOUR_MS;

/** A time as a clock on the wall shows it. */
interface Wall {
  date: string;
  hour: string;
  minute: string;
  offset: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, Wall>();
const labels_of = new Map<string, string[]>();

function wallAt(ms: number, timezone: string): Wall {
  const minute_ms = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  const name = `${minute_ms} ${timezone}`;
  let wall = shown.get(name);
  if (wall === undefined)
    shown.set(name, (wall = readClock(minute_ms, timezone)));
  return wall;
}

function readClock(minute_ms: number, timezone: string): Wall {
  let clock = clocks.get(timezone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-CA", {
      ...{ timeZone: timezone, hourCycle: "h23", year: "numeric" },
      ...{
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
      },
    } as Intl.DateTimeFormatOptions);
    clocks.set(timezone, clock);
  }
  const parts = new Map(
    clock.formatToParts(minute_ms).map(({ type, value }) => [type, value]),
  );
  const date = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
  const hour = parts.get("hour") ?? "";
  const wall_ms = Date.parse(`${date}T${hour}:${parts.get("minute")}:00Z`);
  const minutes = Math.abs(wall_ms - minute_ms) / MINUTE_MS;
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const sign = wall_ms < minute_ms ? "-" : "+";
  return {
    date,
    hour,
    minute: parts.get("minute") ?? "",
    offset: `${sign}${two(minutes / 60)}:${two(minutes % 60)}`,
  };
}

/** The label of a moment's hour, day, week and so on in a zone. */
export function timeLabel(
  dimension: TimeDimension,
  ms: number,
  timezone: string,
): string {
  const { date, hour, offset } = wallAt(ms, timezone);
  switch (dimension) {
    case "hour":
      return `${date}T${hour}:${hourStart(ms, timezone)}:00${offset}`;
    case "day":
      return date;
    case "week":
      return weekOf(date);
    case "month":
      return date.slice(0, 7);
    case "hour_of_day":
      return String(Number(hour));
    case "weekday":
      return String(new Date(date).getUTCDay() || 7);
  }
}

/** The first minute of a moment's hour; where clocks change within it, it may begin late. */
function hourStart(ms: number, timezone: string): string {
  const nameAt = (at_ms: number) => {
    const { date, hour, offset } = wallAt(at_ms, timezone);
    return `${date} ${hour} ${offset}`;
  };
  let start_ms = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
  while (nameAt(start_ms - QUARTER_MS) === nameAt(ms)) start_ms -= QUARTER_MS;
  return wallAt(start_ms, timezone).minute;
}

/** The ISO week: that of its Thursday. */
function weekOf(date: string): string {
  const day_ms = Date.parse(date);
  const weekday = new Date(date).getUTCDay() || 7;
  const thursday = new Date(day_ms + (4 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
}

/** The moments at which some label of a period may begin. */
export function momentsOf({
  from_ms,
  to_ms,
}: {
  from_ms: number;
  to_ms: number;
}): number[] {
  const moments = [from_ms];
  const first_ms = (Math.floor(from_ms / QUARTER_MS) + 1) * QUARTER_MS;
  for (let ms = first_ms; ms < to_ms; ms += QUARTER_MS) moments.push(ms);
  return moments;
}

/** All labels of a period, in order; hours of the day and weekdays are always all there. */
export function labelsOf(
  dimension: TimeDimension,
  period: { from_ms: number; to_ms: number },
  timezone: string,
): string[] {
  if (dimension === "hour_of_day")
    return Array.from({ length: 24 }, (_, hour) => String(hour));
  if (dimension === "weekday") return ["1", "2", "3", "4", "5", "6", "7"];
  const name = `${dimension} ${period.from_ms} ${period.to_ms} ${timezone}`;
  const known = labels_of.get(name);
  if (known !== undefined) return known;
  const all = momentsOf(period).map((ms) => timeLabel(dimension, ms, timezone));
  const labels = [...new Set(all)];
  labels_of.set(name, labels);
  return labels;
}

/** The first moment of a day in a zone. */
export function dayStartOf(date: string, timezone: string): number {
  let ms = Date.parse(date) - AHEAD_MS;
  while (wallAt(ms, timezone).date < date) ms += QUARTER_MS;
  return ms;
}

/** The date so many days later. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

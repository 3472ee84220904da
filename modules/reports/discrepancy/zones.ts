import { firstMoment } from "../../kernel/mod.ts";
import { bucketsOf } from "../calendar.ts";
import type { ZoneDays } from "./model.ts";

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** A zone of each clock that is in use, those that tools are set to most often first. */
const USUAL: readonly string[] = [
  "UTC",
  "America/New_York",
  "America/Los_Angeles",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Moscow",
  "Europe/Athens",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "America/Chicago",
  "America/Denver",
  "America/Sao_Paulo",
  "Asia/Bangkok",
  "Asia/Dubai",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Africa/Lagos",
  "Africa/Johannesburg",
  "Asia/Jerusalem",
  "Africa/Cairo",
  "Asia/Karachi",
  "Asia/Dhaka",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Asia/Kabul",
  "Asia/Yangon",
  "Australia/Brisbane",
  "Australia/Adelaide",
  "Australia/Darwin",
  "Australia/Eucla",
  "Australia/Lord_Howe",
  "Pacific/Noumea",
  "Pacific/Auckland",
  "Pacific/Fiji",
  "Pacific/Chatham",
  "Pacific/Tongatapu",
  "Pacific/Kiritimati",
  "Atlantic/Azores",
  "Atlantic/Cape_Verde",
  "America/Nuuk",
  "America/Noronha",
  "America/St_Johns",
  "America/Halifax",
  "America/Caracas",
  "America/Santiago",
  "America/Bogota",
  "America/Havana",
  "America/Mexico_City",
  "America/Phoenix",
  "America/Anchorage",
  "Pacific/Pitcairn",
  "Pacific/Gambier",
  "Pacific/Marquesas",
  "Pacific/Honolulu",
  "Pacific/Pago_Pago",
  "Etc/GMT+12",
];

/** The days of the zone that is asked for and, without repeating any, of others. */
export function zonesOf(
  days: readonly string[],
  timezones: readonly [string, ...string[]],
): [ZoneDays, ...ZoneDays[]] {
  const [asked, ...likely] = timezones;
  const first = daysIn(asked, days);
  const known = new Set([keyOf(first)]);
  const others = [...likely, ...USUAL].flatMap((timezone) => {
    const zone = daysIn(timezone, days);
    const key = keyOf(zone);
    if (known.has(key)) return [];
    known.add(key);
    return [zone];
  });
  return [first, ...others];
}

/** Days in order, as a zone has them. */
function daysIn(timezone: string, days: readonly string[]): ZoneDays {
  const from_ms = startOf(days[0] ?? "", timezone);
  const to_ms = firstMoment(
    Date.parse(`${days.at(-1)}T00:00:00Z`) + DAY_MS,
    timezone,
  );
  const buckets = new Map(
    bucketsOf("day", { from_ms, to_ms, timezone }).map((bucket) => [
      bucket.label,
      bucket,
    ]),
  );
  return {
    timezone,
    days: days.map((day) => {
      const { start_ms, end_ms } = buckets.get(day) ?? {
        start_ms: startOf(day, timezone),
        end_ms: startOf(day, timezone),
      };
      return { start: quarterOf(start_ms), end: quarterOf(end_ms) };
    }),
  };
}

function startOf(day: string, timezone: string): number {
  return firstMoment(Date.parse(`${day}T00:00:00Z`), timezone);
}

/** The quarter-hour of a time, since 1970. */
export function quarterOf(ms: number): number {
  return Math.floor(ms / QUARTER_MS);
}

function keyOf({ days }: ZoneDays): string {
  return days.map(({ start, end }) => `${start}-${end}`).join();
}

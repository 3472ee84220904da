import { explainAll } from "../../../modules/reports/discrepancy/mod.ts";
import type {
  DayDifference,
  Moments,
  TheirDay,
} from "../../../modules/reports/discrepancy/mod.ts";

const QUARTER_MS = 900_000;
const DAYS = ["2026-11-22", "2026-11-23", "2026-11-24"];
const NOON = "12:00";

/** Counts at times in UTC: `{"2026-11-22T12:00": {unique: 3}}`. */
export function momentsOf(
  given: Readonly<Record<string, Record<string, number>>>,
): Moments {
  return new Map(
    Object.entries(given).map(([time, counts]) => [
      Date.parse(`${time}:00Z`) / QUARTER_MS,
      counts,
    ]),
  );
}

/** The same counts at noon of each day. */
export function daily(...counts: Record<string, number>[]): Moments {
  const days = counts.map((parts, at) => [`${DAYS[at]}T${NOON}`, parts]);
  return momentsOf(Object.fromEntries(days));
}

const NONE: Moments = new Map();
export const NO_CONVERSIONS = { conversion: NONE, click: NONE, approval: NONE };

export interface Case {
  theirs: (number | Omit<TheirDay, "day">)[];
  clicks?: Moments;
  conversions?: Partial<typeof NO_CONVERSIONS>;
  timezone?: string;
}

export function explain({
  theirs,
  clicks = NONE,
  conversions,
  timezone,
}: Case) {
  return explainAll({
    days: theirs.map((one, at) => ({
      day: DAYS[at] ?? "",
      ...(typeof one === "number" ? { clicks: one, conversions: null } : one),
    })),
    timezones: [timezone ?? "UTC"],
    ours: {
      clicks,
      conversions: { ...NO_CONVERSIONS, ...conversions },
    },
  });
}

/** Parts of a day that aren't 0. */
export function partsOf({ explained, zone, late, unexplained }: DayDifference) {
  const parts = { ...explained, zone, late, unexplained };
  return Object.fromEntries(
    Object.entries(parts).filter(([, count]) => count !== 0),
  );
}

export function clickParts(given: Case) {
  return explain(given).clicks.days.map(partsOf);
}

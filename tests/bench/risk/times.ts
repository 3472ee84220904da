import type { Chance } from "./chance.ts";
import type { CampaignKind } from "./traffic.ts";

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Weeks in which clicks are made. */
export const WEEKS = 4;

/**
 * Visits by hour of the visitor's day: few at night, most in the evening. Judged: every published
 * profile of consumer traffic has this form, none of them is a standard.
 */
const HOURS_OF_DAY = [
  2.2, 1.3, 0.8, 0.6, 0.6, 1.0, 2.0, 3.2, 4.1, 4.6, 4.9, 5.1, 5.3, 5.2, 5.1,
  5.1, 5.2, 5.5, 6.0, 6.7, 7.2, 7.0, 5.8, 3.9,
];
/** Visits from a workplace. */
const HOURS_OF_OFFICE = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.6, 3, 8, 11, 11, 10, 6, 9, 11, 10, 8, 5, 2, 1,
  0.5, 0.4, 0.2, 0.1,
];
/** Hours ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  US: -6,
  DE: 1,
  GB: 0,
  FR: 1,
  BR: -3,
  IN: 5.5,
};

/** A moment within the world's weeks, on a day of any or of the given ones. */
function momentOf(
  chance: Chance,
  { from_ms, country }: { from_ms: number; country: string },
  { hours, day }: { hours: readonly number[]; day: number },
): number {
  const hour = chance.place(hours) + chance.unit() - (ZONES[country] ?? 0);
  return from_ms + day * DAY_MS + Math.floor(hour * HOUR_MS);
}

/** When people visit. */
export function humanMoment(
  chance: Chance,
  where: { from_ms: number; country: string },
): number {
  const day = chance.whole(1, WEEKS * 7 - 1);
  return momentOf(chance, where, { hours: HOURS_OF_DAY, day });
}

/** When people visit on one day. */
export function momentOfDay(
  chance: Chance,
  where: { from_ms: number; country: string },
  day: number,
): number {
  return momentOf(chance, where, { hours: HOURS_OF_DAY, day });
}

/** When people visit at work: on days of the week, in office hours. */
export function officeMoment(
  chance: Chance,
  where: { from_ms: number; country: string },
): number {
  const day = chance.whole(0, WEEKS - 1) * 7 + chance.whole(1, 5);
  return momentOf(chance, where, { hours: HOURS_OF_OFFICE, day });
}

/** At any hour of any day: a program doesn't sleep. */
export function machineMoment(
  chance: Chance,
  { from_ms }: { from_ms: number },
): number {
  return from_ms + Math.floor(chance.between(1, WEEKS * 7) * DAY_MS);
}

/** A lapse, as the sum of parts of which one is drawn. */
interface Part {
  share: number;
  draw(chance: Chance): number;
}

/**
 * From click to install. AppsFlyer: about 75 % within the hour, 94 % within 24 hours
 * (support.appsflyer.com, click-to-install time). Adjust: over 85 % within the hour. A natural peak
 * at 2 to 5 minutes (adsafee.com, weak). A mixture: one lognormal through AppsFlyer's two points would
 * put 17 % under 10 seconds, where a download takes longer.
 */
const INSTALL: readonly Part[] = [
  { share: 0.56, draw: (chance) => slow(chance, 170 * SECOND_MS, 0.75) },
  { share: 0.2, draw: (chance) => slow(chance, 16 * MINUTE_MS, 0.75) },
  { share: 0.18, draw: (chance) => spread(chance, HOUR_MS, 22 * HOUR_MS) },
  { share: 0.06, draw: (chance) => DAY_MS + chance.exponential(2 * DAY_MS) },
];

/** From click to a filled form. Judged: nothing is published; most fill it at once or not at all. */
const LEAD: readonly Part[] = [
  { share: 0.78, draw: (chance) => slow(chance, 4 * MINUTE_MS, 0.8) },
  { share: 0.15, draw: (chance) => spread(chance, 15 * MINUTE_MS, DAY_MS) },
  { share: 0.07, draw: (chance) => chance.exponential(4 * DAY_MS) },
];

/** From click to purchase. Judged: half of the buyers buy in the same visit, the others come back. */
const SALE: readonly Part[] = [
  { share: 0.5, draw: (chance) => slow(chance, 14 * MINUTE_MS, 0.9) },
  { share: 0.3, draw: (chance) => spread(chance, HOUR_MS, 2 * DAY_MS) },
  { share: 0.2, draw: (chance) => DAY_MS + chance.exponential(3 * DAY_MS) },
];

/** From click to what people think about for days, such as insurance or travel. Judged. */
const CONSIDERED: readonly Part[] = [
  { share: 0.15, draw: (chance) => slow(chance, 40 * MINUTE_MS, 0.9) },
  { share: 0.35, draw: (chance) => spread(chance, 6 * HOUR_MS, 4 * DAY_MS) },
  { share: 0.5, draw: (chance) => DAY_MS + chance.exponential(5 * DAY_MS) },
];

const PARTS: Readonly<Record<CampaignKind, readonly Part[]>> = {
  install: INSTALL,
  lead: LEAD,
  sale: SALE,
  considered: CONSIDERED,
};

/** The least time in which people act, by kind. */
const LEAST_MS: Readonly<Record<CampaignKind, number>> = {
  install: 14 * SECOND_MS,
  lead: 12 * SECOND_MS,
  sale: 35 * SECOND_MS,
  considered: 50 * SECOND_MS,
};
/** A conversion later than this isn't counted. */
const LATEST_MS = 28 * DAY_MS;

/** From a person's click to their conversion. */
export function humanLapse(chance: Chance, kind: CampaignKind): number {
  const parts = PARTS[kind];
  const place = chance.place(parts.map(({ share }) => share));
  const drawn = parts[place]?.draw(chance) ?? 0;
  const least = LEAST_MS[kind] * chance.between(1, 1.6);
  return Math.floor(Math.min(LATEST_MS, least + drawn));
}

function slow(chance: Chance, median_ms: number, sigma: number): number {
  return chance.lognormal(median_ms, sigma);
}

/** As likely in each doubling of the time. */
function spread(chance: Chance, low_ms: number, high_ms: number): number {
  return low_ms * Math.pow(high_ms / low_ms, chance.unit());
}

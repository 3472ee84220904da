/** Where the time comes from; handed in, so that tests run it by hand. */
export interface Clock {
  /** The current time as milliseconds since the epoch. */
  nowMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Milliseconds of a clock that only goes forward, from any beginning: for how long something took. */
export function ticksMs(): number {
  return performance.now();
}

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  #now_ms: number;

  constructor(start_ms: number) {
    this.#now_ms = start_ms;
  }

  nowMs(): number {
    return this.#now_ms;
  }

  /** Moves the clock on (or back, when negative). */
  advance(ms: number): void {
    this.#now_ms += ms;
  }

  /** Puts the clock at a time. */
  set(ms: number): void {
    this.#now_ms = ms;
  }
}

/** RFC 3339 has four digits for the year and Postgres no year 0, so these are the bounds of what can be written. */
const TIME_MS_MIN = -62_135_596_800_000;
const TIME_MS_MAX = 253_402_300_799_999;

/** Writes a time as RFC 3339 in UTC with milliseconds. */
export function isoTime(ms: number): string {
  if (!(ms >= TIME_MS_MIN && ms <= TIME_MS_MAX)) {
    throw new RangeError(
      `Cannot write a time as RFC 3339: ${ms} ms is outside years 1 to 9999`,
    );
  }
  return new Date(ms).toISOString();
}

const CALENDAR_TIME =
  /^(\d{4})-(\d\d)-(\d\d)([Tt ])(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)?$/;
const UNIX_SECONDS = /^(\d{10})(?:\.(\d{1,9}))?$/;
const UNIX_MS = /^\d{13}$/;

/**
 * Reads RFC 3339 with any offset, Unix seconds (10 digits), Unix ms (13 digits) or
 * `YYYY-MM-DD HH:MM:SS` (taken as UTC) as epoch ms; null for anything else. What is finer than
 * a millisecond is cut. `Date.parse` is not used: it rolls 30 February over into March.
 */
export function parseTime(text: string): number | null {
  if (UNIX_MS.test(text)) return Number(text);
  const unix = UNIX_SECONDS.exec(text);
  if (unix !== null) return Number(unix[1]) * 1000 + fractionMs(unix[2]);
  const parts = CALENDAR_TIME.exec(text);
  if (parts === null) return null;
  const [, year, month, day, separator, hour, minute, second] = parts;
  const fraction = parts[8];
  const offset = parts[9];
  // Without an offset only the one plain form is meant; others would be a guess at the zone.
  if (offset === undefined && (separator !== " " || fraction !== undefined)) {
    return null;
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return null;
  }
  const offset_minutes = parseOffset(offset ?? "Z");
  if (offset_minutes === null) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const rolled_over =
    date.getUTCMonth() !== Number(month) - 1 ||
    date.getUTCDate() !== Number(day);
  if (rolled_over) return null;
  const seconds =
    Number(hour) * 3600 +
    (Number(minute) - offset_minutes) * 60 +
    Number(second);
  const ms = date.getTime() + seconds * 1000 + fractionMs(fraction);
  return ms >= TIME_MS_MIN && ms <= TIME_MS_MAX ? ms : null;
}

function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.padEnd(3, "0").slice(0, 3));
}

function parseOffset(text: string): number | null {
  if (text === "Z" || text === "z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  const total = hours * 60 + minutes;
  return text.startsWith("-") ? -total : total;
}

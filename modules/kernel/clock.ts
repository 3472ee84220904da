/** A source of the current time; injected so that tests can control it. */
export interface Clock {
  /** The current time as milliseconds since the epoch. */
  nowMs(): number;
}

/** The system clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Milliseconds of a monotonic clock with an arbitrary origin, for measuring durations. */
export function ticksMs(): number {
  return performance.now();
}

/** A clock that moves only by hand. */
export class ManualClock implements Clock {
  #now_ms: number;

  constructor(start_ms: number) {
    this.#now_ms = start_ms;
  }

  nowMs(): number {
    return this.#now_ms;
  }

  /** Moves the clock forward (or back, when negative). */
  advance(ms: number): void {
    this.#now_ms += ms;
  }

  /** Sets the clock. */
  set(ms: number): void {
    this.#now_ms = ms;
  }
}

/** Bounds of writable times: RFC 3339 years have four digits, and Postgres has no year 0. */
const TIME_MS_MIN = -62_135_596_800_000;
const TIME_MS_MAX = 253_402_300_799_999;

/** Formats a time as RFC 3339 in UTC with milliseconds. */
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
 * Parses RFC 3339 with any offset, Unix seconds (10 digits), Unix ms (13 digits) or `YYYY-MM-DD
 * HH:MM:SS` (as UTC) to epoch ms; null for anything else. Precision below a millisecond is
 * truncated. `Date.parse` isn't used: it rolls 30 February over into March.
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
  // Without an offset only this one form is accepted; for others the zone would be a guess.
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

import {
  dayStart,
  isUuid,
  parseCurrency,
  parseTime,
  Problem,
} from "../kernel/mod.ts";

const ID_MAX = 2_147_483_647;

/** The value of a field that has two names; 422 if both are given and differ. */
export function eitherName<T extends object, N extends keyof T & string>(
  input: T,
  name: N,
  other: N,
): T[N] | undefined {
  const [value, second] = [input[name], input[other]];
  if (value !== undefined && second !== undefined && value !== second) {
    throw invalid(other, `must equal ${name}, which is another name of it`);
  }
  return value ?? second;
}

/** Parses an id in the path; 404 if it is invalid. */
export function readId(text: string): number {
  const id = /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > ID_MAX) throw notFound();
  return id;
}

/** Problem for what doesn't exist, or what this role may not see. */
export function notFound(): Problem {
  return new Problem(404, "not_found", "Not found");
}

/** Returns the row, or throws 404 if there is none. */
export function orNotFound<T>(row: T | undefined): T {
  if (row === undefined) throw notFound();
  return row;
}

/** Problem for an invalid field in the body. */
export function invalid(field: string, message: string): Problem {
  const detail = `Invalid ${field}: ${message}`;
  return new Problem(422, "invalid_request", detail, {
    errors: [{ field, message }],
  });
}

/** Parses a time as `readMoment` does; null if absent. */
export function readTime(
  field: string,
  text: string | null | undefined,
  timezone?: string,
): number | null {
  if (text === null || text === undefined) return null;
  return readMoment(field, text, timezone);
}

/**
 * Parses an RFC 3339 time or, given a zone, a day: its first moment there, whatever
 * summer time does. Throws a Problem if it is neither.
 */
export function readMoment(
  field: string,
  text: string,
  timezone?: string,
): number {
  const at = parseTime(text);
  if (at !== null) return at;
  const time = "an RFC 3339 time such as 2026-11-01T10:00:00Z";
  if (timezone === undefined) throw invalid(field, `must be ${time}`);
  if (isDay(text)) {
    const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
    return dayStart(year, month, day, timezone);
  }
  throw invalid(field, `must be a day such as 2026-11-01, or ${time}`);
}

/** Parses a day of the calendar. */
export function readDay(field: string, text: string): string {
  if (isDay(text)) return text;
  throw invalid(field, "must be a day such as 2026-11-01");
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return (
    /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) &&
    parseTime(`${text}T00:00:00Z`) !== null
  );
}

/** Parses an ISO 4217 code in either case. */
export function readCurrency(text: string): string {
  const currency = parseCurrency(text);
  if (currency !== null) return currency;
  const message = `"${text.slice(0, 10)}" is not an ISO 4217 currency code`;
  const detail = `Invalid currency: ${message}`;
  throw new Problem(422, "unknown_currency", detail, {
    errors: [{ field: "currency", message }],
  });
}

/** Parses a UUID, or throws a Problem. */
export function readUuid(field: string, text: string): string {
  if (isUuid(text)) return text;
  throw invalid(field, "must be a UUID");
}

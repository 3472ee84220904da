import { isUuid, parseCurrency, parseTime, Problem } from "../kernel/mod.ts";

const ID_MAX = 2_147_483_647;

/** The value of a field that has two names; 422 if both are given and differ. */
export function eitherName<T extends object, N extends keyof T & string>(
  input: T,
  name: N,
  other: N,
): T[N] | undefined {
  const [value, second] = [input[name], input[other]];
  if (value !== undefined && second !== undefined && value !== second) {
    throw invalid(other, `it is another name of ${name}, which differs`);
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
  return new Problem(404, "not_found", "Nothing here");
}

/** Returns the row, or throws 404 if there is none. */
export function orNotFound<T>(row: T | undefined): T {
  if (row === undefined) throw notFound();
  return row;
}

/** Problem for an invalid field in the body. */
export function invalid(field: string, message: string): Problem {
  const detail = `Cannot take ${field}: ${message}`;
  return new Problem(422, "invalid_request", detail, {
    errors: [{ field, message }],
  });
}

/** Parses an RFC 3339 time; null if absent. Throws a Problem if invalid. */
export function readTime(
  field: string,
  text: string | null | undefined,
): number | null {
  if (text === null || text === undefined) return null;
  const at = parseTime(text);
  if (at === null) throw invalid(field, "a time by RFC 3339 is expected");
  return at;
}

/** Parses an ISO 4217 code in either case. */
export function readCurrency(text: string): string {
  const currency = parseCurrency(text);
  if (currency !== null) return currency;
  const message = `"${text.slice(0, 10)}" is no currency of ISO 4217`;
  const detail = `Cannot take currency: ${message}`;
  throw new Problem(422, "unknown_currency", detail, {
    errors: [{ field: "currency", message }],
  });
}

/** Parses a UUID, or throws a Problem. */
export function readUuid(field: string, text: string): string {
  if (isUuid(text)) return text;
  throw invalid(field, "a UUID is expected");
}

/** Parses an RFC 3339 time, or throws a Problem. */
export function readMoment(field: string, text: string): number {
  const at = parseTime(text);
  if (at !== null) return at;
  throw invalid(field, "a time by RFC 3339 is expected");
}

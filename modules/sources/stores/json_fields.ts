/** The fields of a JSON object, none of which is known to be there. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** Parses a JSON object; null for anything else. */
export function parseObject(text: string): JsonFields | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The value as an object; null for anything else. */
export function asObject(value: unknown): JsonFields | null {
  const is_object =
    typeof value === "object" && value !== null && !Array.isArray(value);
  return is_object ? (value as JsonFields) : null;
}

/** A text without NUL, which Postgres doesn't take; null for anything else, or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  return value.replaceAll("\0", "\ufffd").toWellFormed();
}

/** A whole number that a double holds exactly; null for anything else. */
export function wholeOf(value: unknown): number | null {
  return Number.isSafeInteger(value) ? Number(value) : null;
}

/** A whole number, written as such or as text, as Google writes its 64-bit ones. */
export function wholeOrText(value: unknown): number | null {
  if (typeof value !== "string") return wholeOf(value);
  return /^-?\d{1,16}$/.test(value) ? wholeOf(Number(value)) : null;
}

/** A list's objects; none for anything else. */
export function objectsOf(value: unknown): JsonFields[] {
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return items.map((item) => asObject(item)).filter((item) => item !== null);
}

/** The end of the year 9999, which is the last that a time is written with. */
const TIME_MS_MAX = 253_402_300_799_999;

/** A time in epoch milliseconds; null for anything else. */
export function timeOf(value: unknown): number | null {
  const ms = wholeOrText(value);
  return ms !== null && ms >= 0 && ms <= TIME_MS_MAX ? ms : null;
}

import { Problem } from "../../kernel/mod.ts";
import type { FigureValue } from "./figure_values.ts";
import { sortOf } from "./order.ts";
import type { ReportPlan } from "./plan.ts";

/** Longer keys are shortened, so that a cursor fits into any address. */
const KEY_CHARS_MAX = 100;
/** Of a currency, also of one that is withdrawn by now. */
const CODE = /^[A-Z]{3}$/;
const HEX_128_BITS = /^[0-9a-f]{32}$/;

/** Enough of a long key to find it again. */
export interface LongKey {
  /** It begins so. */
  start: string;
  /** Its length as UTF-8. */
  bytes: number;
  hash: string;
}

export type CursorKey = string | null | LongKey;

/** The last row of a page: what a report goes on after. */
export interface Cursor {
  /** The report's. */
  currency: string;
  value: FigureValue;
  keys: CursorKey[];
}

/** Writes a cursor as a text for the same groups and order. */
export function writeCursor(
  plan: ReportPlan,
  cursor: Cursor & { keys: (string | null)[] },
): string {
  const { currency, value, keys } = cursor;
  const text = typeof value === "bigint" ? `${value}n` : value;
  const parts = [shapeOf(plan), currency, text, ...keys.map(shortened)];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads the cursor of a plan, null without one; a Problem if it isn't one of such a report. */
export function readCursor(plan: ReportPlan): Cursor | null {
  if (plan.after === null) return null;
  const parts = parse(plan.after);
  if (!Array.isArray(parts)) throw invalidCursor();
  const [shape, currency, text, ...keys] = parts as unknown[];
  const is_currency = typeof currency === "string" && CODE.test(currency);
  if (shape !== shapeOf(plan) || !is_currency) throw invalidCursor();
  if (!keys.every(isKey) || keys.length !== plan.group_by.length) {
    throw invalidCursor();
  }
  return { currency, value: readValue(text), keys };
}

/** Whether a text is the one that a cursor tells of. */
export function isLongKey({ hash }: LongKey, text: Uint8Array): boolean {
  return hashOf(text) === hash;
}

function shortened(key: string | null): CursorKey {
  if (key === null || key.length <= KEY_CHARS_MAX) return key;
  const text = new TextEncoder().encode(key);
  const start = key.slice(0, KEY_CHARS_MAX).toWellFormed();
  return { start, bytes: text.length, hash: hashOf(text) };
}

function hashOf(text: Uint8Array): string {
  const hash = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  return hash.slice(0, 32);
}

function isKey(key: unknown): key is CursorKey {
  if (key === null || typeof key === "string") return true;
  if (typeof key !== "object") return false;
  const { start, bytes, hash } = key as Partial<Record<keyof LongKey, unknown>>;
  const is_hash = typeof hash === "string" && HEX_128_BITS.test(hash);
  return typeof start === "string" && Number.isInteger(bytes) && is_hash;
}

/** The report's currency, if it was asked for or is the one of the page before. */
export function knownCurrency(plan: ReportPlan): string | null {
  return plan.currency ?? readCursor(plan)?.currency ?? null;
}

/** Of a cursor that isn't one of the report. */
export function invalidCursor(): Problem {
  return new Problem(
    400,
    "invalid_cursor",
    "Cannot read cursor: pass next_cursor as it was given, with the same group_by and sort",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}

function readValue(text: unknown): FigureValue {
  if (text === null || typeof text === "number") return text;
  if (typeof text === "string" && /^-?\d{1,100}n$/.test(text)) {
    return BigInt(text.slice(0, -1));
  }
  throw invalidCursor();
}

function shapeOf(plan: ReportPlan): string {
  const sorts = sortOf(plan).map(
    ({ key, descending }) => (descending ? "-" : "") + key,
  );
  return [...plan.group_by, ...sorts].join();
}

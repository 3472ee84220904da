import { presentMoney } from "../../conversions/mod.ts";
import type { Position } from "./action_types.ts";

/** Presents a position for the API. */
export function presentPosition(position: Position | null) {
  if (position === null) return null;
  const { version, status, reason, amount_micros, refunded_micros } = position;
  const others = { amount: amount_micros, refunded: refunded_micros };
  return { version, status, reason, ...presentMoney(position, others) };
}

/** Serializes a position for storage with its action, so that it can be restored. */
export function storePosition(
  position: Position | null,
): Record<string, unknown> | null {
  if (position === null) return null;
  return Object.fromEntries(
    Object.entries(position).map(([name, value]) => [
      name,
      typeof value === "bigint" ? String(value) : value,
    ]),
  );
}

/** Parses a stored position. */
export function readPosition(
  stored: Record<string, unknown> | null,
): Position | null {
  if (stored === null) return null;
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      name.endsWith("_micros") && typeof value === "string"
        ? BigInt(value)
        : value,
    ]),
  ) as unknown as Position;
}

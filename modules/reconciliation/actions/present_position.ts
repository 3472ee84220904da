import { formatAmount } from "../../kernel/mod.ts";
import type { Position } from "./action_types.ts";

/** Presents a position for the API. */
export function presentPosition(position: Position | null) {
  if (position === null) return null;
  const { version, status, reason, currency, amount_micros } = position;
  const { owed_currency = null, owed_micros = null } = position;
  return {
    version,
    status,
    reason,
    currency,
    amount:
      amount_micros === null ? null : formatAmount(amount_micros, currency),
    refunded: formatAmount(position.refunded_micros, currency),
    revenue: formatAmount(position.revenue_micros, currency),
    payout: formatAmount(position.payout_micros, currency),
    owed:
      owed_currency === null
        ? null
        : formatAmount(owed_micros ?? 0n, owed_currency),
    owed_currency,
  };
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

import { formatAmount } from "../../kernel/mod.ts";
import type { Position } from "./action_types.ts";

/** A position of a conversion as the API shows it. */
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

/** A position as it is stored with what was done, so that it can be set back. */
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

/** Reads a position that was stored. */
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

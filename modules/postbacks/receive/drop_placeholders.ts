import { holdsUnreplaced, isUnreplaced } from "../../kernel/mod.ts";
import type { CanonicalName } from "../../sources/mod.ts";
import type { Values } from "./reading.ts";
import { Refused } from "../../sources/mod.ts";
import type { Trace } from "../read/trace.ts";

/** Flag of a postback with a placeholder that was left out. */
export const MACRO_DROPPED = "macro_dropped";

/** Fields without which the postback's meaning is unclear. */
const NEEDED: ReadonlySet<CanonicalName> = new Set([
  "order_id",
  "customer_id",
  "goal",
  "amount",
  "currency",
  "status",
]);

/**
 * Refuses an unreplaced placeholder in an essential field and removes it from any other.
 * Returns the resulting flags.
 */
export function dropPlaceholders(values: Values, trace: Trace): string[] {
  const dropped: string[] = [];
  const has_amount = values.has("amount");
  for (const [canonical, { name, value }] of [...values]) {
    // Some browsers' whole user agent is in brackets.
    if (canonical === "user_agent") continue;
    const is_money = canonical === "revenue" || canonical === "payout";
    const is_needed = NEEDED.has(canonical) || (is_money && !has_amount);
    if (is_needed ? !holdsUnreplaced(value) : !isUnreplaced(value)) continue;
    const shown = `"${name}" holds the placeholder "${value.slice(0, 60)}"`;
    if (is_needed) {
      const detail = `${shown}: the sender did not fill it in`;
      throw new Refused("unreplaced_macro", detail);
    }
    values.delete(canonical);
    dropped.push(shown);
  }
  if (dropped.length === 0) return [];
  trace.passed("macros", `Left out: ${dropped.join(", ")}`.toWellFormed());
  return [MACRO_DROPPED];
}

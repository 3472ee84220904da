import type {
  CurrentState,
  Transition,
  Wish,
} from "../../../modules/conversions/transition_types.ts";
import type { ConversionStatus } from "../../../modules/sources/mod.ts";

/** A conversion of 80 at a status. */
export function standing(
  status: ConversionStatus,
  change: Partial<CurrentState> = {},
): CurrentState {
  return {
    status,
    currency: "USD",
    amount_micros: 80n,
    refunded_micros: 0n,
    reason: null,
    // Not ended by its first word, after which it would still accept a predecessor.
    said: ["pending|80"],
    said_at: 1_000,
    ...change,
  };
}

/** A wish about it. */
export function wish(
  status: ConversionStatus | null,
  change: Partial<Wish> = {},
): Wish {
  return {
    status,
    amount_micros: null,
    is_refund: false,
    reason: null,
    may_amend: true,
    reversal_amount: null,
    reinstate: false,
    said_at: 2_000,
    is_time_proven: false,
    ...change,
  };
}

/** A transition as one word. */
export function word(result: Transition): string {
  switch (result.kind) {
    case "change":
      return `${result.what} → ${result.status}`;
    case "duplicate":
      return result.note ?? "duplicate";
    case "refused":
      return result.refusal.code;
  }
}

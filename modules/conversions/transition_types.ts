import type { Micros } from "../kernel/mod.ts";
import type {
  Refusal,
  ConversionStatus,
  ReversalAmount,
} from "../sources/mod.ts";

/** A change that a postback requests of an existing conversion. */
export interface Wish {
  status: ConversionStatus | null;
  amount_micros: Micros | null;
  /** The amount was negative: a refund. */
  is_refund: boolean;
  /** The sender's own id of the refund: the same one again is a retry, whatever it says. */
  refund_id?: string | null | undefined;
  /** The amount as sent, if in another currency. */
  sent_currency?: string | null;
  sent_amount_micros?: Micros | null;
  reason: string | null;
  /** Whether it may change the amount alone: it named the order, or its source allows that. */
  may_amend: boolean;
  /** The meaning of a different amount in a reversal; null if the source doesn't specify it. */
  reversal_amount: ReversalAmount | null;
  /** Whether an ended conversion may be approved again. */
  reinstate: boolean;
  /** Whether approving again undoes what was refunded in part, too. */
  undoes_refunds?: boolean;
  /** Whether its sender's own times order the refunds and what undoes them: the latest stands. */
  keeps_times?: boolean;
  /** When it was sent: its signed time, else its proven event time, else its arrival. */
  said_at: number;
  /** Whether `said_at` is proven, so that repeats of the same words can be told apart. */
  is_time_proven: boolean;
}

/** The parts of a conversion that a transition depends on. */
export interface CurrentState {
  status: ConversionStatus;
  currency: string;
  /** The sale amount before refunds. */
  amount_micros: Micros | null;
  refunded_micros: Micros;
  reason: string | null;
  said: readonly string[];
  said_at: number;
}

/** The new state of a conversion. */
export interface Change {
  kind: "change";
  what:
    | "approve"
    | "reject"
    | "reverse"
    | "part_reversed"
    | "amend"
    | "reinstate"
    | "confirm"
    | "predecessor";
  status: ConversionStatus;
  amount_micros: Micros | null;
  refunded_micros: Micros;
  reason: string | null;
  said_at: number;
}

/** The outcome of judging a wish. */
export type Transition =
  | Change
  | { kind: "duplicate"; note: string | null; differs: string[] }
  | { kind: "refused"; refusal: Refusal };

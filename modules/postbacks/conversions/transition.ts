import type { Micros } from "../../kernel/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import type { ConversionStatus } from "./words.ts";

/** What a postback wants of a conversion that exists. */
export interface Wish {
  status: ConversionStatus | null;
  amount_micros: Micros | null;
  reason: string | null;
  /** It named the order; without one an amount alone changes nothing. */
  by_order: boolean;
}

/** The conversion as it stands, as far as a transition looks at it. */
export interface Standing {
  status: ConversionStatus;
  amount_micros: Micros | null;
  said: readonly string[];
}

/** What becomes of a wish. */
export type Transition =
  | {
      kind: "change";
      what: "approve" | "reject" | "reverse" | "amend";
      status: ConversionStatus;
      amount_micros: Micros | null;
      reason: string | null;
    }
  | { kind: "duplicate"; note: string | null; differs: string[] }
  | { kind: "refused"; refusal: Refusal };

/** What a wish says, in a form that can be compared with what was said before. */
export function saying(wish: Pick<Wish, "status" | "amount_micros">): string {
  return `${wish.status ?? ""}|${wish.amount_micros ?? ""}`;
}

/**
 * Judges a wish by the states of a conversion. Senders' order is not ours: a
 * weaker or repeated word changes nothing, a rejecting word on an approved one
 * reverses it, a reversing word on a pending one rejects it.
 */
export function transition(current: Standing, wish: Wish): Transition {
  if (current.said.includes(saying(wish))) {
    return { kind: "duplicate", note: null, differs: [] };
  }
  const wanted = wish.status ?? current.status;
  if (wanted === current.status) return sameStatus(current, wish);
  switch (current.status) {
    case "pending":
      return fromPending(current, wish, wanted);
    case "approved":
      return fromApproved(current, wish, wanted);
    case "rejected":
    case "reversed":
      return wanted === "approved"
        ? { kind: "refused", refusal: ended(current.status) }
        : stale();
  }
}

function sameStatus(current: Standing, wish: Wish): Transition {
  const amount = wish.amount_micros;
  const is_other = amount !== null && amount !== current.amount_micros;
  if (!is_other) return { kind: "duplicate", note: null, differs: [] };
  const is_open = current.status === "pending" || current.status === "approved";
  if (!wish.by_order || !is_open) {
    return { kind: "duplicate", note: null, differs: ["amount"] };
  }
  return {
    kind: "change",
    what: "amend",
    status: current.status,
    amount_micros: amount,
    reason: wish.reason,
  };
}

function fromPending(
  current: Standing,
  wish: Wish,
  wanted: ConversionStatus,
): Transition {
  if (wanted === "approved") {
    return {
      kind: "change",
      what: "approve",
      status: "approved",
      amount_micros: wish.amount_micros ?? current.amount_micros,
      reason: wish.reason,
    };
  }
  return {
    kind: "change",
    what: "reject",
    status: "rejected",
    amount_micros: current.amount_micros,
    reason: wish.reason ?? wanted,
  };
}

function fromApproved(
  current: Standing,
  wish: Wish,
  wanted: ConversionStatus,
): Transition {
  if (wanted === "pending") return stale();
  const amount = wish.amount_micros ?? 0n;
  if (amount !== 0n && amount !== current.amount_micros) {
    const detail =
      "Another amount than the one on record came with a reversing word: whether it was refunded or remains, its source does not say";
    return { kind: "refused", refusal: refusal("ambiguous_reversal", detail) };
  }
  return {
    kind: "change",
    what: "reverse",
    status: "reversed",
    amount_micros: current.amount_micros,
    reason: wish.reason ?? (wanted === "rejected" ? "rejected" : null),
  };
}

function stale(): Transition {
  return { kind: "duplicate", note: "stale_status", differs: [] };
}

function ended(status: ConversionStatus): Refusal {
  return refusal(
    "illegal_transition",
    `The conversion is ${status}: it is not approved again without reinstating it`,
  );
}

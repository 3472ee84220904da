import type {
  conversionRisks,
  conversions,
  StoredOtherwise,
} from "../../db/schema/mod.ts";
import { isEnded } from "../conversions/mod.ts";
import type { Decision } from "../risk/mod.ts";

/** A suspected conversion with its risk, as a decision finds them. */
export interface Suspected {
  risk: typeof conversionRisks.$inferSelect;
  sale: Pick<
    typeof conversions.$inferSelect,
    | "version"
    | "status"
    | "reason"
    | "said"
    | "auto_approve_at"
    | "held"
    | "flags"
    | "amount_micros"
    | "refunded_micros"
    | "revenue_micros"
    | "payout_micros"
  >;
}

/** The step that a decision means for a conversion, and how it would be otherwise from then on. */
export interface DecisionPlan {
  /** Ended for fraud, or given back the state of `to`; null: nothing but its hold. */
  step: { end: "rejected" | "reversed" } | { to: StoredOtherwise } | null;
  otherwise: StoredOtherwise | null;
}

/** The reason of conversions that were decided to be fraud. */
export const FRAUD = "fraud";
/** A sender's word that ends a conversion, or a part of it. */
const SAID_ENDED = /^re(jected|versed)\||\|-/;
/** Reasons to wait that have nothing to do with a risk. */
const OTHER_REASONS = [
  "late",
  "unproven",
  "cap_reached",
  "payout_above_revenue",
  "fx_rate_missing",
];

/**
 * Plans a decision. What is clear gets back the state that it would have without its rule and the
 * decisions before, as long as it still has the one that these gave it: what a sender or a person said
 * since stands.
 */
export function planDecision(
  decision: Decision,
  { risk, sale }: Suspected,
): DecisionPlan {
  const otherwise = isByRisk(risk, sale) ? otherwiseOf(risk, sale) : null;
  if (decision === "clear") {
    const step = otherwise === null ? null : { to: otherwise };
    return { step, otherwise: null };
  }
  if (isEnded(sale.status)) return { step: null, otherwise };
  const { reason, auto_approve_at } = sale;
  const status = sale.status === "approved" ? "approved" : "pending";
  const as_it_is = { status, reason, auto_approve_at, money: null } as const;
  return {
    step: { end: status === "approved" ? "reversed" : "rejected" },
    otherwise: {
      ...(otherwise ?? as_it_is),
      money: moneyOf(sale),
      is_unmade: true,
      // Full caps don't stop a sale once more that was let past them.
      ...(sale.flags.includes("over_cap") ? {} : { is_uncounted: true }),
    },
  };
}

/** The money of a live sale; null if it waits for an exchange rate. */
function moneyOf({
  held,
  amount_micros,
  refunded_micros,
  revenue_micros,
  payout_micros,
}: Suspected["sale"]): StoredOtherwise["money"] {
  if (held !== null) return null;
  return {
    amount: amount_micros?.toString() ?? null,
    refunded: refunded_micros.toString(),
    revenue: revenue_micros.toString(),
    payout: payout_micros.toString(),
  };
}

/**
 * Whether a conversion still has the status that its rule, or an earlier decision, gave it. Its reason alone
 * proves nothing, as a sender may send any.
 */
function isByRisk(
  { action, decided }: Suspected["risk"],
  { status, reason, said, held, refunded_micros }: Suspected["sale"],
): boolean {
  if (isEnded(status)) {
    // Its sender ended it too, unless that is a part.
    const is_part = refunded_micros > 0n || BigInt(held?.refunded ?? "0") > 0n;
    if (!is_part && SAID_ENDED.test(said.at(-1) ?? "")) return false;
    const is_ruled = action === "reject" && reason === "risk_rejected";
    return is_ruled || (decided === "fraud" && reason === FRAUD);
  }
  if (status !== "pending" || action !== "pending") return false;
  // A changed amount takes the reason away, not the rule's status.
  return held === null
    ? !OTHER_REASONS.includes(reason ?? "")
    : held.reason === "risk_hold";
}

/** How it would be otherwise; of what was recorded before that was kept, as far as its reason tells. */
function otherwiseOf(
  { otherwise }: Suspected["risk"],
  { reason }: Suspected["sale"],
): StoredOtherwise | null {
  if (otherwise !== null) return otherwise;
  const unknown = {
    reason: "risk_cleared",
    auto_approve_at: null,
    money: null,
  };
  if (reason === "risk_hold") return { ...unknown, status: "approved" };
  return reason === "risk_rejected" ? { ...unknown, status: "pending" } : null;
}

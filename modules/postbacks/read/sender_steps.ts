import type { TraceStep } from "../../../db/schema/mod.ts";

/** Steps about a request and its sale; a step that isn't here is the network's own. */
export const SENDER_STEPS: ReadonlySet<string> = new Set([
  "address",
  "app",
  "campaign",
  "cap",
  "click",
  "click_id",
  "conversion_rule",
  "currency",
  "did_win",
  "form",
  "goal",
  "install",
  "link",
  "macros",
  "max_per_click",
  "mode",
  "names",
  "nonce",
  "occurred_at",
  "parent",
  "parse",
  "proof",
  "purchase",
  "rate",
  "same_event",
  "signature",
  "source",
  "status",
  "token",
  "transaction",
  "transition",
  "value",
  "values",
  "window",
]);

/** Steps about the affiliate's side of a sale, and about the network's own affairs. */
export const NETWORK_STEPS: ReadonlySet<string> = new Set([
  "forward",
  "payout_above_revenue",
  "price",
  "risk",
]);

/** A step with whether its advertiser is shown it. */
export interface ShownStep extends TraceStep {
  sender_sees: boolean;
}

/** The steps as they are shown: the refusal is the sender's, who was answered with it. */
export function shownSteps(steps: readonly TraceStep[]): ShownStep[] {
  return steps.map((step) => ({
    ...step,
    sender_sees: !step.ok || SENDER_STEPS.has(step.step),
  }));
}

import type { ConversionRow } from "./working_set.ts";

const DAY_MS = 86_400_000;

/** When a conversion was approved, becomes payable, and approves itself if pending. */
export type ApprovalTimes = Pick<
  ConversionRow,
  "approved_at" | "payable_from" | "auto_approve_at"
>;

/** Input of `approvalTimes`. */
export interface ApprovalInput {
  before: ConversionRow | null;
  goal: { hold_days: number; auto_approve_days: number | null };
  now_ms: number;
  /** A new conversion held for manual review: it doesn't approve itself. */
  is_held?: boolean;
}

/** Computes the times of a conversion at a status. A reinstated one starts a new hold period. */
export function approvalTimes(
  status: ConversionRow["status"],
  { before, goal, now_ms, is_held = false }: ApprovalInput,
): ApprovalTimes {
  const { hold_days, auto_approve_days } = goal;
  if (status === "approved") {
    const was_approved = before?.status === "approved";
    const approved_at = was_approved ? before.approved_at : now_ms;
    const payable_from = was_approved
      ? before.payable_from
      : now_ms + hold_days * DAY_MS;
    return { approved_at, payable_from, auto_approve_at: null };
  }
  const { approved_at = null, payable_from = null } = before ?? {};
  if (status !== "pending") {
    return { approved_at, payable_from, auto_approve_at: null };
  }
  if (before !== null) {
    const { auto_approve_at } = before;
    return { approved_at, payable_from, auto_approve_at };
  }
  const auto_approve_at =
    auto_approve_days === null || is_held
      ? null
      : now_ms + auto_approve_days * DAY_MS;
  return { approved_at, payable_from, auto_approve_at };
}

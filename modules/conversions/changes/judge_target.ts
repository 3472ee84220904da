import { formatAmount } from "../../kernel/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type {
  Refusal,
  RefusalCode,
  ConversionStatus,
} from "../../sources/mod.ts";
import { isEnded } from "../transition.ts";
import type { ConversionRow } from "../working_set.ts";
import type { ConversionChange } from "./change_types.ts";

/**
 * The outcome of judging a change, before its money: a step and its new state, nothing
 * to do, or a refusal.
 */
export type Target =
  | {
      kind: "step";
      what:
        | "approve"
        | "reject"
        | "reverse"
        | "part_reversed"
        | "amend"
        | "reinstate"
        | "restore";
      status: ConversionStatus;
      amount_micros: bigint | null;
      refunded_micros: bigint;
    }
  | { kind: "nothing" }
  | { kind: "refused"; refusal: Refusal };

/** Maximum amount booked for one conversion. */
const MONEY_MICROS_MAX = 10n ** 17n;

/**
 * Judges a change by the same status rules as a postback: rejecting an approved
 * conversion reverses it, reversing a pending one rejects it, and an ended one stays
 * ended unless the changer may reinstate it. `is_exact` bypasses these rules.
 */
export function judgeTarget(
  row: ConversionRow,
  change: ConversionChange,
  { reinstate }: { reinstate: boolean },
): Target {
  const off = findOff(row, change);
  if (off !== null) return { kind: "refused", refusal: off };
  const wanted = change.status ?? row.status;
  const { is_exact = false } = change;
  const status = is_exact ? wanted : landing(row.status, wanted);
  const amount_micros =
    change.amount_micros === undefined
      ? row.amount_micros
      : change.amount_micros;
  const is_over = isEnded(status);
  const refunded_micros =
    change.refunded_micros ??
    (is_over && !isEnded(row.status) ? 0n : row.refunded_micros);
  const to = { status, amount_micros, refunded_micros };
  if (refunded_micros > (amount_micros ?? 0n)) {
    const given = formatAmount(refunded_micros, row.currency);
    return refuse(
      "invalid_amount",
      `${given} can't have been given back: that is more than the sale`,
    );
  }
  if (is_exact && status !== row.status) {
    return { kind: "step", what: "restore", ...to };
  }
  return judgeStep(row, to, { is_exact, reinstate, change });
}

function judgeStep(
  row: ConversionRow,
  to: Pick<ConversionRow, "status" | "amount_micros" | "refunded_micros">,
  given: { is_exact: boolean; reinstate: boolean; change: ConversionChange },
): Target {
  const { status } = to;
  if (status === row.status) {
    if (isAsItIs(row, to, given.change)) return { kind: "nothing" };
    const is_part = to.refunded_micros > row.refunded_micros;
    return { kind: "step", what: is_part ? "part_reversed" : "amend", ...to };
  }
  if (isEnded(row.status) && !(status === "approved" && given.reinstate)) {
    return refuse(
      "illegal_transition",
      `The conversion is ${row.status}: it is not made ${status} again without reinstating it`,
    );
  }
  if (isEnded(row.status)) return { kind: "step", what: "reinstate", ...to };
  switch (status) {
    case "approved":
      return { kind: "step", what: "approve", ...to };
    case "rejected":
      return { kind: "step", what: "reject", ...to };
    case "reversed":
      return { kind: "step", what: "reverse", ...to };
    case "pending":
      return refuse(
        "illegal_transition",
        "The conversion is approved: it does not become pending again",
      );
  }
}

/**
 * The resulting status: ending a pending conversion rejects it, ending an approved one
 * reverses it, and an ended one keeps its status.
 */
function landing(
  from: ConversionStatus,
  wanted: ConversionStatus,
): ConversionStatus {
  if (!isEnded(wanted)) return wanted;
  if (isEnded(from)) return from;
  return from === "pending" ? "rejected" : "reversed";
}

function isAsItIs(
  row: ConversionRow,
  to: Pick<ConversionRow, "amount_micros" | "refunded_micros">,
  { revenue_micros, payout_micros, also }: ConversionChange,
): boolean {
  return (
    also === undefined &&
    to.amount_micros === row.amount_micros &&
    to.refunded_micros === row.refunded_micros &&
    (revenue_micros ?? row.revenue_micros) === row.revenue_micros &&
    (payout_micros ?? row.payout_micros) === row.payout_micros
  );
}

function findOff(row: ConversionRow, change: ConversionChange): Refusal | null {
  const names = [
    "amount_micros",
    "refunded_micros",
    "revenue_micros",
    "payout_micros",
  ] as const;
  for (const name of names) {
    const value = change[name] ?? 0n;
    if (value >= 0n && value <= MONEY_MICROS_MAX) continue;
    const what = `${formatAmount(value, row.currency)} as ${name.replace("_micros", "")}`;
    return refusal("invalid_amount", `${what} can't be booked`);
  }
  const money = (change.revenue_micros ?? 0n) + (change.payout_micros ?? 0n);
  if (money > 0n && isEnded(change.status ?? row.status)) {
    return refusal(
      "invalid_amount",
      "A conversion that is rejected or reversed has neither revenue nor payout",
    );
  }
  return null;
}

function refuse(code: RefusalCode, detail: string): Target {
  return { kind: "refused", refusal: refusal(code, detail) };
}

import { formatAmount } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import { refusal } from "../sources/mod.ts";
import type { Refusal, ConversionStatus } from "../sources/mod.ts";
import { isEndedForRisk, isSaidApproved, reportKey } from "./said.ts";
import type {
  Change,
  CurrentState,
  Transition,
  Wish,
} from "./transition_types.ts";

/** A report that ended the conversion, or a part of it. */
const ENDED = /^re(jected|versed)\|/;

const NO_REFUND = { refunded_micros: 0n };

/**
 * Judges a wish against a conversion's status. Postbacks may arrive out of order: a
 * weaker or repeated status changes nothing, a rejection of an approved conversion
 * reverses it, a reversal of a pending one rejects it, and what was sent before the
 * last change is ignored.
 */
export function transition(current: CurrentState, given: Wish): Transition {
  const wish = asRefund(given);
  const is_newer = wish.is_time_proven && wish.said_at > current.said_at;
  const is_later_turn = is_newer && isTurn(wish);
  const reinstates = wish.reinstate && is_newer;
  const is_known = current.said.includes(reportKey(given));
  const result: Transition =
    is_known && !reinstates && !is_later_turn
      ? { kind: "duplicate", note: null, differs: [] }
      : byStatus(current, wish, is_newer);
  if (!is_later_turn || result.kind !== "duplicate") return result;
  // An earlier one that arrives later must not undo it.
  const { status, reason } = current;
  return change(current, { ...wish, reason }, "confirm", status, {});
}

/** Whether it is a refund, or what undoes one, of a sender that keeps their order. */
function isTurn({ keeps_times, status, undoes_refunds }: Wish): boolean {
  if (keeps_times !== true) return false;
  return isEnded(status) || undoes_refunds === true;
}

function byStatus(
  current: CurrentState,
  wish: Wish,
  is_newer: boolean,
): Transition {
  if (isEnded(current.status)) return fromEnd(current, wish, is_newer);
  // Each of these takes off its own part, in whatever order they arrive.
  if (isDelta(wish)) return backOutPart(current, wish);
  if (wish.said_at < current.said_at && !endsAtAnyTime(current, wish)) {
    return { kind: "duplicate", note: "older", differs: [] };
  }
  const wanted = wish.status ?? current.status;
  if (wanted === current.status) {
    if (undoesPart(current, wish, wish.reinstate && is_newer)) {
      return change(current, wish, "reinstate", wanted, NO_REFUND);
    }
    return sameStatus(current, wish);
  }
  if (isEnded(wanted)) return backOut(current, wish, wanted);
  // It waits for somebody else, whom what undoes a refund doesn't decide for.
  if (wish.undoes_refunds === true && current.status === "pending") {
    if (!is_newer || current.refunded_micros === 0n) return DUPLICATE;
    const { reason } = current;
    return change(
      current,
      { ...wish, reason },
      "reinstate",
      "pending",
      NO_REFUND,
    );
  }
  if (current.status === "approved") return stale();
  const amount_micros = wish.amount_micros ?? current.amount_micros;
  const below = belowRefunded(current, amount_micros);
  if (below !== null) return below;
  return change(current, wish, "approve", "approved", { amount_micros });
}

const DUPLICATE: Transition = { kind: "duplicate", note: null, differs: [] };

/** A negative amount is a reversal, whatever its status. */
function asRefund(wish: Wish): Wish {
  if (!wish.is_refund) return wish;
  const { reversal_amount } = wish;
  return {
    ...wish,
    status: "reversed",
    reversal_amount: reversal_amount === "delta" ? reversal_amount : "refunded",
  };
}

/** Whether the wish takes back a part of its own, beside those before it. */
function isDelta({ reversal_amount, status, amount_micros }: Wish): boolean {
  if (reversal_amount !== "delta" || !isEnded(status)) return false;
  return amount_micros !== null && amount_micros !== 0n;
}

/** Takes back one more part; what is taken back in all is never more than the sale. */
function backOutPart(current: CurrentState, wish: Wish): Transition {
  const { amount_micros: gross, refunded_micros: before, status } = current;
  const amount = wish.amount_micros ?? 0n;
  if (gross === null) {
    const detail = `${money(amount, current)} can't be a part of the sale: no amount is on record`;
    return refuse("invalid_amount", detail);
  }
  const refunded_micros = before + amount;
  if (refunded_micros >= gross) {
    return backOutWhole(current, wish, wish.status ?? "reversed");
  }
  return change(current, wish, "part_reversed", status, { refunded_micros });
}

/** Whether a status is final (rejected or reversed), which leaves no money. */
export function isEnded(
  status: string | null,
): status is "rejected" | "reversed" {
  return status === "rejected" || status === "reversed";
}

/** Whether a conversion is pending or approved. */
export function isLive({ status }: { status: ConversionStatus }): boolean {
  return !isEnded(status);
}

/**
 * Whether the wish ends the conversion although it arrived before its last change. Judged in that order it would have
 * ended it too: what approves an ended one only completes its history, or is refused. So the money doesn't depend on
 * which of two trackers, with clocks and queues of their own, judged first. Where an approval may reinstate, the order
 * of arrival decides, as it does between proven times; and once somebody reinstated it, an end from before that is over.
 */
function endsAtAnyTime({ said }: CurrentState, wish: Wish): boolean {
  if (wish.is_time_proven || wish.reinstate) return false;
  if (!isEnded(wish.status)) return false;
  const end_at = said.findIndex((text) => ENDED.test(text));
  const is_reinstated = said
    .slice(end_at + 1)
    .some((text) => text.startsWith("approved|"));
  return end_at === -1 || !is_reinstated;
}

/** Whether the wish takes back the refund of a part. */
function undoesPart(
  { status, refunded_micros }: CurrentState,
  wish: Wish,
  reinstates: boolean,
): boolean {
  if (wish.undoes_refunds !== true || !reinstates) return false;
  return status === "approved" && refunded_micros > 0n;
}

function sameStatus(current: CurrentState, wish: Wish): Transition {
  const { amount_micros } = wish;
  if (amount_micros === null || amount_micros === current.amount_micros) {
    return { kind: "duplicate", note: null, differs: [] };
  }
  if (!wish.may_amend) {
    return { kind: "duplicate", note: null, differs: ["amount"] };
  }
  const below = belowRefunded(current, amount_micros);
  if (below !== null) return below;
  return change(current, wish, "amend", current.status, { amount_micros });
}

/** Refuses an amount below what was already refunded, which would make the money negative. */
function belowRefunded(
  current: CurrentState,
  amount_micros: Micros | null,
): Transition | null {
  const { refunded_micros } = current;
  if (amount_micros === null || amount_micros >= refunded_micros) return null;
  return refuse(
    "invalid_amount",
    `${money(refunded_micros, current)} of the sale was given back already; it can't have been ${money(amount_micros, current)}`,
  );
}

/**
 * A reversal or rejection: of the whole sale, or of a part if the source specifies what
 * the amount means.
 */
function backOut(
  current: CurrentState,
  wish: Wish,
  wanted: ConversionStatus,
): Transition {
  const amount = wish.amount_micros ?? 0n;
  const is_whole = amount === 0n || amount === current.amount_micros;
  if (is_whole) return backOutWhole(current, wish, wanted);
  if (wish.reversal_amount === null) {
    if (current.status === "pending")
      return backOutWhole(current, wish, wanted);
    return refuse(
      "ambiguous_reversal",
      `Another amount (${money(amount, current)}) than the one on record came with a reversing word: whether it was refunded or remains, its source does not say (reversal_amount)`,
    );
  }
  const gross = current.amount_micros;
  if (gross === null || amount > gross) {
    const sale = gross === null ? "no amount" : money(gross, current);
    return refuse(
      "invalid_amount",
      `${money(amount, current)} can't be a part of the sale: ${sale} is on record`,
    );
  }
  const refunded_micros =
    wish.reversal_amount === "refunded" ? amount : gross - amount;
  if (refunded_micros <= current.refunded_micros) {
    const is_same = refunded_micros === current.refunded_micros;
    return { kind: "duplicate", note: is_same ? null : "older", differs: [] };
  }
  const { status } = current;
  return change(current, wish, "part_reversed", status, { refunded_micros });
}

function backOutWhole(
  current: CurrentState,
  wish: Wish,
  wanted: ConversionStatus,
): Transition {
  if (current.status === "pending") {
    const reason = wish.reason ?? wanted;
    return change(
      current,
      { ...wish, reason },
      "reject",
      "rejected",
      NO_REFUND,
    );
  }
  const reason = wish.reason ?? (wanted === "rejected" ? wanted : null);
  return change(current, { ...wish, reason }, "reverse", "reversed", NO_REFUND);
}

/**
 * An ended conversion stays ended, except that its predecessor may complete the history
 * and a reinstating wish may approve it.
 */
function fromEnd(
  current: CurrentState,
  wish: Wish,
  is_newer: boolean,
): Transition {
  const { status } = wish;
  const amount_micros = wish.amount_micros ?? current.amount_micros;
  const reinstates = status === "approved" && wish.reinstate;
  if (!reinstates && isEndedForRisk(current)) {
    return fromEndForRisk(current, wish, is_newer);
  }
  if (status !== null && isEnded(status)) {
    const differs = amount_micros === current.amount_micros ? [] : ["amount"];
    return status === current.status
      ? { kind: "duplicate", note: null, differs }
      : stale();
  }
  if (isPredecessor(current, wish, is_newer)) {
    const { status: ended, reason, said_at } = current;
    const below = belowRefunded(current, amount_micros);
    if (below !== null) return below;
    const as_it_is = { ...wish, reason, said_at };
    return change(current, as_it_is, "predecessor", ended, { amount_micros });
  }
  if (reinstates) {
    if (wish.said_at < current.said_at) return stale();
    const below = belowRefunded(current, amount_micros);
    if (below !== null) return below;
    const to = {
      amount_micros,
      ...(wish.undoes_refunds === true ? NO_REFUND : {}),
    };
    // A sale that was never approved is rejected by its refund, not reversed: it waits again.
    const waits = wish.undoes_refunds === true && current.status === "rejected";
    const before = waits ? "pending" : "approved";
    return change(current, wish, "reinstate", before, to);
  }
  if (wish.said_at < current.said_at) {
    return { kind: "duplicate", note: "older", differs: [] };
  }
  if (status === "pending") return stale();
  if (status === null) {
    const differs = amount_micros === current.amount_micros ? [] : ["amount"];
    return { kind: "duplicate", note: null, differs };
  }
  return refuse(
    "illegal_transition",
    `The conversion is ${current.status}: it is not approved again without reinstating it`,
  );
}

/**
 * A sender's word about a conversion that the network ended for its risk. If it ends it too, it is ended by that word
 * from then on; all else is kept for when its risk is cleared.
 */
function fromEndForRisk(
  current: CurrentState,
  wish: Wish,
  is_newer: boolean,
): Transition {
  const { status, reason } = current;
  const is_weaker = wish.status === null || wish.status === "pending";
  const is_approved = is_weaker && isSaidApproved(current.said);
  const live = {
    ...current,
    status: is_approved ? "approved" : "pending",
  } as const;
  const judged = byStatus(live, wish, is_newer);
  if (judged.kind !== "change") return judged;
  if (!isEnded(judged.status)) return { ...judged, status, reason };
  const what = status === "rejected" ? "reject" : "reverse";
  // The network's own reason would say that it was the network alone.
  const own = judged.reason === reason ? "rejected" : judged.reason;
  return { ...judged, what, status, reason: own };
}

/**
 * Whether the wish precedes what ended the conversion. A declined card may be paid with
 * later, so that an approval precedes a rejection only if proven to be older.
 */
function isPredecessor(
  current: CurrentState,
  wish: Wish,
  is_newer: boolean,
): boolean {
  if (!beganSo(current)) return false;
  const is_older = wish.is_time_proven && wish.said_at < current.said_at;
  if (wish.status !== "approved") return !is_newer;
  if (current.status === "rejected") return is_older;
  return wish.reinstate ? is_older : !is_newer;
}

/** Whether its first word ended it and nothing earlier has arrived yet. */
function beganSo({ said }: CurrentState): boolean {
  return said.every((text) => ENDED.test(text));
}

function change(
  current: CurrentState,
  wish: Wish,
  what: Change["what"],
  status: ConversionStatus,
  to: Partial<Pick<Change, "amount_micros" | "refunded_micros">>,
): Change {
  const { amount_micros, refunded_micros } = current;
  const { reason } = wish;
  const said_at = Math.max(wish.said_at, current.said_at);
  const kind = "change";
  return {
    kind,
    what,
    status,
    amount_micros,
    refunded_micros,
    reason,
    said_at,
    ...to,
  };
}

function stale(): Transition {
  return { kind: "duplicate", note: "stale_status", differs: [] };
}

function money(micros: Micros, { currency }: CurrentState): string {
  return `${formatAmount(micros, currency)} ${currency}`;
}

function refuse(code: Refusal["code"], detail: string): Transition {
  return { kind: "refused", refusal: refusal(code, detail) };
}

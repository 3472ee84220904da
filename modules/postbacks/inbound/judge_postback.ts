import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import { transition } from "../conversions/transition.ts";
import type { Change } from "../conversions/transition.ts";
import { PRICED_BY_HAND } from "../conversions/working_set.ts";
import type {
  ConversionRow,
  WorkingConversion,
} from "../conversions/working_set.ts";
import { provesAtLeast } from "../sources/source_config.ts";
import { findSame } from "./find_same.ts";
import type { JudgeContext } from "./judge_context.ts";
import { judgeNew } from "./judge_new.ts";
import { limitStatus } from "./limit_status.ts";
import { priceEvent } from "./price_event.ts";
import type { Money } from "./price_event.ts";
import { checkNonce } from "./nonces.ts";
import type { ResolvedEvent } from "./resolve_event.ts";
import type { Trace } from "./trace.ts";

import type { Verdict } from "./verdict.ts";

/** Judges an event by what is set up and what is recorded, as of its arrival. */
export function judgePostback(
  event: ResolvedEvent,
  context: JudgeContext,
  trace: Trace,
): Verdict {
  const replayed = checkNonce(event, context.nonces, trace);
  if (replayed !== null) return refuse("nonce", replayed, trace);
  const same = findSame(event, context.recorded);
  if (!same.ok)
    return refuse("same_event", same.refusal, trace, same.conversion);
  const { conversion, dedupe_key } = same;
  if (conversion === null) {
    trace.passed("same_event", "None yet");
    return judgeNew(event, dedupe_key, context, trace);
  }
  const { row } = conversion;
  trace.passed("same_event", `Conversion ${row.id}, ${row.status}`);
  if (
    !provesAtLeast(event.proof, row.proof) &&
    event.source?.enforce !== false
  ) {
    return refuse("proof", unproven(row.proof), trace, conversion);
  }
  if (event.mode === "add" && !isRetry(event, context)) {
    const detail = `Conversion ${row.id} exists, and mode=add makes new ones only`;
    return refuse("mode", refusal("already_exists", detail), trace, conversion);
  }
  return judgeChange(event, conversion, dedupe_key, trace);
}

/** The same nonce with the same content: the sender has only not heard our answer. */
function isRetry(event: ResolvedEvent, { nonces }: JudgeContext): boolean {
  return event.nonce_key !== null && nonces.has(event.nonce_key);
}

function unproven(needed: WorkingConversion["row"]["proof"]): Refusal {
  const code = needed === "signature" ? "missing_signature" : "bad_token";
  return refusal(
    code,
    `The conversion was made with proof (${needed}); a change of it needs at least that`,
  );
}

function judgeChange(
  event: ResolvedEvent,
  conversion: WorkingConversion,
  dedupe_key: string,
  trace: Trace,
): Verdict {
  const { row } = conversion;
  const { source } = event;
  const result = transition(row, {
    ...event,
    status: limitStatus(event, event.status),
    may_amend: namesIt(event, row) || source?.amount_updates === true,
    reversal_amount: source?.reversal_amount ?? null,
    reinstate: source?.reinstate ?? false,
  });
  if (result.kind === "refused") {
    return refuse("transition", result.refusal, trace, conversion);
  }
  const adopts =
    row.order_id === null &&
    event.order_id !== null &&
    dedupe_key !== row.dedupe_key;
  if (result.kind === "duplicate") {
    if (adopts) {
      trace.passed("transition", "Takes on the order id");
      return { kind: "adopt", conversion, dedupe_key };
    }
    trace.passed("transition", describeDuplicate(result.note));
    return { ...result, conversion };
  }
  trace.passed(
    "transition",
    `${row.status} → ${result.status}: ${result.what}`,
  );
  const priced = keepsMoney(row, result, event)
    ? { ok: true as const, money: moneyOf(row) }
    : priceEvent(
        event,
        {
          status: result.status,
          amount_micros: result.amount_micros,
          refunded_micros: result.refunded_micros,
          row,
          is_unpaid: !event.click.pays || row.flags.includes("unpaid"),
        },
        trace,
      );
  if (!priced.ok) {
    return { kind: "refused", conversion, refusal: priced.refusal };
  }
  const { money } = priced;
  const order_key = dedupe_key;
  return { kind: "change", conversion, change: result, money, order_key };
}

/** What a person set stays while the sale is the same and its sender says nothing else of it. */
function keepsMoney(
  row: ConversionRow,
  change: Change,
  { revenue_micros, payout_micros }: ResolvedEvent,
): boolean {
  return (
    row.flags.includes(PRICED_BY_HAND) &&
    isLive(row) &&
    isLive(change) &&
    change.amount_micros === row.amount_micros &&
    change.refunded_micros === row.refunded_micros &&
    revenue_micros === null &&
    payout_micros === null
  );
}

function isLive({ status }: Pick<ConversionRow, "status">): boolean {
  return status === "pending" || status === "approved";
}

function moneyOf({ revenue_micros, payout_micros }: ConversionRow): Money {
  return { revenue_micros, payout_micros };
}

/**
 * Whether it names the recorded one, so that its amount corrects that one's. An
 * order that is new to it may be another purchase: it claws nothing back, and only
 * adds an amount where there is none.
 */
function namesIt({ order_id }: ResolvedEvent, row: ConversionRow): boolean {
  if (order_id === null) return false;
  const is_first = row.order_id === null && row.amount_micros === null;
  return (
    is_first || order_id === row.order_id || order_id.toLowerCase() === row.id
  );
}

function describeDuplicate(note: string | null): string {
  if (note === "older") return "Older than its last change";
  if (note === "stale_status") return "A weaker word than it has";
  return "Said already";
}

function refuse(
  step: string,
  why: Refusal,
  trace: Trace,
  conversion: WorkingConversion | null = null,
): Verdict {
  trace.refused(step, why);
  return { kind: "refused", conversion, refusal: why };
}

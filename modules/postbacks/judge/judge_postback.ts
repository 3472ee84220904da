import { refusal, provesAtLeast } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { WorkingConversion } from "../../conversions/mod.ts";
import { findSame } from "../../conversions/mod.ts";
import type { JudgeContext } from "./judge_context.ts";
import { judgeChange } from "./judge_change.ts";
import { judgeNew } from "./judge_new.ts";
import { checkNonce } from "./nonces.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Judges an event against the configuration and recorded conversions as of its arrival;
 * `recorded_at` is when a new conversion is recorded.
 */
export function judgePostback(
  event: ResolvedEvent,
  context: JudgeContext,
  trace: Trace,
  recorded_at = event.received_at,
): Verdict {
  const replayed = checkNonce(event, context.nonces, trace);
  if (replayed !== null) return refuse("nonce", replayed, trace);
  const same = findSame(event, context.recorded);
  if (!same.ok)
    return refuse("same_event", same.refusal, trace, same.conversion);
  const { conversion, dedupe_key } = same;
  if (conversion === null) {
    trace.passed("same_event", "None yet");
    return judgeNew({ event, dedupe_key, recorded_at }, context, trace);
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
  const order_key = dedupe_key ?? row.dedupe_key;
  return judgeChange(event, conversion, order_key, context, trace);
}

/** The same nonce with the same content: the sender missed our answer and tries again. */
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

function refuse(
  step: string,
  why: Refusal,
  trace: Trace,
  conversion: WorkingConversion | null = null,
): Verdict {
  trace.refused(step, why);
  return { kind: "refused", conversion, refusal: why };
}

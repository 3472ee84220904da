import { provesAtLeast, refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import { findSame } from "../find_same.ts";
import type { WorkingConversion } from "../working_set.ts";
import { judgeChange } from "./judge_change.ts";
import { judgeNew } from "./judge_new.ts";
import type { ReportedSale, SaleContext, SaleTrace } from "./sale_context.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Judges a reported sale against the configuration and the recorded conversions: a new one, a
 * change of a recorded one, or neither. `recorded_at` is when a new one is recorded.
 */
export function judgeSale(
  input: {
    event: ReportedSale;
    recorded_at: number;
    /** The sender missed our answer and tries again. */
    is_retry: boolean;
  },
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  const { event, recorded_at, is_retry } = input;
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
  if (event.mode === "add" && !is_retry) {
    const detail = `Conversion ${row.id} exists, and mode=add makes new ones only`;
    return refuse("mode", refusal("already_exists", detail), trace, conversion);
  }
  const order_key = dedupe_key ?? row.dedupe_key;
  return judgeChange(event, conversion, order_key, context, trace);
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
  trace: SaleTrace,
  conversion: WorkingConversion | null = null,
): Verdict {
  trace.refused(step, why);
  return { kind: "refused", conversion, refusal: why };
}

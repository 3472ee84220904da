import { provesAtLeast, refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import { findSame } from "../find_same.ts";
import type {
  WorkingConversion,
  ConversionRow,
  VersionStep,
  WorkingSet,
} from "../working_set.ts";
import { judgeChange } from "./judge_change.ts";
import { judgeNew } from "./judge_new.ts";
import type {
  ReportedSale,
  SaleContext,
  SaleTrace,
  Verdict,
} from "./sale_context.ts";
import { approvalTimes, newConversion } from "../new_conversion.ts";
import { addReport, reportKey } from "../transition.ts";
import type { Clock } from "../../kernel/mod.ts";

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

/**
 * The result of applying a verdict: the current conversion, and its history step if there is
 * one.
 */
interface Applied {
  conversion: WorkingConversion | null;
  step: VersionStep | null;
}

/** Applies a verdict to the working set, so that the next postback of the batch sees it. */
export function applyVerdict(
  verdict: Verdict,
  event: ReportedSale,
  input: { postback_id: string | null; received_at: number; clock: Clock },
  recorded: WorkingSet,
): Applied {
  switch (verdict.kind) {
    case "create": {
      const row = newConversion(verdict, event, input);
      const conversion = { row, read_version: 0 };
      recorded.add(conversion);
      return { conversion, step: step(null, row, "record", event, input) };
    }
    case "change": {
      const { conversion, change, money, fields } = verdict;
      const before = conversion.row;
      takeOrder(conversion, event, verdict.order_key, recorded);
      conversion.row = {
        ...conversion.row,
        ...money,
        ...fields,
        version: before.version + 1,
        status: change.status,
        reason: change.reason,
        amount_micros: change.amount_micros,
        refunded_micros: change.refunded_micros,
        ...approvalTimes(change.status, {
          before,
          goal: event.goal_config,
          now_ms: input.received_at,
        }),
        said_at: change.said_at,
        said: addReport(before.said, reportKey(event)),
        updated_at: input.received_at,
      };
      const made = step(before, conversion.row, change.what, event, input);
      return { conversion, step: made };
    }
    case "adopt": {
      const { conversion } = verdict;
      const before = conversion.row;
      takeOrder(conversion, event, verdict.dedupe_key, recorded);
      conversion.row = {
        ...conversion.row,
        version: before.version + 1,
        said: addReport(before.said, reportKey(event)),
        updated_at: input.received_at,
      };
      const made = step(before, conversion.row, "adopt_order", event, input);
      return { conversion, step: made };
    }
    case "duplicate":
    case "refused":
      return { conversion: verdict.conversion, step: null };
  }
}

/** A conversion without an order id adopts the first one that is sent for it. */
function takeOrder(
  conversion: WorkingConversion,
  event: ReportedSale,
  dedupe_key: string,
  recorded: WorkingSet,
): void {
  const { row } = conversion;
  if (row.order_id !== null || event.order_id === null) return;
  // An order id equal to the conversion's own id identifies the conversion; it isn't an order.
  if (event.order_id.toLowerCase() === row.id) return;
  recorded.rename(conversion, dedupe_key);
  conversion.row = { ...conversion.row, order_id: event.order_id };
}

function step(
  before: ConversionRow | null,
  after: ConversionRow,
  kind: string,
  event: ReportedSale,
  input: { postback_id: string | null },
): VersionStep {
  const { raw_status } = event;
  return { before, after, kind, raw_status, postback_id: input.postback_id };
}

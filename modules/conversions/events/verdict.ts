import type { Refusal } from "../../sources/mod.ts";
import type { ConversionStart } from "../new_conversion.ts";
import type { Change } from "../transition.ts";
import type {
  HeldFields,
  WorkingConversion,
  ConversionRow,
  VersionStep,
  WorkingSet,
} from "../working_set.ts";
import type { Money } from "../price_event.ts";
import { approvalTimes, newConversion } from "../new_conversion.ts";
import { addReport, reportKey } from "../transition.ts";
import type { ReportedSale } from "./sale_context.ts";
import type { Clock } from "../../kernel/mod.ts";

/** The outcome of judging a postback. `conversion` is the recorded one it matched. */
export type Verdict =
  | (ConversionStart & {
      kind: "create";
      /** Amount to add to each cap. */
      cap_added: ReadonlyMap<number, bigint>;
    })
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Change;
      money: Money;
      /** Only the fields that change. */
      fields: Partial<HeldFields>;
      /** Dedupe key of the conversion once it has an order id. */
      order_key: string;
    }
  | { kind: "adopt"; conversion: WorkingConversion; dedupe_key: string }
  | {
      kind: "duplicate";
      conversion: WorkingConversion;
      note: string | null;
      differs: string[];
    }
  | {
      kind: "refused";
      conversion: WorkingConversion | null;
      refusal: Refusal;
    };

/**
 * The result of applying a verdict: the current conversion, and its history step if there is
 * one.
 */
export interface Applied {
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

import type { CapUsage } from "../../campaigns/mod.ts";
import type { ClickFacts } from "../../clicks/mod.ts";
import type { LiveRisk, SaleRisk } from "../../risk/mod.ts";
import type { FxRates } from "../../payouts/mod.ts";
import type {
  ConversionStatus,
  Proof,
  Refusal,
  SourceConfig,
} from "../../sources/mod.ts";
import type { NewSale, Owner, ConversionStart } from "../new_conversion.ts";
import type {
  ConversionRuleDirectory,
  RecentRates,
} from "../rules/conversion_rule.ts";
import type { TierUse } from "../tiers/tier_counters.ts";
import type {
  WorkingSet,
  HeldFields,
  WorkingConversion,
  ConversionRow,
  VersionStep,
} from "../working_set.ts";
import type { Change } from "../transition_types.ts";
import type { Money } from "../price_event.ts";
import { approvalTimes, newConversion } from "../new_conversion.ts";
import { addReport, reportKey } from "../said.ts";
import { withoutShadow } from "../working_set.ts";
import { isEnded } from "../transition.ts";
import type { Clock } from "../../kernel/mod.ts";

/** A sale as a sender reported it. */
export interface ReportedSale extends NewSale, Owner {
  source: Pick<
    SourceConfig,
    | "id"
    | "amount_updates"
    | "reinstate"
    | "undoes_refunds"
    | "keeps_times"
    | "reversal_amount"
    | "enforce"
  > | null;
  /** The proof that the sender gave. */
  proof: Proof;
  raw_status: string | null;
  flags: readonly string[];
  /** The customer's address and user agent, if sent. */
  ip: string | null;
  user_agent: string | null;
  /** The address that it was sent from, if known. */
  sender_ip: string | null;
  /** Whether the time is the sender's own and proven. */
  is_time_proven: boolean;
}

/** Facts derived from a customer's IP address. */
interface AddressFacts {
  country: string | null;
  is_data_centre: boolean;
}

/** An event that is older than the look-back. */
interface LateEvent {
  advertiser_id: number;
  campaign_id: number;
  source_id: number | null;
  occurred_at: number;
}

/** Everything a sale is judged against, loaded up front: judging makes no database queries. */
export interface SaleContext {
  recorded: WorkingSet;
  /** The clicks of the batch that some check reads. */
  clicks: ReadonlyMap<string, ClickFacts>;
  caps: Pick<CapUsage, "conversionCapsOf" | "isFullWith">;
  /** Usage that this batch has added to each cap so far. */
  cap_added: Map<number, bigint>;
  /** Volume per affiliate for goals with tiers, including this batch. */
  tiers: Pick<TierUse, "had">;
  /** Recent exchange rates, plus those that the recorded conversions were priced at. */
  fx: FxRates;
  /** Backfill windows: the open one that covers an event. */
  windows: {
    over(event: LateEvent, now_ms: number): { id: number } | undefined;
  };
  rules: Pick<ConversionRuleDirectory, "of">;
  rates: Pick<RecentRates, "inLastHour">;
  addressFacts(ip: string): AddressFacts;
  risk: Pick<LiveRisk, "judge">;
  /** Current time, which decides which backfill windows are open. */
  now_ms: number;
}

/** The outcome of judging a postback. `conversion` is the recorded one it matched. */
export type Verdict =
  | (ConversionStart & {
      kind: "create";
      /** Null for a test. */
      risk: SaleRisk | null;
      /** Amount to add to each cap. */
      cap_added: ReadonlyMap<number, bigint>;
      /** A page's report of the sale, which becomes it. */
      claim?: WorkingConversion;
    })
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Change;
      money: Money;
      /** Only the fields that change. */
      fields: Partial<HeldFields & Pick<ConversionRow, "flags">>;
      /** Amount to add to each cap, where it took none before. */
      cap_added?: ReadonlyMap<number, bigint>;
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

/** Notes each check in words for integrators. */
export interface SaleTrace {
  passed(step: string, found: string): void;
  refused(step: string, refusal: Refusal): void;
}

/** Notes the exchange rate that was used, if any. */
export function traceRate(
  trace: SaleTrace,
  { explanation }: { explanation: string | null },
): void {
  if (explanation !== null) trace.passed("rate", explanation);
}

/** Notes how a price was derived, or why there is none; nothing if it is unchanged. */
export function tracePrice(
  trace: SaleTrace,
  priced:
    { ok: true; explanation: string | null } | { ok: false; refusal: Refusal },
): void {
  if (!priced.ok) trace.refused("price", priced.refusal);
  else if (priced.explanation !== null) {
    trace.passed("price", priced.explanation);
  }
}

/** Postbacks without a source can't approve if the advertiser accepts them only as pending. */
export function limitStatus(
  event: ReportedSale,
  status: ConversionStatus | null,
): ConversionStatus | null {
  const is_limited =
    event.source === null && event.plain_postback === "pending";
  return is_limited && status === "approved" ? "pending" : status;
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
      const { claim } = verdict;
      if (claim !== undefined)
        return confirmed(claim, row, event, input, recorded);
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
        flags: withoutShadow(
          fields.flags ?? before.flags,
          before,
          event.campaign,
        ),
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

/** A claim becomes the sale as its sender tells it: of what the page said, nothing stays but when it came. */
function confirmed(
  claim: WorkingConversion,
  row: ConversionRow,
  event: ReportedSale,
  input: { postback_id: string | null },
  recorded: WorkingSet,
): Applied {
  const before = claim.row;
  const { id, recorded_at } = before;
  const version = before.version + 1;
  recorded.confirm(claim, { ...row, id, version, recorded_at });
  const kind = isEnded(row.status)
    ? "reject"
    : row.status === "approved"
      ? "approve"
      : "amend";
  const made = step(before, claim.row, kind, event, input);
  return { conversion: claim, step: made };
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

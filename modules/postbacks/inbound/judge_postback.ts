import { price } from "../../payouts/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import { transition } from "../conversions/transition.ts";
import type { Transition } from "../conversions/transition.ts";
import type { ConversionStatus } from "../conversions/words.ts";
import type {
  WorkingConversion,
  WorkingSet,
} from "../conversions/working_set.ts";
import type { ResolvedEvent } from "./resolve_event.ts";
import type { Trace } from "./trace.ts";

const DAY_MS = 86_400_000;

/** A conversion's money. */
export interface Money {
  revenue_micros: Micros;
  payout_micros: Micros;
}

/** What a postback comes to. `conversion` is the one it was held against. */
export type Verdict =
  | {
      kind: "create";
      dedupe_key: string;
      status: ConversionStatus;
      reason: string | null;
      money: Money;
    }
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Extract<Transition, { kind: "change" }>;
      money: Money;
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

/** Judges an event by what is set up and what is recorded, at its time of arrival. */
export function judgePostback(
  event: ResolvedEvent,
  recorded: WorkingSet,
  received_at: number,
  trace: Trace,
): Verdict {
  const same = findSame(event, recorded);
  if (same.kind === "refused") {
    trace.refused("same_event", same.refusal);
    return same;
  }
  const { conversion } = same;
  if (conversion === null) return judgeNew(event, received_at, trace);
  const { row } = conversion;
  trace.passed("same_event", `Conversion ${row.id}, ${row.status}`);
  if (event.mode === "add") {
    const detail = `Conversion ${row.id} exists, and mode=add makes new ones only`;
    return refuse("mode", refusal("already_exists", detail), trace, conversion);
  }
  return judgeChange(event, conversion, trace);
}

type Same =
  | { kind: "found"; conversion: WorkingConversion | null }
  | Extract<Verdict, { kind: "refused" }>;

/** Which recorded conversion is the same event, by the goal's `dedupe`. */
function findSame(event: ResolvedEvent, recorded: WorkingSet): Same {
  const { campaign, goal_config, click_id, order_id } = event;
  const campaign_id = campaign.id;
  const goal_key = goal_config.key;
  const of_click = recorded.byClick({ campaign_id, goal_key, click_id });
  if (goal_config.dedupe === "order" && order_id !== null) {
    const dedupe_key = dedupeKey(event);
    const same = recorded.byEvent({ campaign_id, goal_key, dedupe_key });
    if (same !== undefined) {
      if (of_click.includes(same)) return { kind: "found", conversion: same };
      const detail = `Order "${order_id.slice(0, 60)}" was recorded for another click`;
      const why = refusal("order_conflict", detail);
      return { kind: "refused", conversion: same, refusal: why };
    }
    const [only] = of_click;
    const adopts = of_click.length === 1 && only?.row.order_id === null;
    return { kind: "found", conversion: adopts ? (only ?? null) : null };
  }
  const [only, ...more] = of_click;
  if (only === undefined) return { kind: "found", conversion: null };
  if (more.length === 0) return { kind: "found", conversion: only };
  const detail = `The click has ${of_click.length} conversions of goal "${goal_key}": an order id is needed to tell which is meant`;
  const why = refusal("ambiguous_conversion", detail);
  return { kind: "refused", conversion: only, refusal: why };
}

/** What makes two postbacks the same event; a unique index over it decides. */
export function dedupeKey(event: ResolvedEvent): string {
  return event.goal_config.dedupe === "order" && event.order_id !== null
    ? `o:${event.order_id}`
    : `c:${event.click_id}`;
}

function judgeChange(
  event: ResolvedEvent,
  conversion: WorkingConversion,
  trace: Trace,
): Verdict {
  const { row } = conversion;
  const wish = {
    status: limitStatus(event, event.status),
    amount_micros: event.amount_micros,
    reason: event.reason,
    by_order: event.order_id !== null,
  };
  const result = transition(
    { ...row, status: row.status as ConversionStatus },
    wish,
  );
  if (result.kind === "refused") {
    return refuse("transition", result.refusal, trace, conversion);
  }
  if (result.kind === "duplicate") {
    const dedupe_key = dedupeKey(event);
    if (dedupe_key !== row.dedupe_key && row.order_id === null) {
      trace.passed("transition", "Takes on the order id");
      return { kind: "adopt", conversion, dedupe_key };
    }
    trace.passed("transition", result.note ?? "Said already");
    return { ...result, conversion };
  }
  trace.passed("transition", `${row.status} → ${result.status}`);
  const money = priceEvent(event, result.amount_micros, result.status, trace);
  if ("code" in money) return { kind: "refused", conversion, refusal: money };
  return { kind: "change", conversion, change: result, money };
}

function judgeNew(
  event: ResolvedEvent,
  received_at: number,
  trace: Trace,
): Verdict {
  trace.passed("same_event", "None yet");
  if (event.mode === "change") {
    const detail =
      "There is no conversion to change, and mode=change makes none";
    return refuse("mode", refusal("unknown_conversion", detail), trace);
  }
  const closed = whyClosed(event);
  if (closed !== null) return refuse("campaign", closed, trace);
  const outside = whyOutside(event, received_at, trace);
  if (outside !== null) return refuse("window", outside, trace);
  const default_status = event.goal_config.default_status as ConversionStatus;
  const wanted = event.status ?? default_status;
  const status = limitStatus(event, wanted) ?? wanted;
  const money = priceEvent(event, event.amount_micros, status, trace);
  if ("code" in money) {
    return { kind: "refused", conversion: null, refusal: money };
  }
  const is_held = status !== wanted;
  return {
    kind: "create",
    dedupe_key: dedupeKey(event),
    status,
    reason: is_held ? "unproven" : event.reason,
    money,
  };
}

/** Where an advertiser's plain postbacks are taken as pending, none of them approves. */
function limitStatus(
  event: ResolvedEvent,
  status: ConversionStatus | null,
): ConversionStatus | null {
  const is_limited = event.plain_postback === "pending";
  return is_limited && status === "approved" ? "pending" : status;
}

function whyClosed(event: ResolvedEvent): Refusal | null {
  if (event.campaign.status === "archived") {
    return refusal("campaign_closed", "The campaign is archived");
  }
  return event.affiliate_status === "blocked"
    ? refusal("affiliate_blocked", "The click's affiliate is blocked")
    : null;
}

/** The window of a new conversion, by the time in the click id. A change is never refused for age. */
function whyOutside(
  event: ResolvedEvent,
  received_at: number,
  trace: Trace,
): Refusal | null {
  const { campaign, goal_config, click } = event;
  // The time in an id may run seconds ahead of the clock, right after a restart.
  const age_ms = Math.max(0, received_at - click.time_ms);
  const min_ms = campaign.min_seconds_to_convert * 1000;
  if (age_ms < min_ms) {
    const detail = `${Math.round(age_ms / 1000)} s after the click; the campaign asks for ${campaign.min_seconds_to_convert} s`;
    return refusal("too_early", detail);
  }
  const lookback_days = goal_config.lookback_days ?? campaign.lookback_days;
  const days = Math.floor((age_ms * 10) / DAY_MS) / 10;
  if (lookback_days === 0 || age_ms <= lookback_days * DAY_MS) {
    trace.passed(
      "window",
      `${days} days after the click of ${isoTime(click.time_ms)}; ${lookback_days || "any number of"} are allowed`,
    );
    return null;
  }
  const detail = `${days} days after the click; ${lookback_days} are allowed`;
  return age_ms <= campaign.backfill_days * DAY_MS
    ? refusal("late_needs_proof", `${detail} without a signature`)
    : refusal("outside_window", detail);
}

/** The money of an event at a status: nothing where it ends rejected or reversed. */
function priceEvent(
  event: ResolvedEvent,
  amount_micros: Micros | null,
  status: ConversionStatus,
  trace: Trace,
): Money | Refusal {
  if (status === "rejected" || status === "reversed") {
    trace.passed("price", `Nothing: it is ${status}`);
    return { revenue_micros: 0n, payout_micros: 0n };
  }
  const priced = price({
    revenue: event.goal_config.revenue,
    payout: event.goal_config.payout,
    amount_micros,
    sent_revenue_micros: event.revenue_micros,
    sent_payout_micros: event.payout_micros,
  });
  if (!priced.ok) {
    const why = refusal(priced.code, priced.detail);
    trace.refused("price", why);
    return why;
  }
  const { revenue_micros } = priced;
  const { pays } = event.click;
  const unpaid = pays ? "" : "; the click counts without paying";
  trace.passed(
    "price",
    `By version ${event.goal_config.rule_version}${unpaid}`,
  );
  return { revenue_micros, payout_micros: pays ? priced.payout_micros : 0n };
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

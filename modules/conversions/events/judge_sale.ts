import { provesAtLeast, refusal } from "../../sources/mod.ts";
import type { Refusal, ConversionStatus } from "../../sources/mod.ts";
import { findSame } from "../find_same.ts";
import { shadowFlags } from "../working_set.ts";
import type { WorkingConversion } from "../working_set.ts";
import { judgeChange } from "./judge_change.ts";
import type {
  ReportedSale,
  SaleContext,
  SaleTrace,
  Verdict,
} from "./sale_context.ts";
import { isEnded, isLive } from "../transition.ts";
import { matchRule } from "../rules/match_rule.ts";
import {
  choosePrice,
  convertEvent,
  describeAbove,
  isAboveRevenue,
  NO_MONEY,
  priceEvent,
} from "../price_event.ts";
import { isTestClick } from "../../clicks/mod.ts";
import {
  applyRisk,
  isUncounted,
  judgeCaps,
  judgeWindow,
  newFacts,
} from "./judge_limits.ts";
import { limitStatus, tracePrice, traceRate } from "./sale_context.ts";
import { unpaid } from "./judge_confirmed.ts";
import { newHeld, RATE_MISSING } from "./judge_held.ts";
import type { Money } from "../price_event.ts";
import type { NewFacts } from "./judge_limits.ts";

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
  const { conversion, dedupe_key, claim } = same;
  if (conversion === null) {
    const found = claim && `Conversion ${claim.row.id}, which a page reported`;
    trace.passed("same_event", found ?? "None yet");
    const made = judgeNew({ event, dedupe_key, recorded_at }, context, trace);
    return made.kind === "create" && claim ? { ...made, claim } : made;
  }
  const { row } = conversion;
  trace.passed("same_event", `Conversion ${row.id}, ${row.status}`);
  const is_told = event.is_once === true || event.is_claim === true;
  if (is_told || isBookedOtherwise(event, row)) {
    const differs = installDiffers(event, row);
    return { kind: "duplicate", conversion, note: null, differs };
  }
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

/**
 * Whether a store's transaction is booked in another campaign, or isn't booked because its goal counts one
 * per click: the other one is neither refunded nor reinstated by it.
 */
function isBookedOtherwise(
  { transaction, campaign, order_id }: ReportedSale,
  row: WorkingConversion["row"],
): boolean {
  if (transaction === undefined) return false;
  if (row.campaign_id !== campaign.id) return true;
  return row.order_id !== null && row.order_id !== order_id;
}

/** The names of what a repeat says otherwise: its value, or which install it is. */
function installDiffers(
  { install, goal_config }: ReportedSale,
  row: WorkingConversion["row"],
): string[] {
  const before = row.install;
  if (!install) return [];
  if (install.via === "referrer" || before?.via !== install.via) {
    return Bun.deepEquals(install, before) ? [] : ["install"];
  }
  const is_same =
    install.fine === before.fine &&
    install.coarse === before.coarse &&
    goal_config.key === row.goal_key;
  return is_same ? [] : ["conversion_value"];
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

/** Initial status of a new conversion, and its reason. */
interface Beginning {
  status: ConversionStatus;
  reason: string | null;
}

/** A new conversion before it is judged. */
interface NewEvent {
  event: ReportedSale;
  dedupe_key: string | null;
  recorded_at: number;
}

/** Judges an event with no recorded conversion. */
function judgeNew(
  { event, dedupe_key, recorded_at }: NewEvent,
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  if (event.mode === "change") {
    const detail =
      "There is no conversion to change, and mode=change creates none";
    return refuse("mode", refusal("unknown_conversion", detail), trace);
  }
  const closed = whyClosed(event);
  if (closed !== null) return refuse("campaign", closed, trace);
  const early = whyEarly(event);
  if (early !== null) return refuse("parent", early, trace);
  const parent = findParent(event, context);
  if (!parent.ok) return refuse("parent", parent.refusal, trace);
  const full = whyFull(event, context);
  if (full !== null) return refuse("max_per_click", full, trace);
  const window = judgeWindow(event, parent.from_ms, context, trace);
  if (!window.ok) return refuse("window", window.refusal, trace);
  const facts = newFacts(event, context);
  const { goal_config } = event;
  const wanted =
    event.status ?? (goal_config.default_status as ConversionStatus);
  const ruled = byRules(
    event,
    beginning(event, event.is_refund ? "reversed" : wanted, window.is_late),
    facts,
    context,
    trace,
  );
  const flags = [
    ...event.flags,
    ...(window.is_late ? ["late"] : []),
    ...facts.flags,
  ];
  const made = { event, dedupe_key, recorded_at };
  const verdict = priceNew(made, { begin: ruled, flags }, context, trace);
  // A claim proves nothing, and tells nothing of its affiliate either.
  if (verdict.kind !== "create" || event.is_claim === true) return verdict;
  return applyRisk(verdict, { event, recorded_at }, context, trace);
}

/** Prices a new conversion, and holds it if its price requires that. */
function priceNew(
  { event, dedupe_key, recorded_at }: NewEvent,
  { begin, flags }: { begin: Beginning; flags: string[] },
  context: SaleContext,
  trace: SaleTrace,
): Verdict {
  const { fx, tiers } = context;
  const converted = convertEvent(event, null, { fx, recorded_at });
  traceRate(trace, converted);
  const in_currency = converted.event;
  const is_ended = isEnded(begin.status);
  const by = choosePrice(event, tiers, recorded_at);
  const priced = priceEvent(in_currency, {
    status: begin.status,
    amount_micros: in_currency.amount_micros,
    refunded_micros: 0n,
    row: null,
    by,
    is_unpaid: !event.click.pays,
    fx,
    recorded_at,
  });
  tracePrice(trace, priced);
  if (!priced.ok) {
    return { kind: "refused", conversion: null, refusal: priced.refusal };
  }
  const waits = !is_ended && (converted.is_missing || priced.waits);
  const due = waits ? NO_MONEY : priced.money;
  const caps = judgeCaps(event, is_ended ? null : due, context, trace);
  if (!caps.ok) return refuse("cap", caps.refusal, trace);
  const all = [...new Set([...flags, ...caps.flags, ...ownFlags(event)])];
  const money = all.includes("unpaid") ? unpaid(due) : due;
  const held_at =
    caps.is_held && begin.status === "approved"
      ? { status: "pending" as const, reason: "cap_reached" }
      : begin;
  const at = waits
    ? { status: "pending" as const, reason: RATE_MISSING }
    : is_ended
      ? begin
      : belowRevenue(held_at, money, event, trace);
  const sent_amount_micros =
    event.sent_currency === null ? null : event.sent_amount_micros;
  return {
    kind: "create",
    dedupe_key,
    ...at,
    flags: all,
    amount_micros: converted.is_missing ? null : in_currency.amount_micros,
    money,
    fields: {
      sent_currency: event.sent_currency,
      sent_amount_micros,
      rate_id: converted.rate_id,
      held: waits ? newHeld(event, held_at) : null,
    },
    price: by,
    auto_approves: !waits && (is_ended || !isAboveRevenue(money, event)),
    cap_added: caps.added,
    risk: null,
  };
}

/** Holds a payout above the revenue for review, unless the campaign allows it. */
function belowRevenue(
  begin: Beginning,
  money: Money,
  event: ReportedSale,
  trace: SaleTrace,
): Beginning {
  if (!isAboveRevenue(money, event)) return begin;
  trace.passed("payout_above_revenue", describeAbove(money, event));
  const is_held_already = begin.status === "pending" && begin.reason !== null;
  return is_held_already
    ? begin
    : { status: "pending", reason: "payout_above_revenue" };
}

function beginning(
  event: ReportedSale,
  wanted: ConversionStatus,
  is_late: boolean,
): Beginning {
  if (wanted !== "approved") return { status: wanted, reason: event.reason };
  if (is_late) return { status: "pending", reason: "late" };
  const status = limitStatus(event, wanted) ?? wanted;
  return { status, reason: status === wanted ? event.reason : "unproven" };
}

/** Applies the first matching rule that rejects, else the first that holds. */
function byRules(
  event: ReportedSale,
  begin: Beginning,
  facts: NewFacts,
  { rules }: SaleContext,
  trace: SaleTrace,
): Beginning {
  if (begin.status !== "approved" && begin.status !== "pending") return begin;
  const { campaign, link } = event;
  const matching = rules
    .of(campaign.id, link.affiliate_id)
    .filter((rule) => matchRule(rule, facts.values));
  const rule =
    matching.find(({ action }) => action === "reject") ?? matching[0];
  if (rule === undefined) return begin;
  trace.passed("conversion_rule", `${rule.action}: ${rule.reason}`);
  // It waits anyway, and by its reason it takes no cap.
  if (rule.action !== "reject" && isUncounted(event)) return begin;
  const status = rule.action === "reject" ? "rejected" : "pending";
  return { status, reason: rule.reason };
}

function whyClosed(event: ReportedSale): Refusal | null {
  if (event.campaign.status === "archived") {
    return refusal("campaign_closed", "The campaign is archived");
  }
  return event.affiliate_status === "blocked"
    ? refusal("affiliate_blocked", "The click's affiliate is blocked")
    : null;
}

/** A part of a sale that isn't known yet can't be given back: as its first word it would end the whole. */
function whyEarly(event: ReportedSale): Refusal | null {
  const { source, status, amount_micros, transaction } = event;
  const waits = source?.keeps_times === true || transaction === "order";
  if (!waits || status !== "reversed") return null;
  if (amount_micros === null || amount_micros === 0n) return null;
  const detail =
    "A part was given back of a sale that is not known yet; it is judged again when the sale is";
  return refusal("parent_missing", detail);
}

/**
 * Finds where the conversion window starts: at the click, or at the conversion of the preceding
 * goal.
 */
function findParent(
  event: ReportedSale,
  { recorded }: SaleContext,
): { ok: true; from_ms: number } | { ok: false; refusal: Refusal } {
  const { after } = event.goal_config;
  if (after === null) return { ok: true, from_ms: event.click.time_ms };
  const campaign_id = event.campaign.id;
  const { click_id } = event;
  const parents = recorded
    .byClick({ campaign_id, goal_key: after, click_id })
    .map(({ row }) => row)
    .filter(isLive);
  const [parent] = parents;
  if (parent !== undefined) {
    const times = parents.map((row) => row.occurred_at ?? row.recorded_at);
    return { ok: true, from_ms: Math.max(event.click.time_ms, ...times) };
  }
  const detail = `Goal "${event.goal_config.key}" comes after "${after}", which this click has not reached; it is judged again when it has`;
  return { ok: false, refusal: refusal("parent_missing", detail) };
}

function whyFull(
  event: ReportedSale,
  { recorded }: SaleContext,
): Refusal | null {
  const { key: goal_key, max_per_click } = event.goal_config;
  if (max_per_click === null) return null;
  const campaign_id = event.campaign.id;
  const { click_id } = event;
  const live = recorded.liveOf({ campaign_id, goal_key, click_id });
  if (live < max_per_click) return null;
  const detail = `The click has as many conversions of goal "${goal_key}" as are counted: ${max_per_click}`;
  return refusal("cap_reached", detail);
}

/**
 * Conversions of test clicks are never booked, nor are those of a campaign in shadow; those of over-cap
 * clicks may count unpaid.
 */
function ownFlags({ click, campaign }: ReportedSale): string[] {
  if (isTestClick(click)) return ["test"];
  return [...(click.pays ? [] : ["over_cap"]), ...shadowFlags(campaign)];
}

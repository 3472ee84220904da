import type { StoredOtherwise } from "../../../db/schema/mod.ts";
import type { CapConfig } from "../../campaigns/mod.ts";
import { isClickless, isTestClick } from "../../clicks/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { LiveVerdict } from "../../risk/mod.ts";
import { startTimes } from "../new_conversion.ts";
import { isEnded } from "../transition.ts";
import type {
  SaleContext,
  ReportedSale,
  SaleTrace,
  Verdict,
} from "./sale_context.ts";
import { priceEvent } from "../price_event.ts";
import type { Money } from "../price_event.ts";
import { isoTime, formatAmount } from "../../kernel/mod.ts";

const DAY_MS = 86_400_000;

/** Whether a new conversion is late, or why it is refused. */
type WindowVerdict =
  { ok: true; is_late: boolean } | { ok: false; refusal: Refusal };

/**
 * Checks a new conversion against the look-back, which starts at `from_ms`: the click, or the
 * conversion of the preceding goal. Only a signed time counts as the event's. An event older
 * than the look-back needs proof; one that arrives after it is late. Changes are never checked.
 */
export function judgeWindow(
  event: ReportedSale,
  from_ms: number,
  context: Pick<SaleContext, "windows" | "now_ms">,
  trace: SaleTrace,
): WindowVerdict {
  const { campaign, goal_config, received_at, occurred_at } = event;
  const is_proven = event.proof === "signature" && occurred_at !== null;
  // The time in an id may be seconds ahead of the clock right after a restart.
  const arrival_age_ms = Math.max(0, received_at - from_ms);
  const age_ms = is_proven
    ? Math.max(0, occurred_at - from_ms)
    : arrival_age_ms;
  const min_ms = campaign.min_seconds_to_convert * 1000;
  // Measured from the click even with a preceding goal: goals may arrive out of order.
  const since_click_ms = Math.max(
    0,
    (is_proven ? occurred_at : received_at) - event.click.time_ms,
  );
  if (since_click_ms < min_ms && !isClickless(event.click_bytes)) {
    const detail = `${Math.round(since_click_ms / 1000)} s after the click; the campaign asks for ${campaign.min_seconds_to_convert} s`;
    return refuse("too_early", detail);
  }
  const lookback_days = goal_config.lookback_days ?? campaign.lookback_days;
  const lookback_ms = lookback_days * DAY_MS;
  const since = `${days(age_ms)} days after ${isoTime(from_ms)}${is_proven ? " by its signed time" : ""}`;
  if (lookback_days === 0 || Math.max(age_ms, arrival_age_ms) <= lookback_ms) {
    const limit = lookback_days === 0 ? "any number of" : lookback_days;
    trace.passed("window", `${since}; ${limit} are allowed`);
    return { ok: true, is_late: false };
  }
  const detail = `${since}, arrived after ${days(arrival_age_ms)}; ${lookback_days} are allowed`;
  const window =
    occurred_at === null
      ? undefined
      : context.windows.over(
          {
            advertiser_id: campaign.advertiser_id,
            campaign_id: campaign.id,
            source_id: event.source?.id ?? null,
            occurred_at,
          },
          context.now_ms,
        );
  const is_open =
    window !== undefined || arrival_age_ms <= campaign.backfill_days * DAY_MS;
  if (!is_open) return refuse("outside_window", detail);
  if (!is_proven) {
    const missing = occurred_at === null ? "`occurred_at`" : "a signature";
    return refuse(
      "late_needs_proof",
      `${detail}; a later one needs ${missing}`,
    );
  }
  if (event.order_id === null) {
    return refuse(
      "missing_order_id",
      `${detail}; a later one needs its order id`,
    );
  }
  const by =
    window === undefined
      ? `within the ${campaign.backfill_days} days of backfill`
      : `backfill window ${window.id} is open`;
  trace.passed("window", `${detail}; late, with proof: ${by}`);
  return { ok: true, is_late: true };
}

function days(ms: number): number {
  return Math.floor((ms * 10) / DAY_MS) / 10;
}

function refuse(code: Refusal["code"], detail: string): WindowVerdict {
  return { ok: false, refusal: refusal(code, detail) };
}

/** The outcome of checking a new conversion against the caps. */
type CapVerdict =
  | {
      ok: true;
      is_held: boolean;
      flags: string[];
      added: ReadonlyMap<number, bigint>;
    }
  | { ok: false; refusal: Refusal };

const NOTHING: CapVerdict = {
  ok: true,
  is_held: false,
  flags: [],
  added: new Map(),
};

/**
 * Checks a new conversion against conversion and money caps; `money` is null where the
 * conversion counts toward none.
 */
export function judgeCaps(
  event: ReportedSale,
  money: Pick<Money, "revenue_micros" | "payout_micros"> | null,
  context: SaleContext,
  trace: SaleTrace,
): CapVerdict {
  if (money === null || isTestClick(event.click)) return NOTHING;
  if (isUncounted(event)) {
    trace.passed("cap", "It takes none until somebody confirms it");
    return NOTHING;
  }
  const { campaign, link, goal_config } = event;
  const caps = context.caps.conversionCapsOf({
    campaign_id: campaign.id,
    affiliate_id: link.affiliate_id,
    goal_key: goal_config.key,
    known: labelsOf(event, context),
  });
  if (caps.length === 0) return NOTHING;
  const added = new Map(caps.map((cap) => [cap.id, valueOf(cap, money)]));
  const full = caps.find((cap) =>
    context.caps.isFullWith(cap, context.cap_added.get(cap.id) ?? 0n),
  );
  if (full === undefined) {
    trace.passed("cap", `${caps.length} caps have room`);
    return { ok: true, is_held: false, flags: [], added };
  }
  const what = `Cap ${full.id} (${full.metric}, ${full.period}) is used up`;
  switch (campaign.over_cap) {
    case "reject":
      return { ok: false, refusal: refusal("cap_reached", what) };
    case "accept":
      trace.passed("cap", `${what}; the campaign takes more`);
      return { ok: true, is_held: false, flags: ["over_cap"], added };
    case "unpaid":
      trace.passed("cap", `${what}; it counts without paying`);
      return { ok: true, is_held: false, flags: ["over_cap", "unpaid"], added };
    default:
      trace.passed("cap", `${what}; it waits as pending`);
      return { ok: true, is_held: true, flags: ["over_cap"], added };
  }
}

/** Whether anybody who has a click's id could have sent it: until it is confirmed it takes no room of a cap. */
export function isUncounted({
  proof,
  install,
  is_claim,
}: Pick<ReportedSale, "proof" | "install" | "is_claim">): boolean {
  if (is_claim === true) return true;
  return proof === "none" && install?.via === "referrer";
}

function valueOf(
  cap: CapConfig,
  money: Pick<Money, "revenue_micros" | "payout_micros">,
): bigint {
  if (cap.metric === "revenue") return money.revenue_micros;
  return cap.metric === "payout" ? money.payout_micros : 1n;
}

/** A sale this soon after its click was hardly made by a person. */
const FAST_S = 5;

/** Flags of a new conversion, and the values that rules can test. */
export interface NewFacts {
  flags: string[];
  values: Record<string, string | number | boolean | undefined>;
}

/** Collects what is known about a new conversion apart from its money. */
export function newFacts(
  event: ReportedSale,
  context: Pick<SaleContext, "clicks" | "addressFacts" | "rates">,
): NewFacts {
  const click = context.clicks.get(event.click_id);
  const customer = event.ip === null ? null : context.addressFacts(event.ip);
  const at_ms = event.proof === "signature" ? event.occurred_at : null;
  const seconds_to_convert = Math.max(
    0,
    Math.floor(((at_ms ?? event.received_at) - event.click.time_ms) / 1000),
  );
  const country = customer?.country ?? null;
  const clicked_from = click?.country ?? null;
  const country_differs =
    country !== null && clicked_from !== null && country !== clicked_from;
  const data_centre =
    click?.is_data_centre === true || customer?.is_data_centre === true;
  const is_fast =
    seconds_to_convert < FAST_S &&
    !isTestClick(event.click) &&
    !isClickless(event.click_bytes);
  const flags = [
    ...(is_fast ? ["fast"] : []),
    ...(country_differs ? ["country_differs"] : []),
    ...(data_centre ? ["data_centre"] : []),
  ];
  const { amount_micros } = event;
  return {
    flags,
    values: {
      ...labelsOf(event, context),
      seconds_to_convert: isClickless(event.click_bytes)
        ? undefined
        : seconds_to_convert,
      country_differs,
      data_centre,
      country: country ?? clicked_from ?? undefined,
      ip: event.ip ?? click?.ip ?? undefined,
      amount:
        amount_micros === null
          ? undefined
          : formatAmount(amount_micros, event.campaign.currency),
      conversions_per_sub_hour: context.rates.inLastHour(
        rateKey(event, context),
        event.received_at,
      ),
      flag: [...event.flags, ...flags].join(" "),
    },
  };
}

/** Groups conversions for rate rules: by campaign, affiliate, source label and `sub1`. */
export function rateKey(
  event: ReportedSale,
  context: Pick<SaleContext, "clicks">,
): string {
  const { source = "", sub1 = "" } = labelsOf(event, context);
  const { campaign, link } = event;
  return `${campaign.id} ${link.affiliate_id} ${source}\n${sub1}`;
}

/** Labels of the event's click, including those of its link. */
function labelsOf(
  event: ReportedSale,
  { clicks }: Pick<SaleContext, "clicks">,
): Record<string, string> {
  return { ...event.link.subs, ...clicks.get(event.click_id)?.known };
}

type Start = Extract<Verdict, { kind: "create" }>;
type Acted = Partial<Start> & Pick<Start, "status" | "reason">;

/** The reasons that a risk rule gives. */
const RISK_HOLD = "risk_hold";
const RISK_REJECTED = "risk_rejected";

/**
 * Applies what a risk rule does about a new conversion that is suspected, and keeps how it is
 * without that, so that somebody may clear it. One that ended already, or waits for another reason,
 * is left as it is.
 */
export function applyRisk(
  start: Start,
  of: { event: ReportedSale; recorded_at: number },
  context: Pick<SaleContext, "clicks" | "addressFacts" | "risk" | "fx">,
  trace: SaleTrace,
): Start {
  const judged = judgeRisk(of.event, context);
  if (judged === null) return start;
  const { action, risk } = judged;
  const is_held = action !== null && !isEnded(start.status);
  const acted = is_held ? actedOn(start, action, of, context) : null;
  if (acted === null) {
    const none = { action: null, otherwise: null };
    return { ...start, risk: { ...judged, ...none, is_held } };
  }
  const codes = risk.reasons.map(({ code }) => code).join(", ");
  trace.passed("risk", `Score ${risk.score}, ${String(action)}: ${codes}`);
  const otherwise = otherwiseOf(start, action === "reject", of);
  return { ...start, ...acted, risk: { ...judged, otherwise, is_held } };
}

/** The state that a rule gives a live conversion; null if it waits for another reason anyway. */
function actedOn(
  start: Start,
  action: "pending" | "reject" | null,
  { event, recorded_at }: { event: ReportedSale; recorded_at: number },
  { fx }: Pick<SaleContext, "fx">,
): Acted | null {
  if (action === "reject") {
    const status = "rejected" as const;
    const priced = priceEvent(event, {
      ...{ status, recorded_at, fx, by: start.price, row: null },
      amount_micros: start.amount_micros,
      refunded_micros: 0n,
      is_unpaid: true,
    });
    const money = priced.ok ? priced.money : start.money;
    const cap_added = new Map<number, bigint>();
    return { status, reason: RISK_REJECTED, money, cap_added };
  }
  const { fields, status, reason } = start;
  const waiting = { status: "pending", reason: RISK_HOLD } as const;
  if (fields.held?.status === "approved") {
    const held = { ...fields.held, ...waiting };
    return { status, reason, fields: { ...fields, held } };
  }
  return status === "approved" ? { ...waiting, auto_approves: false } : null;
}

/** How the conversion is without its rule. */
function otherwiseOf(
  start: Start,
  is_rejected: boolean,
  { event, recorded_at }: { event: ReportedSale; recorded_at: number },
): StoredOtherwise {
  const { held } = start.fields;
  const { status, reason } =
    held?.status === "approved" && !is_rejected ? held : start;
  const { auto_approve_at } = startTimes(start, event, recorded_at);
  const { revenue_micros, payout_micros } = start.money;
  return {
    status: status === "approved" ? "approved" : "pending",
    reason,
    auto_approve_at,
    money:
      is_rejected && held === null
        ? {
            amount: start.amount_micros?.toString() ?? null,
            revenue: revenue_micros.toString(),
            payout: payout_micros.toString(),
          }
        : null,
    ...(is_rejected ? { is_unmade: true as const } : {}),
    ...(is_rejected && start.cap_added.size > 0
      ? { is_uncounted: true as const }
      : {}),
  };
}

/** The risk of a new conversion by what is known at once; null for a test. */
function judgeRisk(
  event: ReportedSale,
  context: Pick<SaleContext, "clicks" | "addressFacts" | "risk">,
): LiveVerdict | null {
  if (isTestClick(event.click)) return null;
  const { campaign, link, received_at, user_agent } = event;
  const at_ms = event.proof === "signature" ? event.occurred_at : null;
  const clicked_at = event.click.time_ms;
  const customer =
    event.ip === null && user_agent === null
      ? null
      : {
          ...(event.ip === null ? NOWHERE : context.addressFacts(event.ip)),
          agent: user_agent,
        };
  const allowed = campaign.plan.targeting?.countries?.allow ?? null;
  return context.risk.judge({
    campaign_id: campaign.id,
    affiliate_id: link.affiliate_id,
    recorded_at: received_at,
    clicked_at,
    seconds: isClickless(event.click_bytes)
      ? null
      : Math.max(0, ((at_ms ?? received_at) - clicked_at) / 1000),
    is_injected: event.flags.includes(CLICK_AFTER_INSTALL),
    click: context.clicks.get(event.click_id),
    customer,
    labels: labelsOf(event, context),
    wanted: allowed && [...allowed].map((country) => country.toUpperCase()),
    sender:
      event.source === null || event.sender_ip === null
        ? null
        : { source_id: event.source.id, address: event.sender_ip },
  });
}

/** The flag of an install that began before the click it is of. */
const CLICK_AFTER_INSTALL = "click_after_install";
const NOWHERE = { country: null, is_data_centre: false };

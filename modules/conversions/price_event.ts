import { formatAmount, mulDivHalfEven, isoTime } from "../kernel/mod.ts";
import type { Sale } from "./sale.ts";
import type { Micros } from "../kernel/mod.ts";
import { convertPayout } from "../payouts/mod.ts";
import type { FxRates } from "../payouts/mod.ts";
import { refusal } from "../sources/mod.ts";
import type { Refusal, ConversionStatus } from "../sources/mod.ts";
import { isEnded } from "./transition.ts";
import { SETTLED_BEFORE } from "./working_set.ts";
import type { ConversionRow } from "./working_set.ts";
import type { TierUse } from "./tiers/tier_counters.ts";
import { price } from "../campaigns/mod.ts";
import type { CampaignConfig } from "../campaigns/mod.ts";

/** Identifies the price of a conversion; fixed once it is recorded. */
export type PriceKey = Pick<
  ConversionRow,
  "rule_version" | "goal_payout_id" | "tier_step"
>;

/**
 * Picks the price for a new conversion: the most specific and latest, and of its tiers
 * the one that the affiliate had reached before this conversion.
 */
export function choosePrice(
  event: Sale,
  tiers: Pick<TierUse, "had">,
  recorded_at: number,
): PriceKey {
  const { goal_config, link, campaign } = event;
  const { affiliate_id } = link;
  const price = goal_config.price_book.at(affiliate_id, recorded_at);
  const { rule_version, goal_payout_id, tiers: table } = price;
  if (table === null) return { rule_version, goal_payout_id, tier_step: null };
  const had = tiers.had(
    { campaign, goal_key: goal_config.key, affiliate_id, recorded_at },
    table,
  );
  return { rule_version, goal_payout_id, tier_step: table.stepOf(had) };
}

/** The payout as owed to the affiliate, if in another currency than the campaign's. */
type OwedMoney = Pick<
  ConversionRow,
  "owed_currency" | "owed_micros" | "owed_spread_micros" | "owed_rate_id"
>;

/** A payout owed in the campaign's own currency. */
const OWED_AS_IS: OwedMoney = {
  owed_currency: null,
  owed_micros: null,
  owed_spread_micros: null,
  owed_rate_id: null,
};

/** Revenue, payout and owed amount of a conversion. */
export interface Money extends OwedMoney {
  revenue_micros: Micros;
  payout_micros: Micros;
}

/** Input for pricing a conversion. */
interface Priced {
  status: ConversionStatus;
  amount_micros: Micros | null;
  refunded_micros: Micros;
  /** The recorded conversion; null for a new one. */
  row: ConversionRow | null;
  /** The price it was recorded with, or the one that applies to a new one. */
  by: PriceKey;
  is_unpaid: boolean;
  fx: FxRates;
  recorded_at: number;
}

/** The money and an explanation. `waits`: no exchange rate yet for the owed amount. */
type PriceResult =
  | { ok: true; money: Money; waits: boolean; explanation: string }
  | { ok: false; refusal: Refusal };

/** The parts of an event that determine its price. */
type PricedEvent = Pick<
  Sale,
  | "goal_config"
  | "campaign"
  | "payout_currency"
  | "revenue_micros"
  | "payout_micros"
>;

/** Picks the money fields of a conversion. */
export function moneyOf(row: Money): Money {
  const { revenue_micros, payout_micros, owed_currency, owed_micros } = row;
  const { owed_spread_micros, owed_rate_id } = row;
  return {
    revenue_micros,
    payout_micros,
    owed_currency,
    owed_micros,
    owed_spread_micros,
    owed_rate_id,
  };
}

/** Zero revenue and payout. */
export const NO_MONEY: Money = {
  revenue_micros: 0n,
  payout_micros: 0n,
  ...OWED_AS_IS,
};

/**
 * Computes the money at a status: zero if rejected, reversed or settled before a move, otherwise by the prices
 * that the conversion was recorded with, on the amount net of refunds. A revenue or
 * payout sent earlier still counts if none is sent now.
 */
export function priceEvent(event: PricedEvent, priced: Priced): PriceResult {
  const { status, row } = priced;
  const { campaign, payout_currency } = event;
  const at_ms = priced.recorded_at;
  const owing = { campaign, payout_currency, row, fx: priced.fx, at_ms };
  if ((priced.amount_micros ?? 0n) > EXCHANGED_MICROS_MAX) {
    return refuseLarge();
  }
  const is_settled = row?.flags.includes(SETTLED_BEFORE) === true;
  if (isEnded(status) || is_settled) {
    const money = { ...NO_MONEY, ...oweFor(0n, owing) };
    const explanation = is_settled
      ? "Nothing: it was settled before the move"
      : `Nothing: it is ${status}`;
    return { ok: true, money, waits: false, explanation };
  }
  const result = priceByRules(event, priced);
  if (!result.ok) {
    return { ok: false, refusal: refusal(result.code, result.detail) };
  }
  const { revenue_micros } = result;
  const payout_micros = priced.is_unpaid ? 0n : result.payout_micros;
  const owed = oweFor(payout_micros, owing);
  if (bookedOf(owed) > EXCHANGED_MICROS_MAX) return refuseLarge();
  const explanation = describePrice(priced, owed);
  const money = { revenue_micros, payout_micros, ...(owed ?? OWED_AS_IS) };
  return { ok: true, money, waits: owed === null, explanation };
}

/** Maximum amount after an exchange: more can't be booked. */
const EXCHANGED_MICROS_MAX = 10n ** 18n;

function refuseLarge(): { ok: false; refusal: Refusal } {
  const detail = "The amount is too large to be booked";
  return { ok: false, refusal: refusal("invalid_amount", detail) };
}

function bookedOf(owed: OwedMoney | null): Micros {
  return (owed?.owed_micros ?? 0n) + (owed?.owed_spread_micros ?? 0n);
}

/**
 * Whether the payout exceeds the revenue although the campaign doesn't allow that. Zero
 * and negative payouts never do.
 */
export function isAboveRevenue(
  { revenue_micros, payout_micros }: Money,
  { campaign }: Pick<PricedEvent, "campaign">,
): boolean {
  return (
    payout_micros > 0n &&
    payout_micros > revenue_micros &&
    campaign.allow_payout_above_revenue !== true
  );
}

/** Explains why a payout above the revenue is held. */
export function describeAbove(
  { revenue_micros, payout_micros }: Money,
  { campaign: { currency } }: Pick<PricedEvent, "campaign">,
): string {
  return `Held: the payout (${formatAmount(payout_micros, currency)}) is above the revenue (${formatAmount(revenue_micros, currency)}), which the campaign does not allow`;
}

function priceByRules(event: PricedEvent, priced: Priced) {
  const { amount_micros, refunded_micros, row, by } = priced;
  const goal = event.goal_config;
  const { revenue, payout } = goal.price_book.of(by);
  const net = amount_micros === null ? null : amount_micros - refunded_micros;
  const prorated =
    net !== null && refunded_micros > 0n && goal.fixed_on_refund === "prorate"
      ? { part: net, of: amount_micros ?? net }
      : null;
  return price({
    revenue,
    payout,
    amount_micros: net,
    sent_revenue_micros:
      event.revenue_micros ?? before(row, "revenue_micros", net),
    sent_payout_micros:
      event.payout_micros ?? before(row, "payout_micros", net),
    prorated,
  });
}

function describePrice(
  { by, is_unpaid }: Priced,
  owed: OwedMoney | null,
): string {
  const { rule_version, goal_payout_id, tier_step } = by;
  const unpaid = is_unpaid ? "; it counts without paying" : "";
  const own =
    goal_payout_id === null
      ? ""
      : tier_step === null
        ? `, price ${goal_payout_id}`
        : `, price ${goal_payout_id}, tier ${tier_step}`;
  const in_other = owed?.owed_currency ?? null;
  const exchanged =
    owed === null
      ? "; there is no rate for what is owed"
      : in_other === null
        ? ""
        : `; owed in ${in_other} at rate ${owed.owed_rate_id ?? "none"}`;
  return `By version ${rule_version} of the goal's prices${own}${unpaid}${exchanged}`;
}

/**
 * The revenue or payout sent earlier, reduced by refunds since; null if it only equaled
 * the net amount.
 */
function before(
  row: ConversionRow | null,
  name: "revenue_micros" | "payout_micros",
  net: Micros | null,
): Micros | null {
  if (row === null || row[name] === 0n) return null;
  const net_before = (row.amount_micros ?? 0n) - row.refunded_micros;
  if (row[name] === net_before) return null;
  if (net === null || net_before <= 0n || net >= net_before) return row[name];
  return mulDivHalfEven(row[name], net, net_before);
}

/** An event in the campaign's currency; unchanged if there is no rate. */
export interface ConvertedEvent<S extends Sale> {
  event: S;
  rate_id: number | null;
  is_missing: boolean;
  /** Describes the exchange or the missing rate; null if no exchange was needed. */
  explanation: string | null;
}

/**
 * Converts an event's amounts into the campaign's currency, at the conversion's own
 * rate if it has one, otherwise at the rate of the day it was recorded.
 */
export function convertEvent<S extends Sale>(
  event: S,
  row: ConversionRow | null,
  { fx, recorded_at }: { fx: FxRates; recorded_at: number },
): ConvertedEvent<S> {
  const { sent_currency, campaign } = event;
  if (sent_currency === null) {
    return { event, rate_id: null, is_missing: false, explanation: null };
  }
  const at_ms = row?.recorded_at ?? recorded_at;
  const rate =
    ownRate(event, row, fx) ?? fx.find(sent_currency, campaign.currency, at_ms);
  if (rate === null) {
    const explanation = describeMissing(event, at_ms);
    return { event, rate_id: null, is_missing: true, explanation };
  }
  const convert = (micros: Micros | null) =>
    micros === null ? null : rate.convert(micros);
  const converted = {
    ...event,
    amount_micros: convert(event.amount_micros),
    revenue_micros: convert(event.revenue_micros),
    payout_micros: convert(event.payout_micros),
  };
  const explanation = describeRate(converted, rate, at_ms);
  const { rate_id } = rate;
  return { event: converted, rate_id, is_missing: false, explanation };
}

/** Error detail for an amount without an exchange rate. */
export function describeMissing(event: Sale, at_ms: number): string {
  const { sent_currency, campaign } = event;
  return `There is no rate from ${sent_currency ?? ""} to ${campaign.currency} of ${dayOf(at_ms)}, nor of the days before`;
}

function ownRate(
  { sent_currency, campaign }: Sale,
  row: ConversionRow | null,
  fx: FxRates,
): ReturnType<FxRates["of"]> {
  if (row === null || row.rate_id === null || sent_currency === null) {
    return null;
  }
  if (row.sent_currency !== sent_currency) return null;
  return fx.of(row.rate_id, sent_currency, campaign.currency);
}

function describeRate(
  { amount_micros, sent_amount_micros, sent_currency, campaign }: Sale,
  rate: { rate_id: number; day: string },
  at_ms: number,
): string {
  const from = sent_currency ?? "";
  const to = campaign.currency;
  const what =
    amount_micros === null || sent_amount_micros === null
      ? `${from} to ${to}`
      : `${formatAmount(sent_amount_micros, from)} ${from} are ${formatAmount(amount_micros, to)} ${to}`;
  const day = dayOf(at_ms);
  const of =
    rate.day === day
      ? `of ${day}`
      : `of ${rate.day}, the last one before ${day}`;
  return `${what} at rate ${rate.rate_id} ${of}`;
}

function dayOf(ms: number): string {
  return isoTime(ms).slice(0, 10);
}

/** Whether its money waits for a rate, or was waiting when the conversion ended. */
export function isUnpriced(row: ConversionRow): boolean {
  return (
    row.held !== null || (row.sent_currency !== null && row.rate_id === null)
  );
}

/**
 * The currency an affiliate is owed in: the campaign's setting, else the affiliate's;
 * null means the campaign's currency.
 */
export function payoutCurrency(
  campaign: Pick<CampaignConfig, "payout_currency">,
  affiliate: { payout_currency: string | null } | undefined,
): string | null {
  // A snapshot on disk may be older than either setting.
  return campaign.payout_currency ?? affiliate?.payout_currency ?? null;
}

/**
 * The amount owed for a payout; null without a rate. A recorded conversion keeps its
 * currency, whatever the settings say later.
 */
export function oweFor(
  payout_micros: Micros,
  input: {
    campaign: CampaignConfig;
    /** The currency in which a new conversion is owed. */
    payout_currency: string | null;
    row: ConversionRow | null;
    fx: FxRates;
    at_ms: number;
  },
): OwedMoney | null {
  const { campaign, payout_currency, row, fx, at_ms } = input;
  const keeps = row !== null && !isUnpriced(row);
  return convertPayout(payout_micros, {
    currency: campaign.currency,
    payout_currency: keeps ? row.owed_currency : payout_currency,
    // A snapshot on disk may be older than the setting.
    spread_percent: campaign.fx_spread_percent ?? "0",
    before: row,
    fx,
    at_ms,
  });
}

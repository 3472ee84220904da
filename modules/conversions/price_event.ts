import { formatAmount, mulDivHalfEven } from "../kernel/mod.ts";
import type { Sale } from "./sale.ts";
import type { Micros } from "../kernel/mod.ts";
import { price } from "../payouts/mod.ts";
import type { FxRates } from "../payouts/mod.ts";
import { refusal } from "../sources/mod.ts";
import type { Refusal, ConversionStatus } from "../sources/mod.ts";
import { OWED_AS_IS, oweFor } from "./owe.ts";
import type { OwedMoney } from "./owe.ts";
import { isEnded } from "./transition.ts";
import type { ConversionRow } from "./working_set.ts";
import type { PriceKey } from "./choose_price.ts";

/** Revenue, payout and owed amount of a conversion. */
export interface Money extends OwedMoney {
  revenue_micros: Micros;
  payout_micros: Micros;
}

/** Input for pricing a conversion. */
export interface Priced {
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
export type PriceResult =
  | { ok: true; money: Money; waits: boolean; explanation: string }
  | { ok: false; refusal: Refusal };

/** The parts of an event that determine its price. */
export type PricedEvent = Pick<
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
 * Computes the money at a status: zero if rejected or reversed, otherwise by the prices
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
  if (isEnded(status)) {
    const money = { ...NO_MONEY, ...oweFor(0n, owing) };
    const explanation = `Nothing: it is ${status}`;
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
  const explanation = describe(priced, owed);
  const money = { revenue_micros, payout_micros, ...(owed ?? OWED_AS_IS) };
  return { ok: true, money, waits: owed === null, explanation };
}

/** Maximum amount after an exchange: more can't be booked. */
const EXCHANGED_MICROS_MAX = 10n ** 18n;

function refuseLarge(): { ok: false; refusal: Refusal } {
  const detail = "The amount is larger than any that can be booked";
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

function describe({ by, is_unpaid }: Priced, owed: OwedMoney | null): string {
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

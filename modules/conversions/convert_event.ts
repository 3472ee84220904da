import { formatAmount, isoTime } from "../kernel/mod.ts";
import type { Sale } from "./sale.ts";
import type { Micros } from "../kernel/mod.ts";
import type { FxRates } from "../payouts/mod.ts";
import type { ConversionRow } from "./working_set.ts";

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
  const explanation = describe(converted, rate, at_ms);
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

function describe(
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

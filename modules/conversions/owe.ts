import type { CampaignConfig } from "../campaigns/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import { owe } from "../payouts/mod.ts";
import type { FxRates } from "../payouts/mod.ts";
import type { ConversionRow } from "./working_set.ts";

/** The payout as owed to the affiliate, if in another currency than the campaign's. */
export type OwedMoney = Pick<
  ConversionRow,
  "owed_currency" | "owed_micros" | "owed_spread_micros" | "owed_rate_id"
>;

/** A payout owed in the campaign's own currency. */
export const OWED_AS_IS: OwedMoney = {
  owed_currency: null,
  owed_micros: null,
  owed_spread_micros: null,
  owed_rate_id: null,
};

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
  return owe(payout_micros, {
    currency: campaign.currency,
    payout_currency: keeps ? row.owed_currency : payout_currency,
    // A snapshot on disk may be older than the setting.
    spread_percent: campaign.fx_spread_percent ?? "0",
    before: row,
    fx,
    at_ms,
  });
}

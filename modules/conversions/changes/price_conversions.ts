import type { Transaction } from "../../../db/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { FxDirectory, FxRates } from "../../payouts/mod.ts";
import { approvalTimes } from "../new_conversion.ts";
import { payoutCurrency, isAboveRevenue, priceEvent } from "../price_event.ts";
import { writeConversions } from "../record.ts";
import { withoutShadow } from "../working_set.ts";
import type { ConversionRow, Provenance, VersionStep } from "../working_set.ts";
import type { ResolveDeps } from "./resolve_by_hand.ts";
import { writeAll } from "./write_steps.ts";
import type { WriteDeps } from "./write_steps.ts";

/** The job that prices what waited for a rate. */
export const PRICE_HELD_JOB = "price_held_conversions";

const BY: Provenance = {
  origin: "exchange_rate",
  made_by: `job ${PRICE_HELD_JOB}`,
  why: null,
};

export interface PriceDeps
  extends Omit<WriteDeps, "configuration">, Pick<ResolveDeps, "configuration"> {
  fx: Pick<FxDirectory, "withDays">;
}

/**
 * Prices held conversions at the rates of their days. Those without a rate, or changed
 * concurrently, are left for the next run. Returns how many were priced.
 */
export async function priceConversions(
  tx: Transaction,
  deps: PriceDeps,
  rows: readonly ConversionRow[],
): Promise<number> {
  const days = rows.map(({ recorded_at }) => isoTime(recorded_at).slice(0, 10));
  const fx = await deps.fx.withDays(tx, days);
  const steps = rows.flatMap((row): VersionStep[] => {
    const after = pricedRow(row, fx, deps);
    if (after === null) return [];
    const of_rate = { raw_status: null, postback_id: null, provenance: BY };
    return [{ before: row, after, kind: "priced", ...of_rate }];
  });
  if (steps.length === 0) return 0;
  const lost = await writeConversions(
    tx,
    steps.map(({ before, after }) => ({
      row: after,
      read_version: before?.version ?? 0,
    })),
  );
  const won = steps.filter(({ after }) => !lost.has(after.id));
  await writeAll(tx, deps, won);
  return won.length;
}

/** The priced conversion; null if a rate is still missing. */
function pricedRow(
  row: ConversionRow,
  fx: FxRates,
  { configuration, clock }: PriceDeps,
): ConversionRow | null {
  const { held, sent_currency, recorded_at } = row;
  const set_up = goalOf(row, configuration);
  if (held === null || set_up === null) return null;
  const { campaign, goal_config, payout_currency } = set_up;
  const rate =
    sent_currency === null
      ? null
      : fx.find(sent_currency, campaign.currency, recorded_at);
  if (sent_currency !== null && rate === null) return null;
  const convert = (text: string | bigint | null) => {
    if (text === null) return null;
    return rate === null ? BigInt(text) : rate.convert(BigInt(text));
  };
  const amount_micros =
    sent_currency === null
      ? row.amount_micros
      : convert(row.sent_amount_micros);
  const refunded_micros = convert(held.refunded) ?? 0n;
  const event = {
    campaign,
    goal_config,
    payout_currency,
    revenue_micros: convert(held.revenue),
    payout_micros: convert(held.payout),
  };
  const click = peekClickId(clickIdText(row.click_id));
  const priced = priceEvent(event, {
    status: held.status,
    amount_micros,
    refunded_micros,
    row,
    by: row,
    is_unpaid: row.flags.includes("unpaid") || click?.fields.pays === false,
    fx,
    recorded_at,
  });
  if (!priced.ok || priced.waits) return null;
  const { money } = priced;
  const is_above = isAboveRevenue(money, event);
  const now_ms = clock.nowMs();
  const at = is_above
    ? { status: "pending" as const, reason: "payout_above_revenue" }
    : { status: held.status, reason: held.reason };
  return {
    ...row,
    ...money,
    ...at,
    ...approvalTimes(at.status, {
      before: null,
      goal: goal_config,
      now_ms,
      is_held: at.reason !== null,
    }),
    amount_micros,
    refunded_micros,
    rate_id: rate?.rate_id ?? null,
    held: null,
    flags: withoutShadow(row.flags, row, campaign),
    version: row.version + 1,
    updated_at: now_ms,
  };
}

function goalOf(row: ConversionRow, configuration: PriceDeps["configuration"]) {
  const campaign = configuration.campaign(row.campaign_id);
  const goal_config = campaign?.goals.find(({ key }) => key === row.goal_key);
  if (campaign === undefined || goal_config === undefined) return null;
  const affiliate = configuration.affiliate(row.affiliate_id);
  const payout_currency = payoutCurrency(campaign, affiliate);
  return { campaign, goal_config, payout_currency };
}

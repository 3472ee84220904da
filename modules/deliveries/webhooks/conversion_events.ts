import type { conversions } from "../../../db/schema/mod.ts";
import { clickIdText, isClickless } from "../../clicks/mod.ts";
import { isoTime, shownMoney } from "../../kernel/mod.ts";
import type { NetworkEvent } from "../../notices/mod.ts";

/** The columns of a conversion that its events tell. */
export type ToldConversion = Pick<
  typeof conversions.$inferSelect,
  | "id"
  | "version"
  | "status"
  | "reason"
  | "flags"
  | "campaign_id"
  | "affiliate_id"
  | "advertiser_id"
  | "goal_key"
  | "order_id"
  | "click_id"
  | "currency"
  | "amount_micros"
  | "revenue_micros"
  | "payout_micros"
  | "owed_currency"
  | "owed_micros"
  | "occurred_at"
  | "recorded_at"
>;

/** The name of the event of a conversion's new version. */
export function eventOf({ version }: Pick<ToldConversion, "version">) {
  return version === 1 ? "conversion.recorded" : "conversion.changed";
}

/** The event of a conversion's new version. */
export function conversionEvent(after: ToldConversion): NetworkEvent {
  const { affiliate_id, advertiser_id, campaign_id, click_id, currency } =
    after;
  const { owed_currency, owed_micros } = after;
  const owed =
    owed_currency === null
      ? null
      : shownMoney(owed_currency, { owed: owed_micros ?? 0n }).owed;
  return {
    type: eventOf(after),
    affiliate_id,
    advertiser_id,
    campaign_id,
    data: {
      conversion_id: after.id,
      version: after.version,
      status: after.status,
      reason: after.reason,
      is_test: after.flags.includes("test"),
      campaign_id,
      affiliate_id,
      advertiser_id,
      goal_key: after.goal_key,
      order_id: after.order_id,
      click_id: isClickless(click_id) ? null : clickIdText(click_id),
      currency,
      ...shownMoney(currency, {
        amount: after.amount_micros,
        revenue: after.revenue_micros,
        payout: after.payout_micros,
      }),
      owed_currency,
      owed,
      // Decided when it is sent.
      share_amount: false,
      occurred_at:
        after.occurred_at === null ? null : isoTime(after.occurred_at),
      recorded_at: isoTime(after.recorded_at),
    },
  };
}

import type { Queryable } from "../../../db/mod.ts";
import { formatAmount, isoTime } from "../../kernel/mod.ts";
import { capPeriod, readCapUses } from "../cap_sums.ts";
import type { CapPeriod } from "../cap_sums.ts";
import type { Configuration } from "../configuration.ts";
import type { CapConfig } from "../routing_config.ts";
import { capInWords } from "./offer_words.ts";

/** Whose caps are read, and when. */
export interface CapReader {
  db: Queryable;
  configuration: Configuration;
  default_timezone: string;
  affiliate_id: number | null;
  now_ms: number;
}

/** The caps of campaigns that hold for an affiliate, with what is left, by campaign. */
export async function readOfferCaps(
  reader: CapReader,
  campaign_ids: readonly number[],
) {
  const { configuration, affiliate_id, now_ms, default_timezone } = reader;
  const caps = campaign_ids
    .flatMap((id) => configuration.campaign(id)?.plan.caps ?? [])
    .filter(
      (cap) => cap.affiliate_id === null || cap.affiliate_id === affiliate_id,
    );
  const periods = caps.map((cap) => capPeriod(cap, now_ms, default_timezone));
  const uses =
    periods.length === 0
      ? new Map<number, bigint>()
      : await readCapUses(reader.db, periods);
  return Map.groupBy(
    periods.map((period) => presentCap(period, uses.get(period.cap.id) ?? 0n)),
    ({ campaign_id }) => campaign_id,
  );
}

/**
 * A cap as an affiliate sees it. Sums of money over all affiliates are the network's: of those
 * it sees the part that is left.
 */
function presentCap({ cap, end_ms }: CapPeriod, used: bigint) {
  const counted = used < cap.limit ? used : cap.limit;
  const left = cap.limit - counted;
  const left_percent = cap.limit === 0n ? 0 : Number((left * 100n) / cap.limit);
  const is_money = cap.metric === "revenue" || cap.metric === "payout";
  const is_shown = showsNumbers(cap);
  const write = (value: bigint) => {
    if (!is_shown) return null;
    return is_money ? formatAmount(value, cap.currency) : String(value);
  };
  const shown = {
    metric: cap.metric,
    period: cap.period,
    goal_key: cap.goal_key,
    sub_name: cap.sub_name,
    sub_value: cap.sub_value,
    affiliate_id: cap.affiliate_id,
    limit: write(cap.limit),
    currency: is_money && is_shown ? cap.currency : null,
    resets_at: end_ms === null ? null : isoTime(end_ms),
  };
  return {
    id: cap.id,
    campaign_id: cap.campaign_id,
    ...shown,
    used: write(counted),
    left: write(left),
    left_percent,
    over: cap.over,
    text: capInWords(shown, write(left) ?? `${left_percent}%`),
  };
}

function showsNumbers({ metric, affiliate_id }: CapConfig): boolean {
  if (metric === "revenue") return false;
  return metric !== "payout" || affiliate_id !== null;
}

import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import type { VersionStep, ConversionParts } from "../../conversions/mod.ts";
import type { Answer } from "./answer.ts";
import type { UsedNonce } from "../judge/judge_postback.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { Trace } from "../read/trace.ts";
import type { Clock } from "../../kernel/mod.ts";

/** A postback that was read and awaits its verdict. */
export interface Work {
  read: ReadPostback;
  /** Verdicts on record; null for a new postback. */
  stored: EarlierVerdict[] | null;
  /** Stored in the strangers' table, which it has to leave. */
  is_stranger?: boolean;
}

/** A judged postback. */
export interface Judged {
  work: Work;
  answer: Answer;
  trace: Trace;
  conversion_id: string | null;
  step: VersionStep | null;
  cap_added: ReadonlyMap<number, bigint>;
  nonce: UsedNonce | null;
  /** Key for counting a new conversion, if a rule may ask for the rate. */
  rate_key: string | null;
}

/** As much of a work as says which events have tiers. */
interface Arrived {
  read: Pick<ReadPostback, "raw" | "result">;
  stored: readonly unknown[] | null;
}

/** A replayed postback is recorded now: caps, periods and the ledger go by that time. */
export function recordedAt({ read, stored }: Arrived, clock: Clock): number {
  return stored === null ? read.raw.received_at : clock.nowMs();
}

/** Returns the events whose goals have tiers. */
export function tierEvents(works: readonly Arrived[], clock: Clock) {
  return works.flatMap((work) => {
    const { result } = work.read;
    if (result.kind !== "event") return [];
    const { campaign, goal_config: goal, link } = result.event;
    if (goal.price_book.tier_periods.length === 0) return [];
    const { affiliate_id } = link;
    const recorded_at = recordedAt(work, clock);
    return [{ campaign, goal, goal_key: goal.key, affiliate_id, recorded_at }];
  });
}

/**
 * Returns the keys of everything that a postback touches besides its own row: click, order,
 * nonce, customer. Where caps or rules count earlier conversions, that includes the whole
 * campaign; with tiers, all of the affiliate's conversions in it.
 */
export function workKeys(
  { result }: Pick<ReadPostback, "result">,
  rules: Pick<ConversionParts["rules"], "of">,
): string[] {
  if (result.kind !== "event") return [];
  const { campaign, link, click_id, order_id, customer_id, nonce } =
    result.event;
  const keys = [`c ${click_id}`];
  if (order_id !== null) keys.push(`o ${campaign.id} ${order_id}`);
  const { advertiser_id } = campaign;
  if (nonce !== null) keys.push(`n ${advertiser_id} ${nonce}`);
  if (customer_id !== null) keys.push(`u ${advertiser_id} ${customer_id}`);
  const is_counted =
    campaign.plan.caps.length > 0 ||
    rules.of(campaign.id, link.affiliate_id).length > 0;
  if (is_counted) keys.push(`p ${campaign.id}`);
  if (result.event.goal_config.price_book.tier_periods.length > 0) {
    keys.push(`t ${campaign.id} ${link.affiliate_id}`);
  }
  return keys;
}

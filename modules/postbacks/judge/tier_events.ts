import type { Clock } from "../../kernel/mod.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { TierEvent } from "../../conversions/mod.ts";

/** A postback that was read, with its stored verdicts if it is a replay. */
interface Work {
  read: Pick<ReadPostback, "raw" | "result">;
  stored: readonly unknown[] | null;
}

/** A replayed postback is recorded now: caps, periods and the ledger go by that time. */
export function recordedAt({ read, stored }: Work, clock: Clock): number {
  return stored === null ? read.raw.received_at : clock.nowMs();
}

/** Returns the events whose goals have tiers. */
export function tierEvents(works: readonly Work[], clock: Clock): TierEvent[] {
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

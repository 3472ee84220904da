import type { CapConfig } from "../../campaigns/mod.ts";
import { isTestClick } from "../../clicks/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import { labelsOf } from "./new_facts.ts";
import type { JudgeContext } from "./judge_context.ts";
import type { Money } from "../../conversions/mod.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";

/** The outcome of checking a new conversion against the caps. */
export type CapVerdict =
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
  event: ResolvedEvent,
  money: Pick<Money, "revenue_micros" | "payout_micros"> | null,
  context: JudgeContext,
  trace: Trace,
): CapVerdict {
  if (money === null || isTestClick(event.click)) return NOTHING;
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

function valueOf(
  cap: CapConfig,
  money: Pick<Money, "revenue_micros" | "payout_micros">,
): bigint {
  if (cap.metric === "revenue") return money.revenue_micros;
  return cap.metric === "payout" ? money.payout_micros : 1n;
}

import { isoTime } from "../../kernel/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { JudgeContext } from "./judge_context.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";

const DAY_MS = 86_400_000;

/** Whether a new conversion is late, or why it is refused. */
export type WindowVerdict =
  { ok: true; is_late: boolean } | { ok: false; refusal: Refusal };

/**
 * Checks a new conversion against the look-back, which starts at `from_ms`: the click, or the
 * conversion of the preceding goal. Only a signed time counts as the event's. An event older
 * than the look-back needs proof; one that arrives after it is late. Changes are never checked.
 */
export function judgeWindow(
  event: ResolvedEvent,
  from_ms: number,
  context: Pick<JudgeContext, "windows" | "now_ms">,
  trace: Trace,
): WindowVerdict {
  const { campaign, goal_config, received_at, occurred_at } = event;
  const is_proven = event.proof === "signature" && occurred_at !== null;
  // The time in an id may be seconds ahead of the clock right after a restart.
  const arrival_age_ms = Math.max(0, received_at - from_ms);
  const age_ms = is_proven
    ? Math.max(0, occurred_at - from_ms)
    : arrival_age_ms;
  const min_ms = campaign.min_seconds_to_convert * 1000;
  // Measured from the click even with a preceding goal: goals may arrive out of order.
  const since_click_ms = Math.max(
    0,
    (is_proven ? occurred_at : received_at) - event.click.time_ms,
  );
  if (since_click_ms < min_ms) {
    const detail = `${Math.round(since_click_ms / 1000)} s after the click; the campaign asks for ${campaign.min_seconds_to_convert} s`;
    return refuse("too_early", detail);
  }
  const lookback_days = goal_config.lookback_days ?? campaign.lookback_days;
  const lookback_ms = lookback_days * DAY_MS;
  const since = `${days(age_ms)} days after ${isoTime(from_ms)}${is_proven ? " by its signed time" : ""}`;
  if (lookback_days === 0 || Math.max(age_ms, arrival_age_ms) <= lookback_ms) {
    const limit = lookback_days === 0 ? "any number of" : lookback_days;
    trace.passed("window", `${since}; ${limit} are allowed`);
    return { ok: true, is_late: false };
  }
  const detail = `${since}, arrived after ${days(arrival_age_ms)}; ${lookback_days} are allowed`;
  const window =
    occurred_at === null
      ? undefined
      : context.windows.over(
          {
            advertiser_id: campaign.advertiser_id,
            campaign_id: campaign.id,
            source_id: event.source?.id ?? null,
            occurred_at,
          },
          context.now_ms,
        );
  const is_open =
    window !== undefined || arrival_age_ms <= campaign.backfill_days * DAY_MS;
  if (!is_open) return refuse("outside_window", detail);
  if (!is_proven) {
    const missing = occurred_at === null ? "`occurred_at`" : "a signature";
    return refuse(
      "late_needs_proof",
      `${detail}; a later one needs ${missing}`,
    );
  }
  if (event.order_id === null) {
    return refuse(
      "missing_order_id",
      `${detail}; a later one needs its order id`,
    );
  }
  const by =
    window === undefined
      ? `within the ${campaign.backfill_days} days of backfill`
      : `backfill window ${window.id} is open`;
  trace.passed("window", `${detail}; late, with proof: ${by}`);
  return { ok: true, is_late: true };
}

function days(ms: number): number {
  return Math.floor((ms * 10) / DAY_MS) / 10;
}

function refuse(code: Refusal["code"], detail: string): WindowVerdict {
  return { ok: false, refusal: refusal(code, detail) };
}

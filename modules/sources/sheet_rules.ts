import { heeds429 } from "./shops/shop_types.ts";
import type { CampaignConfig, GoalConfig } from "../campaigns/mod.ts";
import { hidesRefusals } from "./platforms/platform_answer.ts";
import type { LaidSettings } from "./lay_settings.ts";
import type { SourceRow } from "./source_directory.ts";

/** An answer that a sender gets, and whether it should send the same again. */
export interface SheetAnswer {
  http_status: string;
  means: string;
  send_again: boolean;
}

/** How long after its click a sale of a campaign is taken. */
export interface SheetWindow {
  campaign_id: number;
  campaign: string;
  /** Null without a limit. */
  lookback_days: number | null;
  backfill_days: number;
}

/** How sales are taken back. */
export interface SheetRefunds {
  words: string[];
  how: string;
}

/** The rules of a goal that its sender has to know. */
export interface GoalRules {
  /** The goal that has to come first on the same click. */
  after: string | null;
  needs_amount: boolean;
  /** Status of a sale that is sent without one, and after how many days it is approved. */
  counts_as: string;
  approved_after_days: number | null;
  lookback_days: number | null;
  max_per_click: number | null;
}

const NEEDS_AMOUNT = new Set(["percent", "fixed_plus_percent"]);

/** The rules of a goal; a limit of 0 days is none. */
export function rulesOfGoal(
  goal: GoalConfig,
  campaign: CampaignConfig,
): GoalRules {
  const lookback_days = goal.lookback_days ?? campaign.lookback_days;
  return {
    after: goal.after,
    needs_amount: needsAmount(goal),
    counts_as: goal.default_status,
    approved_after_days:
      goal.default_status === "pending" ? goal.auto_approve_days : null,
    lookback_days: lookback_days === 0 ? null : lookback_days,
    max_per_click: goal.max_per_click,
  };
}

/** Whether a goal's prices can't do without the amount of the sale. */
export function needsAmount({ revenue, payout }: GoalConfig): boolean {
  return [revenue.type, payout.type].some((type) => NEEDS_AMOUNT.has(type));
}

/** A campaign's goals so that each comes after the one that it needs. */
export function inOrder(goals: readonly GoalConfig[]): GoalConfig[] {
  const left = [...goals];
  const ordered: GoalConfig[] = [];
  while (left.length > 0) {
    const ready = left.findIndex(
      ({ after }) => !left.some(({ key }) => key === after),
    );
    ordered.push(...left.splice(Math.max(ready, 0), 1));
  }
  return ordered;
}

/** The window of each campaign. */
export function windowsOf(campaigns: readonly CampaignConfig[]): SheetWindow[] {
  return campaigns.map(({ id, name, lookback_days, backfill_days }) => ({
    campaign_id: id,
    campaign: name,
    lookback_days: lookback_days === 0 ? null : lookback_days,
    backfill_days,
  }));
}

/** How a sale is taken back, wholly or in part. */
export function refundsOf(
  laid: LaidSettings,
  names: { order_id: string; amount: string; status: string },
  words: readonly string[],
): SheetRefunds {
  const [word = "reversed"] = words;
  const whole = `Send the same ${names.order_id} with ${names.status}=${word} and no ${names.amount}: the whole sale is taken back.`;
  return { words: [...words], how: `${whole} ${partOf(laid, names.amount)}` };
}

function partOf({ reversal_amount }: LaidSettings, amount: string): string {
  switch (reversal_amount) {
    case "refunded":
      return `For a part, add ${amount}: what has been given back of this order so far, in total.`;
    case "remaining":
      return `For a part, add ${amount}: what is left of the sale.`;
    case "delta":
      return `For a part, add ${amount}: what this refund alone gives back, and refund_id, your own id of the refund: with it the same refund counts once.`;
    default:
      return `A part can't be taken back yet: agree with us what ${amount} then means; until then it is refused as ambiguous_reversal.`;
  }
}

/** The answers that a sender gets. */
export function answersOf(
  { answer }: LaidSettings,
  row: SourceRow,
): SheetAnswer[] {
  const final = (http_status: string, means: string) => ({
    http_status,
    means,
    send_again: false,
  });
  const refused =
    answer === "digistore24"
      ? final("200 with OK", "Refused: why stands in the list of postbacks")
      : final(
          hidesRefusals(answer)
            ? "200 with an error in its body"
            : "400 to 422",
          "Refused: correct what it says; the same request is refused again",
        );
  const limit =
    row.rate_per_second === null
      ? "Too fast"
      : `More than ${row.rate_per_second} a second`;
  return [
    ...(answer === "problem"
      ? [
          final("201", "Recorded"),
          final("200", "Known already, changed, or to be ignored"),
          final("202", "Kept, and judged later"),
        ]
      : [final("2xx", "Recorded, known already, changed, or to be ignored")]),
    refused,
    {
      http_status: heeds429(row.preset) ? "429" : "503",
      means: `${limit}: wait for the seconds in Retry-After`,
      send_again: true,
    },
    {
      http_status: "5xx or no answer",
      means:
        "Not kept: send the same again, later and later, for a day; nothing counts twice",
      send_again: true,
    },
  ];
}

import { formatAmount } from "../kernel/mod.ts";
import { MONEY } from "./model.ts";
import type { ShadowItem } from "./shadow_item.ts";

const STATES = {
  missing_ours: "The old tracker booked it, and we didn't",
  missing_theirs: "We booked it, and the old tracker didn't",
  duplicate_ours: "We booked it twice, the old tracker once",
  duplicate_theirs: "The old tracker booked it twice, we once",
  not_counted: "One side has it as ended and the other not at all",
  split: "One side booked in parts what the other has as one",
  moved_in: "It came here by the move, and its money is the old tracker's",
  equal: "Both sides have the same",
  rounding: "Both sides have the same but for rounding",
} as const;

const REASONS: Readonly<Record<string, string>> = {
  never_arrived: "no postback of it came",
  no_such_click: "its postback names no click that is known here",
  ignored: "its postback was ignored as its source's words say",
  duplicate: "its postback was taken for one that had come before",
  recorded: "its postback was booked for another campaign, day or sale",
  ended: "it is rejected or reversed",
  by_hand: "a person or an import made it here",
  edge_of_export:
    "it stands within a quarter of an hour of where the export begins or ends",
};

/** The outcome for one sale, in words. */
export function sentenceOf(item: ShadowItem): string {
  const { class: name, why, code, differs } = item;
  const state = (STATES as Readonly<Record<string, string>>)[name];
  if (state !== undefined) {
    const reason =
      why === "refused" || (why === "no_such_click" && code !== null)
        ? `its postback was refused: ${code}`
        : REASONS[why ?? ""];
    return reason === undefined ? `${state}.` : `${state}: ${reason}.`;
  }
  if (
    name === "timing" &&
    (item.row_id === null || item.conversion_id === null)
  ) {
    return `We booked it at ${item.ours_day}, ${REASONS["edge_of_export"]}.`;
  }
  return `${differs.map((one) => differenceOf(item, one)).join("; ")}.`;
}

function differenceOf(item: ShadowItem, name: string): string {
  switch (name) {
    case "attribution_diff": {
      const is_campaign =
        item.theirs_campaign_id !== null &&
        item.theirs_campaign_id !== item.ours_campaign_id;
      const what = is_campaign ? "campaign" : "affiliate";
      const theirs = is_campaign
        ? item.theirs_campaign_id
        : item.theirs_affiliate_id;
      const ours = is_campaign ? item.ours_campaign_id : item.ours_affiliate_id;
      return `The old tracker has it with ${what} ${theirs}, we with ${what} ${ours}`;
    }
    case "currency_mismatch":
      return `The old tracker has it in ${item.theirs_currency}, we in ${item.ours_currency}`;
    case "status_mismatch":
      return `The old tracker has it as ${item.theirs_status}, we as ${item.ours_status}`;
    case "timing":
      return `The old tracker has it on ${item.theirs_day}, we on ${item.ours_day}`;
    default: {
      const money = MONEY.find((one) => name === `${one}_mismatch`) ?? "payout";
      const text = (micros: bigint | null, currency: string | null) =>
        formatAmount(micros ?? 0n, currency ?? "USD");
      const theirs = text(item[`theirs_${money}_micros`], item.theirs_currency);
      const ours = text(item[`ours_${money}_micros`], item.ours_currency);
      return `The old tracker's ${money} is ${theirs}, ours ${ours}`;
    }
  }
}

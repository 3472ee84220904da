import { IMPORTED, localDate } from "../kernel/mod.ts";
import type { RefusalCode } from "../sources/mod.ts";
import type { Evidence } from "./trace_answers.ts";

/** Refusals of a postback in plain words, for people who don't integrate. */
const REFUSED: Readonly<Record<RefusalCode, string>> = {
  malformed: "it could not be read",
  missing_click_id: "it named no click",
  unreplaced_macro: "the sender left a placeholder in place of a value",
  invalid_click_id: "its click id is none of ours",
  ambiguous_click_id: "it named two different clicks",
  sandbox_only:
    "it is a test or a development build's, and no sandbox takes it",
  unsupported_version: "its version can't be checked",
  source_required: "the advertiser's own address is required",
  missing_signature: "it was not signed",
  bad_signature: "its signature is wrong",
  bad_token: "its token is wrong or missing",
  stale_timestamp: "it was signed too long ago",
  sender_not_allowed: "its sender's address is not allowed",
  unknown_source: "it was sent to an address that doesn't exist",
  unknown_click: "its click's link doesn't exist here",
  unknown_app: "no campaign takes installs of its app",
  unknown_link: "it names no affiliate's link",
  unknown_conversion: "there is no sale that it could change",
  replayed_nonce: "it repeats the nonce of another postback",
  illegal_transition: "the sale was rejected or reversed before",
  order_conflict: "its order belongs to another click",
  already_exists: "the sale exists already",
  ambiguous_conversion: "several sales match it",
  unsupported_media_type: "its form could not be read",
  unknown_goal: "the campaign has no such goal",
  unmapped_status: "its status word is unknown",
  invalid_amount: "its amount could not be read",
  missing_amount: "it had no amount",
  unknown_currency: "its currency is unknown",
  invalid_time: "its time can't be right",
  missing_order_id: "it had no order id",
  outside_window: "it came after the look-back window",
  late_needs_proof: "it came late and without the proof that this needs",
  too_early: "it came sooner after the click than the campaign allows",
  parent_missing: "the goal before it was not reached yet",
  campaign_closed: "the campaign was closed",
  affiliate_blocked: "the affiliate is blocked",
  cap_reached: "the cap was full",
  ambiguous_reversal: "it didn't say how much was refunded",
  purchase_unknown: "its purchase could not be looked up at the store",
  advertiser_mismatch: "its click belongs to another advertiser",
  unmapped_value: "its value stands for nothing in the campaign",
  foreign_package: "it is of another app than the campaign's",
};

/** Why a postback was refused; null if it wasn't. */
export function refusedFor(outcome: string): string | null {
  if (Object.hasOwn(REFUSED, outcome)) return REFUSED[outcome as RefusalCode];
  return outcome === "error" ? "judging it failed" : null;
}

const NOT_LET_IN: Readonly<Record<string, string>> = {
  paused: "the link, campaign or affiliate was paused",
  not_started: "the campaign had not started",
  ended: "the campaign had ended",
  affiliate_blocked: "the affiliate is blocked",
  not_approved: "the affiliate is not approved for the campaign",
};

/** Why a click wasn't sent to the destination; null if it was. */
export function notLetIn(click: Evidence): string | null {
  const { verdict, cap_id, rule_id, reason, country, device, os } = click;
  switch (verdict) {
    case undefined:
    case "sent":
    case IMPORTED:
      return null;
    case "capped":
      return cap_id === undefined
        ? "a cap was used up"
        : `cap ${cap_id} was used up`;
    case "source_blocked": {
      const why = typeof reason === "string" ? ` (${reason})` : "";
      const rule = rule_id === undefined ? "a traffic rule" : `rule ${rule_id}`;
      return `${rule} stopped it${why}`;
    }
    case "geo":
      return `visitors from ${country ?? "unknown countries"} are not let in`;
    case "device":
    case "os":
      return `${(verdict === "os" ? os : device) ?? "its device"} is not let in`;
    default:
      return NOT_LET_IN[verdict] ?? verdict;
  }
}

/** An amount with its currency. */
export function money(
  currency: string | undefined,
  amount: string | null | undefined,
): string | null {
  if (currency === undefined || amount === undefined || amount === null) {
    return null;
  }
  return `${currency} ${amount}`;
}

/** The local day of a time, such as `2026-11-22`. */
export function dayText(at_ms: number, timezone: string): string {
  const { year, month, day } = localDate(at_ms, timezone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}

const NUMBERS = "no one two three four five six seven eight nine ten".split(
  " ",
);

/** How often something happened, in words: beside an HTTP status, digits would be misread. */
export function timesText(count: number): string {
  if (count === 1) return "once";
  if (count === 2) return "twice";
  return `${NUMBERS[count] ?? count} times`;
}

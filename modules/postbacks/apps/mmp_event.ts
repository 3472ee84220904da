import { isTestClick } from "../../clicks/mod.ts";
import type { Owner } from "../../conversions/mod.ts";
import { parseTime } from "../../kernel/mod.ts";
import { Refused } from "../../sources/mod.ts";
import type { ConversionStatus, MmpReading } from "../../sources/mod.ts";
import type { PostbackEvent } from "../read/event.ts";
import { installFlags, installGoal } from "./referrer_install.ts";

/** The word of a first start, which the campaign may have another goal for. */
const INSTALL = "install";

/**
 * The event of an MMP's postback; null for a test that isn't of a test click. Throws `Refused` where its
 * form or its event isn't clear.
 */
export function mmpEvent(
  event: PostbackEvent,
  reading: MmpReading,
  { campaign }: Pick<Owner, "campaign">,
): PostbackEvent | null {
  if (reading.form === "unclear") {
    const detail = "`form` is given, and isn't one of install, event, rejected";
    throw new Refused("malformed", detail);
  }
  if (reading.is_test && !isTestClick(event.click)) return null;
  const goal = goalOf(event, reading, campaign);
  const flags = [
    ...event.flags,
    ...reading.flags,
    ...timeFlags(event, reading),
  ];
  const known = { ...event, goal, event: null, flags };
  if (reading.is_rejected)
    return { ...known, ...idOf(event, reading), ...NOTHING };
  if (reading.about === "event") return known;
  // It confirms what the app itself may have reported before.
  const status = event.status ?? statusOf(campaign, goal);
  return { ...known, ...idOf(event, reading), status };
}

/** A rejection takes back all, whatever amount it repeats. */
const NOTHING = {
  status: "rejected",
  amount_micros: null,
  revenue_micros: null,
  payout_micros: null,
  is_refund: false,
} as const;

/**
 * An install is one for each click. The ids of installs are no orders: a rejected click and the right
 * one may have the same.
 */
function idOf({ order_id }: PostbackEvent, { about }: MmpReading) {
  return about === "event"
    ? { order_id }
    : { order_id: null, is_one_per_click: true };
}

function goalOf(
  { goal }: PostbackEvent,
  { about }: MmpReading,
  campaign: Owner["campaign"],
): string {
  if (about === "event" && goal === null) {
    const detail =
      "An event needs its name in `event_name`; without one it would be the default goal";
    throw new Refused("unknown_goal", detail);
  }
  const named = goal ?? about;
  if (named !== INSTALL) return named;
  const installed = installGoal(campaign);
  if (typeof installed === "string") return installed;
  throw new Refused(installed.code, installed.detail);
}

function statusOf({ goals }: Owner["campaign"], key: string) {
  const folded = key.toLowerCase();
  const goal = goals.find((one) => one.key.toLowerCase() === folded);
  return (goal?.default_status ?? null) as ConversionStatus | null;
}

/** Whether the click came after Play began to install. */
function timeFlags({ click }: PostbackEvent, reading: MmpReading): string[] {
  const timeOf = (text: string | null) =>
    text === null ? null : parseTime(text);
  const began_at = timeOf(reading.install_begin_at);
  if (began_at === null || began_at === 0) return [];
  const times = {
    referrer_click_at: timeOf(reading.referrer_click_at),
    install_begin_at: began_at,
    referrer_click_server_at: null,
    install_begin_server_at: null,
  };
  return installFlags(times, click.time_ms);
}

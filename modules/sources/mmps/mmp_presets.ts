import {
  EVENT_NAMES,
  GOAL_OF_FORM,
  MMP_MARKS,
  MMP_TITLES,
  ORDER_IN_VALUE,
  REASON_OF_MMP,
  STATUS_OF_FORM,
} from "./mmp_names.ts";
import type { MmpName } from "./mmp_names.ts";

/** Names that are an MMP's own, beside those of all. */
interface OwnNames {
  click_id?: readonly string[];
  order_id?: readonly string[];
  amount?: readonly string[];
  currency?: readonly string[];
  occurred_at?: readonly string[];
  adv1: readonly string[];
}

/**
 * The preset of an MMP: what the six have in common, and its own names. The network writes the URL, so the names are ours; those that an MMP
 * uses for the same are read, too. An MMP that is answered an error sends again for hours.
 */
function mmpPreset(mmp: MmpName, own: OwnNames) {
  const { click_id = [], order_id = [] } = own;
  const { amount = [], currency = [], occurred_at = [], adv1 } = own;
  return {
    title: MMP_TITLES[mmp],
    mapping: {
      click_id: ["click_id", ...click_id],
      goal: [GOAL_OF_FORM, ...EVENT_NAMES[mmp]],
      order_id: ["order_id", ORDER_IN_VALUE, ...order_id],
      amount: ["amount", ...amount],
      currency: ["currency", ...currency],
      occurred_at: ["occurred_at", ...occurred_at],
      status: [STATUS_OF_FORM],
      reason: [REASON_OF_MMP],
      adv1: ["adv1", ...adv1],
      ignore: MMP_MARKS,
    },
    status_map: {},
    answer: "always_200",
  } as const;
}

/** The presets of MMPs. `adv1` is the id that the MMP gave the install or its device. */
export const MMP_PRESETS = {
  appsflyer: mmpPreset("appsflyer", {
    click_id: ["clickid"],
    amount: ["event_revenue", "orig_monetary"],
    currency: ["event_revenue_currency"],
    occurred_at: ["event_time", "install_unix_ts", "timestamp"],
    adv1: ["appsflyer_id", "appsflyer_device_id"],
  }),
  adjust: mmpPreset("adjust", {
    click_id: ["label"],
    // An app may add its own to each callback.
    order_id: ["transaction_id"],
    amount: ["revenue_float"],
    occurred_at: ["created_at", "installed_at"],
    adv1: ["adid"],
  }),
  branch: mmpPreset("branch", {
    order_id: ["event_id"],
    amount: ["revenue_in_usd"],
    occurred_at: ["event_timestamp"],
    adv1: [],
  }),
  kochava: mmpPreset("kochava", {
    amount: ["revenue"],
    occurred_at: ["timestamp", "event_date"],
    adv1: ["kochava_device_id"],
  }),
  singular: mmpPreset("singular", {
    click_id: ["cl", "cl_id"],
    occurred_at: ["utcm", "timestamp"],
    adv1: ["singular_device_id"],
  }),
  appmetrica: mmpPreset("appmetrica", {
    order_id: ["transaction_id"],
    amount: ["price"],
    occurred_at: [
      "conversion_timestamp",
      "conversion_datetime",
      "install_timestamp",
      "install_datetime",
    ],
    adv1: ["appmetrica_device_id"],
  }),
} as const;

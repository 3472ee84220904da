/** Presets whose senders are mobile measurement partners (MMPs), which say what happened in an app. */
export const MMP_NAMES = [
  "appsflyer",
  "adjust",
  "branch",
  "kochava",
  "singular",
  "appmetrica",
] as const;

/** Name of an MMP with a preset. */
export type MmpName = (typeof MMP_NAMES)[number];

/** Whether a preset is an MMP's. */
export function isMmp(preset: string | null): preset is MmpName {
  return MMP_NAMES.some((name) => name === preset);
}

/** The MMPs by the names that they give themselves. */
export const MMP_TITLES: Readonly<Record<MmpName, string>> = {
  appsflyer: "AppsFlyer",
  adjust: "Adjust",
  branch: "Branch",
  kochava: "Kochava",
  singular: "Singular",
  appmetrica: "AppMetrica",
};

/** Names of the name of an event, likeliest first. */
export const EVENT_NAMES: Readonly<Record<MmpName, readonly string[]>> = {
  appsflyer: ["event_name"],
  // The second is the event's token, which never changes.
  adjust: ["event_name", "event"],
  branch: ["event_name", "name"],
  kochava: ["event_name"],
  singular: ["event_name", "evtname"],
  appmetrica: ["event_name", "conversion_event_name"],
};

/** Names of the reason of a rejection, likeliest first. */
export const REASON_NAMES = [
  "rejection_reason",
  "reject_reason",
  "rejected_reason",
  "blocked_reason",
  "fraud_reason",
];
/** Names of what an MMP adds to it, in their order. */
export const DETAIL_NAMES = [
  ["rejection_sub_reason", "reject_sub_reason", "blocked_sub_reason"],
  ["rejection_value", "reject_reason_value", "blocked_reason_value"],
];
/** Names that mean nothing but what `readMmp` makes of them. */
export const MMP_MARKS: readonly string[] = [
  "form",
  "activity_kind",
  "touch",
  "view",
  "reengagement",
  "redownload",
  "environment",
  "event_value",
  "is_rejected",
  "is_test",
  "referrer_click_at",
  "install_begin_at",
  ...REASON_NAMES,
  ...DETAIL_NAMES.flat(),
];

/** Names of the values that `readMmp` derives from a form; nobody sends them. */
export const GOAL_OF_FORM = "goal_of_form";
export const STATUS_OF_FORM = "status_of_form";
export const REASON_OF_MMP = "reason_of_mmp";
export const ORDER_IN_VALUE = "order_in_event_value";

/** Never sent: each is derived. */
export const OF_FORMS: readonly string[] = [
  GOAL_OF_FORM,
  STATUS_OF_FORM,
  REASON_OF_MMP,
  ORDER_IN_VALUE,
];

/** Verdicts on a click: `sent`, or the reason for the fallback. */
export const CLICK_VERDICTS = [
  "sent",
  "paused",
  "not_started",
  "ended",
  "capped",
  "geo",
  "device",
  "os",
  "source_blocked",
  "affiliate_blocked",
  "not_approved",
] as const;

/** A verdict on a click. */
export type ClickVerdict = (typeof CLICK_VERDICTS)[number];

/** The verdict of a click that another tracker counted, before the network moved here. */
export const IMPORTED = "imported";

/** Verdicts that stored clicks have; reports count all but the imported ones. */
export const STORED_VERDICTS = [...CLICK_VERDICTS, IMPORTED] as const;

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

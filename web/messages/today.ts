/** Texts of the first screen. */
export const TODAY = {
  title: "Today",
  by_hour: "By hour",
  yesterday: (value: string) => `${value} by this time yesterday`,
  no_yesterday: "nothing by this time yesterday",
  person: "Needs a person",
  person_none: "Nothing waits for a person.",
  since: "since",
  live: "As it comes",
  live_waiting:
    "Clicks, postbacks and deliveries appear here when they come. Open a link to see one.",
  live_lost: "The stream was lost; it comes back by itself.",
  live_skipped: (count: number) => `${count} more`,
  kinds: { click: "Click", postback: "Postback", delivery: "Delivery" },
  tiles: {
    revenue: "Revenue",
    payout: "Payout",
    margin: "Margin",
    "clicks.valid": "Valid clicks",
    "conversions.approved": "Approved",
    "conversions.pending": "Pending",
    cr: "CR",
  },
  hour: "Hour",
  choose_left: "Line",
  choose_right: "And",
} as const;

/** Texts of what is around every screen. */
export const FRAME = {
  view: "How it is shown",
  view_hint: "Kept on this device. What an address says goes first.",
  period: "Period of reports",
  period_own: "Last 7 days",
  keys: "Keyboard",
  keys_title: "Keys",
  keys_search: "search any id",
  keys_help: "this list",
  keys_close: "close what is open",
  keys_go: (place: string) => `go to ${place}`,
  keys_then: "then",
  keys_on: "Keys without Ctrl or Alt",
  keys_on_hint:
    "Turn them off if you speak to the computer or press keys by mistake.",
  bell_count: (count: string) => `${count} ringing`,
  bell_all: "What rings, and when",
  bell_since: "since",
  bell_where: "Have a look",
} as const;

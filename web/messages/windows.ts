/** Texts of the periods whose late sales are let in. */
export const WINDOWS = {
  title: "Late sales",
  lead: "A sale that is older than its campaign allows is refused. For a while, those of one past period can be let in: after a server of the advertiser was down, or its address was wrong.",
  none: "No period is let in. Open one when an advertiser has to send sales again.",
  open_one: "Let a period in",
  advertiser: "Advertiser",
  campaign: "Only of the campaign",
  source: "Only from the source",
  source_all: "each of its sources",
  every_campaign: "every campaign",
  period: "Sales that happened",
  from: "Sales from day",
  up_to: "Sales to day, included",
  taken: "Taken",
  closes: "Taken until the end of",
  would: (of: {
    from: string;
    to: string;
    closes: string;
    source: string;
    campaign: string;
    zone: string;
  }) =>
    `Sales that happened from ${of.from} to ${of.to}, for ${of.campaign}, by ${of.source}, are taken from now until the end of ${of.closes} (days in ${of.zone}). What was refused as too late is judged again by itself. Each needs its signature, an order id and its own time, and waits as pending until it is approved.`,
  would_wait: "Choose the advertiser and the days to read what it will do.",
  agree: "Let them in",
  states: { scheduled: "not begun", open: "open", closed: "closed" },
  state: "State",
  days: (from: string, to: string) => `${from} to ${to}`,
  close: "Close now",
  close_happens:
    "Late sales are refused again from now on. What it let in stays; its report is kept.",
  remove: "Remove",
  remove_happens: "It hasn't begun: nothing came in by it.",
  details: "What it let in",
  judged: "Judged",
  replayed: "refused before, judged again",
  direct: "came while it was open",
  recorded: "Conversions made",
  updated: "Conversions changed",
  duplicate: "Known already",
  ignored: "Left out",
  working: "What was refused before is still being judged.",
  report_none: "Nothing came in by it.",
  money: "Money it let in",
  revenue: "Revenue",
  payout: "Payout",
  refused: "Refused all the same",
  code: "Why",
  count: "Postbacks",
  example: "Such as",
  opened_by: "Opened by",
  opened_at: "on",
} as const;

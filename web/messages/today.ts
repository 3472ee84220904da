/** Texts of the first screen. */
export const TODAY = {
  title: "Today",
  as_of: "As of",
  by_hour: "By hour",
  as_table: "The same as a table",
  before: (name: string) => `${name}, yesterday`,
  was: "was",
  by_this_time: "by this time yesterday",
  no_yesterday: "yesterday nothing",
  up: (percent: string) => `up ${percent}`,
  down: (percent: string) => `down ${percent}`,
  pending: "pending",
  person: "Needs a person",
  person_none: "Nothing waits for a person.",
  needs: {
    beginning:
      "Nothing can be promoted yet: the first hour leads to a first sale",
    applications: "applied to join",
    pending: (days: number) => `conversions pending for over ${days} days`,
    refused: "postbacks refused today:",
    incidents: "rings:",
    parked: "deliveries wait for a server that is down",
    breaks: "statements are matched and wait for decisions on their breaks",
    missing: "months without a statement",
    drafts: "payments wait to be closed",
    closed: "payments are closed and not yet paid",
    tasks: "tasks failed",
    held: (money: string) =>
      `sales are held for their risk${money === "" ? "" : ` (${money})`} and aren't paid until somebody decides`,
  },
  you: "Waits for you",
  you_none: "Nothing waits for you.",
  waits: {
    endpoint_off: (host: string, reason: string | null) =>
      `${host} isn't told of your sales any more${reason === null ? "" : `: ${reason}`}`,
    endpoint_failing: (host: string) => `${host} doesn't take what it is told`,
    approved: (name: string) => `You may promote ${name}: build a link`,
    refused: (name: string, reason: string | null) =>
      `The network refused your application for ${name}${reason === null ? "" : `: ${reason}`}`,
    new_offer: (name: string) => `${name} is new`,
    new_offers: "offers are new",
    paid: (money: string) => `${money} was sent to you`,
    unpaid: (money: string, reason: string | null) =>
      `The payment of ${money} failed${reason === null ? "" : `: ${reason}`}`,
    details: (money: string) =>
      `${money} is payable, and the network doesn't know where to send it`,
    silent: (name: string, at: string) =>
      `${name} hasn't been heard since ${at}`,
    invoice_due: (number: number, money: string, day: string) =>
      `Invoice ${number}: ${money} is due on ${day}`,
    invoice_late: (number: number, money: string, day: string) =>
      `Invoice ${number}: ${money} was due on ${day}`,
    file_columns: (name: string) =>
      `${name} waits: say whether its columns were understood`,
    held: (count: number, money: string, why: string) =>
      `${count === 1 ? "One of your sales is" : `${count} of your sales are`} held for ${count === 1 ? "its" : "their"} risk${money === "" ? "" : ` (${money})`} and not paid until the network decides: ${why}`,
    file_failed: (name: string) => `${name} couldn't be read`,
  },
  need_unread: "Not known, for want of an answer:",
  begin: "Begin",
  decide: "Decide",
  look: "Look",
  mend: "Mend",
  promote: "Promote",
  enter: "Enter it",
  answer: "Answer",
  pay: "Pay",
  live: "As it comes",
  pause: "Pause",
  go_on: "Go on",
  paused: "Paused. What comes meanwhile is in the lists.",
  live_waiting:
    "What happens from now on appears here at once. Open a link to see a click.",
  live_lost: "The stream was lost; it comes back by itself.",
  live_skipped: (count: string) =>
    `${count} more came than can be shown one by one; they are in the lists.`,
  kinds: { click: "Click", postback: "Postback", delivery: "Delivery" },
  of_campaign: (id: string) => `campaign ${id}`,
  of_affiliate: (id: string) => `affiliate ${id}`,
  tiles: {
    revenue: "Revenue",
    payout: "Payout",
    margin: "Margin",
    "clicks.valid": "Valid clicks",
    "conversions.approved": "Conversions",
    cr: "CR",
  },
  hour: "Hour",
  choose_left: "Line",
  choose_right: "And",
} as const;

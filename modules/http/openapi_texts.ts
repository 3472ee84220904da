/** Texts of the tags. */
const TAGS: Readonly<Record<string, string>> = {
  advertisers: "The companies whose products are promoted, with their terms.",
  affiliates:
    "The publishers who promote them, with balance and payment details.",
  "backfill-windows":
    "Periods in which postbacks that come too late are taken.",
  bells: "What the tracker watches, and from when on it rings.",
  bulk: "Up to 1,000 things set up in one request, all or none.",
  campaigns:
    "What is promoted: goals, prices, destinations, targeting and caps.",
  clicks: "Every click, where it was sent, and why.",
  "conversion-rules": "Rules that hold or reject conversions.",
  conversions: "Sales and other goals that were reached, and changes by hand.",
  deliveries: "Postbacks to affiliates, with each attempt.",
  "fx-rates": "Exchange rates by day.",
  imports: "Files of conversions to create or change.",
  incidents: "What a bell rang for, from start to end.",
  invitations: "Invitations of people, by a link that works once.",
  invoices: "What advertisers are billed, and what they have paid.",
  jobs: "The tracker's regular background work.",
  ledger: "The books: every booking, the balances, and their check.",
  links: "Tracking links of affiliates.",
  moves: "What moved here from another tracker, and what was forgotten.",
  me: "Who asks, for whom, and what it may.",
  "payment-runs": "Makes the payments that are due.",
  "password-resets": "New passwords by a link that works once.",
  payments: "What affiliates are paid.",
  periods: "Months, closed to further bookings.",
  "postback-presets": "Settings for the trackers that affiliates use.",
  postbacks: "Postbacks as they came, with their verdict and each check.",
  public: "Addresses for visitors, senders of postbacks and monitoring.",
  reconciliations: "Advertisers' statements compared with our books.",
  risk: "Who stands out and why, and decisions about it.",
  "risk-rules": "From which scores on something happens, and what.",
  sandbox: "Tries a click or postback out; nothing is stored.",
  session: "Signing in and out, and who is signed in.",
  sessions: "Where people are signed in.",
  setup: "The first admin.",
  sources: "Who sends an advertiser's postbacks, how, and with which proof.",
  tasks: "Long-running work, with its progress.",
  tokens: "Tokens for programs.",
  domains: "Domains that lead here, each with its own fallback.",
  "traffic-rules": "Rules that block, redirect or flag clicks.",
  users: "People who may sign in.",
  webhooks: "Who is told of the network's own events, with each delivery.",
};

/** Describes a tag. */
export function tagText(name: string): string {
  return TAGS[name] ?? `Operations on ${name.replaceAll("-", " ")}.`;
}

const PATHS: Readonly<Record<string, string>> = {
  delivery_id: "Id of the delivery.",
  endpoint_id: "Id of the endpoint.",
  entry_id: "Id of the ledger entry.",
  month: "A month, such as `2026-10`.",
  name: "Name of the job.",
  part: "Its id.",
  rest: "Parameters as `name:value`, divided by slashes.",
  secret_id: "Id of the secret.",
  sid: "The account's SID at the sender; not used.",
  source_id: "Id of the source.",
};

/** Names of `key` by what comes before it in the path. */
const KEYS: Readonly<Record<string, string>> = {
  goals: "Key of the goal; `*` is every goal where prices are set.",
  breaks: "Id of the break.",
};

/** Describes a parameter of the path; `before` is the segment in front of it. */
export function pathText(name: string, before: string): string {
  if (name === "key") return KEYS[before] ?? "Key of the source.";
  const one = before
    .replace(/ies$/, "y")
    .replace(/s$/, "")
    .replaceAll("-", " ");
  return PATHS[name] ?? (one === "" ? "Its id." : `Id of the ${one}.`);
}

const QUERY: Readonly<Record<string, string>> = {
  as_of:
    "The balances at this time, RFC 3339, or at the start of this day in your zone; now if left out.",
  at: "A time, RFC 3339, or the start of a day in your zone; now if left out.",
  base: "The base currency of the rates.",
  class: "Class of the break, such as `missing_ours`.",
  click_id: "The click that it is about.",
  click_ref: "The affiliate's own id of the click.",
  code: "Code of the refusal; several are separated by commas.",
  conversion_id: "Id of the conversion.",
  cursor: "The `next_cursor` of the page before.",
  customer_id: "The advertiser's id of the customer.",
  date: "The day of the rates, such as `2026-11-22`.",
  email: "The whole email address.",
  external_id: "Your own id of it.",
  figure: "A figure of the balance: only the entries behind it.",
  file_name: "Name of the file.",
  flag: "A flag of the conversion, such as `test`.",
  from: "From this time on, RFC 3339, or from the start of this day in your zone.",
  goal: "Key of the goal.",
  goal_key: "Another name of `goal`.",
  group_by: "The property to count by.",
  http_status: "Status of the answer, such as `422`, or `4xx` for a class.",
  ip: "Address of the sender.",
  limit: "Maximum number of rows, from 1 to 500; 50 if left out.",
  mapping: "A mapping as JSON.",
  months: "How many past months to look at, at most 12.",
  name: "The whole name.",
  order_id: "The advertiser's order.",
  outcome:
    "`recorded`, `updated`, `duplicate`, `ignored`, `forwarded`, or the code of a refusal; several are separated by commas.",
  owner: "The person it is assigned to.",
  paused: "Whether it is paused.",
  payment_hold: "Whether payments are held back.",
  problems: "With `true`, only rows that could not be read.",
  proposed: "The proposed action.",
  q: "Part of a name, email, external id or slug; case is ignored.",
  reason: "The reason of the status.",
  run_id: "Id of the payment run.",
  slug: "The link's part of its address.",
  sort: "Field to sort by; with `-` in front, largest first.",
  source_id: "Id of the source; several are separated by commas.",
  tier: "Tier of the rule that matched.",
  timezone: "Time zone of times without an offset, such as `Europe/Berlin`.",
  to: "Before this time, RFC 3339, or before the start of this day in your zone.",
};

/** Describes a parameter of the query. */
export function queryText(name: string): string {
  return QUERY[name] ?? `Only rows with this \`${name}\`.`;
}

const STATUSES: Readonly<Record<string, string>> = {
  200: "OK.",
  201: "Created.",
  202: "Accepted: a task does the work.",
  204: "Done. The answer has no body.",
};

/** Describes a successful response. */
export function statusText(status: string): string {
  return STATUSES[status] ?? "OK.";
}

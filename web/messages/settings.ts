/** Texts of settings. */
export const SETTINGS = {
  title: "Settings",
  tabs: {
    account: "Your account",
    people: "People",
    tokens: "Tokens",
    webhooks: "Webhooks",
    bells: "Bells",
    rules: "Rules",
    jobs: "Jobs and tasks",
    health: "Health",
    audit: "Audit log",
  },
  created: "Made",
  state: "State",
  name: "Name",
  email: "Email",
  role: "Role",
  of: "Of",
  everything: "everything",
  actions: "Actions",
  change: "Change",
  on: "on",
  off: "off",
  roles: {
    admin: "Admin",
    manager: "Manager",
    affiliate: "Affiliate",
    advertiser: "Advertiser",
  },
  may: {
    admin: "May do everything.",
    manager: "May do everything but people and the audit log.",
    affiliate: "Has its own links, endpoints and money.",
    advertiser: "Has its own campaigns, sources and statements.",
  },
  affiliate: "Affiliate",
  advertiser: "Advertiser",
  limit_affiliates: "Only these affiliates",
  limit_advertisers: "Only these advertisers",
  limit_hint:
    "A part of the name, then choose; or a number and Enter. None is all.",
} as const;

/** Texts of one's own account. */
export const ACCOUNT = {
  password: "Password",
  current: "Current password",
  new_password: "New password",
  change_password: "Change the password",
  password_changed: "Changed. Your other sessions have ended.",
  second: "Second step",
  second_on: "Signing in takes a code from your authenticator.",
  second_off:
    "With a second step, a stolen password isn't enough: signing in also takes a code from an app on your phone.",
  second_start: "Set it up",
  second_scan:
    "Scan this with your authenticator, or type the secret into it. Then type the code that it shows.",
  second_secret: "Secret",
  second_confirm: "Turn it on",
  second_remove: "Turn it off",
  code: "Code",
  qr: "The secret as a picture for the authenticator",
  recovery: "Recovery codes",
  recovery_text:
    "Each works once instead of a code. Keep them where your phone isn't; they aren't shown again.",
  sessions: "Where you are signed in",
  session_this: "this one",
  session_seen: "Last seen",
  session_address: "Address",
  session_browser: "Browser",
  session_end: "End",
  session_end_all: "End all",
  session_all_asks: "You are signed out everywhere, here too.",
  mails: "Mails",
  mails_text: "Which events you are told of by mail.",
  mails_off: "This tracker sends no mails: its settings name no mail server.",
  mails_save: "Save the choice",
} as const;

/** Texts about people. */
export const PEOPLE = {
  invite: "Invite somebody",
  invite_text:
    "They get a link that works once, for seven days, and choose a password.",
  invited: "Send this link to them. It works once, and isn't shown again.",
  invited_mail: {
    sent: "It was mailed to them, too.",
    failed: "The mail failed; the link works all the same.",
    off: "This tracker sends no mails: hand it over yourself.",
  },
  users: "People",
  find: "Find by name or email",
  disabled: "disabled",
  active: "active",
  disable: "Disable",
  enable: "Enable again",
  disable_text: "All sessions and tokens of theirs end at once.",
  reset: "Link to set a password",
  reset_done:
    "Send this link to them. It works for a day, and isn't shown again.",
  drop_second: "Turn off the second step",
  invitations: "Invitations",
  revoke: "Revoke",
  states: {
    open: "open",
    accepted: "accepted",
    revoked: "revoked",
    expired: "expired",
  },
  until: "Until",
} as const;

/** Texts about tokens. */
export const TOKENS = {
  make: "Make a token",
  text: "For programs: each has your own rights, or less.",
  name_hint: "Where it is used, such as: dashboard of the office.",
  role_own: "as I",
  role: "Rights",
  scopes: "Only",
  scopes_hint:
    "Scopes with commas between, such as reports:read, links:write. Empty is all.",
  expires: "Until",
  expires_hint: "Empty is for ever.",
  made: "Copy it now: it isn't shown again.",
  revoke: "Revoke",
  revoke_text: "Programs that use it stop working at once.",
  last_used: "Last used",
  never: "never",
  revoked: "revoked",
  expired: "expired",
  active: "active",
  none: "No tokens yet. Make one for a program that asks the API for you.",
} as const;

/** Texts about webhooks. */
export const HOOKS = {
  make: "Add a webhook",
  url: "Address",
  url_hint: "It gets a POST with JSON, signed, soon after the event.",
  events: "Events",
  made: "The secret that its requests are signed with. It isn't shown again.",
  none: "No webhooks yet. One tells another system what happens here.",
  test: "Send a sample",
  heard: "heard",
  not_heard: "not heard",
  log: "What was sent",
  log_none: "Nothing was sent yet.",
  retry: "Send again",
  back: "All that was sent",
  one: "Request and answer",
  tries_none: "It wasn't sent yet.",
  turn_on: "Turn on",
  turn_off: "Turn off",
  remove: "Remove",
  remove_text: "Nothing more is sent there; what was sent is forgotten.",
  secrets: "Keys of signing",
  secrets_hint:
    "Requests carry a signature of each. Add one, teach it to the receiver, then remove the old one.",
  add_secret: "Add a key",
  failing: "failing since",
  waiting: "waiting",
  tries: "Tries",
  answer: "Answer",
  event: "Event",
} as const;

/** Texts about bells. */
export const BELLS = {
  text: "Each rings once when it begins, and is over by itself. Webhooks can be told.",
  threshold: "From",
  window: "Within hours",
  incidents: "What rang",
  incidents_none: "Nothing rang yet.",
  states: { open: "rings", over: "over" },
  began: "Began",
  ended: "Ended",
  bell: "Bell",
  what: "What",
  one: "It rang",
  value: "Figure when it rang",
  rings_from: "Rings from",
  alike: "When it rang alike",
} as const;

/** Texts about jobs, tasks and health. */
export const SYSTEM = {
  tasks: "Tasks",
  tasks_text:
    "Long work that somebody asked for. It goes on when this page is left.",
  tasks_none: "No tasks.",
  task: "Task",
  progress: "Progress",
  of: "of",
  per_second: "a second",
  ready_at: "ready at",
  cancel: "Cancel",
  cancel_asks:
    "It stops after the piece that is under way. What is done by then stays, and it can be resumed.",
  resume: "Resume",
  jobs: "Jobs",
  jobs_text: "What the tracker does by itself, again and again.",
  job: "Job",
  every: "How often",
  on_request: "when asked for",
  by_clock: "by the clock",
  states: {
    waiting: "waiting",
    running: "running",
    done: "done",
    failed: "failed",
    cancelled: "cancelled",
  },
  last_run: "Last run",
  next_run: "Next run",
  run: "Run now",
  waiting: "waiting",
  running: "running",
  failed: "failed",
  healthy: "All is well.",
  degraded: "Working, but not as it should be:",
  not_ready: "Not ready: clicks are answered and kept, the rest waits.",
  database: "Database",
  journal: "Journal",
  journal_hint: "Clicks are written here before they are answered.",
  lag: "Not yet in the database",
  set_aside: "Set aside, for they can't be stored",
  not_stored: "Clicks not stored",
  queued: "Postbacks waiting",
  limited: "Postbacks slowed down",
  untrusted: "Requests by unknown proxies",
  ledger: "Ledger",
  ledger_check: "Check every entry",
  ledger_ok: (entries: string) =>
    `All ${entries} entries add up, and none was changed.`,
  ledger_bad: "The ledger doesn't add up:",
  metrics: "Figures for a monitor (Prometheus)",
} as const;

/** Texts about the audit log. */
export const AUDIT = {
  none: "Nothing here. Each change by a person, token or job leaves a line.",
  at: "Time",
  who: "Who",
  did: "Did",
  what: "What",
  kind: "By",
  resource: "Kind",
  resource_id: "Number",
  action: "Action",
  before: "Before",
  after: "After",
  field: "Field",
  nothing: "–",
} as const;

/** Names of webhooks' events. */
const EVENTS: Readonly<Record<string, string>> = {
  "conversion.recorded": "A conversion was recorded",
  "conversion.changed": "A conversion changed",
  "conversion.rejected": "Conversions were rejected, once a day",
  "payment.closed": "A payment was closed",
  "payment.paid": "A payment was paid",
  "payment.failed": "A payment failed",
  "payment_details.changed": "Payment details change",
  "invoice.created": "An invoice was made",
  "affiliate.applied": "Somebody applied",
  "affiliate.decided": "An application was decided",
  "offer.changed": "An offer changed",
  "endpoint.switched_off": "An endpoint was switched off",
  "endpoint.failing": "An endpoint fails",
  "source.silent": "A source is silent",
  "refusals.rising": "More postbacks are refused",
  "cap.near": "A cap is nearly used up",
  "cap.reached": "A cap is used up",
  "campaign.paused": "A campaign paused or ended",
  "risk.held": "Money was held for a risk",
  "statement.missing": "A statement is late",
  "ledger.broken": "The ledger's check failed",
  "report.ready": "A scheduled report is ready",
  "report.broken": "Reports don't add up",
};

/** The name of an event in words; one without any is shown as it is. */
export function eventInWords(event: string): string {
  return EVENTS[event] ?? event;
}

/** How changes of a table's rows are kept in the audit. */
export interface AuditedTable {
  /** Name of its rows to people. */
  resource: string;
  /** The columns that name a row; by default `id`. */
  key?: readonly string[];
  /** Columns of which the audit only says that they were changed. */
  secret?: readonly string[];
  /** Columns that nobody changes: times of use, counts, results. */
  ignored?: readonly string[];
  /**
   * Conditions of the changes that are kept, in SQL; by default all. Without one, a kind of change
   * isn't kept if others have one.
   */
  when?: Partial<Record<ChangeKind, string>>;
}

type ChangeKind = "insert" | "update" | "delete";

const CONFIRMED_ASKER = "new.asked_by is not null";

/** Tables whose changes the audit keeps, by triggers that are made from this after migrating. */
export const AUDITED: Readonly<Record<string, AuditedTable>> = {
  users: { resource: "users", secret: ["password_hash"] },
  sessions: {
    resource: "sessions",
    key: ["public_id"],
    secret: ["id"],
    ignored: ["last_seen_at", "expires_at"],
  },
  api_tokens: {
    resource: "tokens",
    secret: ["token_hash"],
    ignored: ["last_used_at"],
  },
  invitations: { resource: "invitations", secret: ["token_hash"] },
  password_resets: { resource: "resets", secret: ["token_hash"] },
  second_steps: {
    resource: "second-steps",
    key: ["user_id"],
    secret: ["secret_sealed", "recovery_hashes"],
    ignored: ["last_period"],
  },
  notification_choices: { resource: "notifications", key: ["user_id"] },
  advertisers: { resource: "advertisers" },
  affiliates: { resource: "affiliates" },
  campaigns: { resource: "campaigns" },
  goals: { resource: "goals", key: ["campaign_id", "key"] },
  goal_payouts: { resource: "payouts" },
  click_prices: { resource: "click-prices" },
  links: { resource: "links" },
  applications: { resource: "applications" },
  sign_up_questions: { resource: "sign-up-questions" },
  smart_targets: { resource: "smart-targets", key: ["link_id", "position"] },
  campaign_affiliates: {
    resource: "campaign-affiliates",
    key: ["campaign_id", "affiliate_id"],
  },
  destinations: { resource: "destinations" },
  traffic_rules: { resource: "traffic-rules" },
  domains: { resource: "domains" },
  caps: { resource: "caps" },
  click_keys: {
    resource: "click-keys",
    key: ["key_number"],
    secret: ["sealed"],
  },
  sources: {
    resource: "sources",
    secret: [
      "key",
      "key_sealed",
      "key_hash",
      "old_key",
      "secrets",
      "token",
      "old_token",
      "service_account",
    ],
    ignored: ["had_pixel"],
  },
  sheet_links: { resource: "sheet-links", secret: ["token_hash"] },
  endpoints: {
    resource: "endpoints",
    secret: ["secrets", "headers", "credential"],
  },
  webhooks: { resource: "webhooks", secret: ["secrets"] },
  bells: { resource: "bells", key: ["name"] },
  saved_reports: {
    resource: "saved-reports",
    ignored: ["next_at", "sent_at", "failure", "failures", "retry_at"],
  },
  conversion_rules: { resource: "conversion-rules" },
  risk_rules: { resource: "risk-rules" },
  risk_decisions: { resource: "risk-decisions" },
  backfill_windows: {
    resource: "backfill-windows",
    ignored: ["replayed_to", "replay_done", "report"],
  },
  forwards: { resource: "forwards" },
  locked_periods: { resource: "periods", key: ["month"] },
  released_holds: { resource: "released-holds", key: ["entry_id"] },
  fx_rates: { resource: "fx-rates" },
  payment_runs: { resource: "payment-runs" },
  payments: { resource: "payments", ignored: ["entries_hash"] },
  payment_details: {
    resource: "payment-details",
    key: ["affiliate_id"],
    secret: ["sealed"],
  },
  payment_detail_changes: {
    resource: "payment-details",
    secret: ["sealed"],
  },
  invoices: { resource: "invoices" },
  invoice_receipts: { resource: "invoice-receipts" },
  statements: { resource: "statements", ignored: ["sha256"] },
  statement_mappings: { resource: "statement-mappings" },
  shadow_exports: {
    resource: "shadow-exports",
    ignored: ["compared_at", "content_key"],
  },
  reconciliation_tolerances: {
    resource: "tolerances",
    key: ["advertiser_id"],
  },
  reconciliations: {
    resource: "reconciliations",
    ignored: ["columns", "proposal", "reading", "totals", "matched_at"],
  },
  reconciliation_batches: {
    resource: "reconciliation-batches",
    ignored: ["totals"],
  },
  reconciliation_items: {
    resource: "breaks",
    key: ["reconciliation_id", "row_no", "conversion_id"],
    // Those that a batch applies or undoes stand in `reconciliation_actions`.
    when: {
      update: `new.changed_by is not null and new.state not in ('applied', 'undone')
        and (old.owner, old.note, old.state) is distinct from (new.owner, new.note, new.state)`,
    },
  },
  moves: {
    resource: "moves",
    // The times of applying and undoing stay.
    ignored: ["done", "total", "problem", "planned_at", "status"],
  },
  jobs: {
    resource: "tasks",
    ignored: [
      "asked_by",
      "attempt",
      "claim",
      "claimed_at",
      "claimed_until",
      "cursor",
      "done",
      "done_at_claim",
      "last_error",
      "progress_at",
      "result",
      "started_at",
      "total",
    ],
    when: {
      insert: `${CONFIRMED_ASKER} and (new.is_task or new.key = 'clock')`,
      // Cancelled, or resumed after it had stopped.
      update: `(old.cancel_requested_at is null and new.cancel_requested_at is not null)
        or (old.state in ('failed', 'cancelled') and new.state = 'waiting')`,
    },
  },
};

/** Tables whose changes the audit doesn't keep, each with the reason. */
export const NOT_AUDITED: Readonly<Record<string, string>> = {
  audit: "the audit itself",
  balance_snapshots: "sums of the ledger",
  bell_watch: "when the bells last watched",
  cap_counters: "counts of clicks",
  click_claims: "made by apps, once each",
  click_days: "written by the daily booking, with a row for each version",
  clicks: "made by visitors; a deletion of personal data is recorded",
  config_version: "counts changes of the configuration",
  conversion_deltas: "counts of conversions",
  conversion_facts: "a copy of clicks",
  conversion_risks:
    "scored by the program; decisions of people are kept by themselves",
  conversion_versions: "the history of conversions",
  conversions:
    "postbacks write them too; changes by people and jobs are recorded by their door",
  customers: "learned from postbacks",
  deliveries: "written with conversions; what people ask for is recorded",
  delivery_attempts: "tries of the senders",
  delivery_queue: "work of the senders",
  endpoint_health: "measured by the senders",
  forward_uses: "counted by the sender of forwards",
  forwarded_postbacks: "made by senders of postbacks",
  goal_rules: "a copy of each version of a goal's prices",
  idempotency_keys: "answers of requests, kept a day",
  incidents: "found by the bells",
  invoice_claims: "entries of an invoice, written with it",
  job_firings: "the scheduler's clock",
  job_runs: "the scheduler's last runs",
  journal_positions: "how far the journal is stored",
  leases: "which instance leads",
  ledger_chain: "hashes of the ledger",
  ledger_horizon: "how far the ledger is complete",
  ledger_transactions:
    "never changed; adjustments by people are recorded as they are booked",
  mails: "sent by the program",
  move_batches: "read from a move's files",
  move_parts: "bytes of a move's files",
  move_rows: "read from a move's files, with what became of each",
  network_events: "told by what changed",
  node_leases: "which process mints with which number",
  old_clicks: "a copy of a move's file; the move is recorded",
  open_breakers: "measured by the senders",
  payment_claims: "entries of a payment, written with it",
  postback_counts: "counts of postbacks",
  postback_nonces: "used by postbacks",
  postbacks: "made by senders; what is judged again keeps its earlier verdict",
  reconciliation_actions: "the history of each applied break",
  reconciliation_lines: "a copy of conversions for a comparison",
  report_blocks: "counts of clicks and conversions",
  report_clicks_kept: "which days of clicks are deleted by age",
  report_differences: "found by a job",
  report_recounts: "work of the reports' counts",
  risk_findings: "compared by a job",
  risk_offers: "compared by a job",
  shadow_items: "compared by a job",
  shadow_rows: "read from an old tracker's export",
  sign_in_networks: "learned from signing in",
  statement_parts: "bytes of a statement, written with it",
  statement_rows: "read from a statement",
  stranger_postbacks: "made by strangers",
  tier_counters: "counts of conversions",
  unmapped_seen: "learned from postbacks",
  unresolved_links: "learned from visitors",
  user_agents: "learned from clicks",
  voided_claims: "entries of a voided payment, written with it",
  voided_invoice_claims: "entries of a voided invoice, written with it",
  webhook_deliveries: "written for events; retries are seen in their tries",
};

/** Resources of changes that are recorded without triggers. */
const RECORDED = [
  "adjustments",
  "conversions",
  "deliveries",
  "personal-data",
  "postbacks",
];

/** All resources that lines of the audit name. */
export const AUDIT_RESOURCES: readonly string[] = [
  ...new Set([
    ...Object.values(AUDITED).map(({ resource }) => resource),
    ...RECORDED,
  ]),
].sort();

/** Every change of the configuration begins with its version's, be it all that it writes. */
const NAMED = [...Object.keys(AUDITED), "config_version"];

const WRITTEN = new RegExp(
  String.raw`\b(?:insert\s+into|merge\s+into|update|delete\s+from|copy)\s+(?:only\s+)?"?(?:${NAMED.join("|")})\b|\bwrite_audit\(`,
  "i",
);

/**
 * Whether a statement may add to the audit: it changes an audited table, or records a change, or
 * begins one of the configuration.
 */
export function writesAudited(text: string): boolean {
  return WRITTEN.test(text);
}

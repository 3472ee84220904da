/**
 * Where Citus keeps a table's rows: `distributed` over the workers by a column, a copy on every node
 * (`reference`), or on the coordinator (`plain`).
 */
export type Placement =
  | { kind: "distributed"; by: "campaign_id" }
  | { kind: "reference" }
  | { kind: "plain"; why: string };

const DISTRIBUTED: Placement = { kind: "distributed", by: "campaign_id" };
const REFERENCE: Placement = { kind: "reference" };

function plain(why: string): Placement {
  return { kind: "plain", why };
}

/** Citus has no triggers on distributed and reference tables. */
const AUDITED = plain("audited by triggers; small");
const WORK = plain("a queue or lease, locked row by row");
const NETWORK = plain("of the network, not of a campaign; small");

/** The placement of every table; `tallyho distribute` follows it. Partitions go with their table. */
export const PLACEMENT: Readonly<Record<string, Placement>> = {
  // Grow with the traffic.
  clicks: DISTRIBUTED,
  click_days: DISTRIBUTED,
  conversions: DISTRIBUTED,
  conversion_facts: DISTRIBUTED,
  conversion_versions: DISTRIBUTED,
  ledger_transactions: DISTRIBUTED,
  postbacks: DISTRIBUTED,

  // Joined with clicks by a key that isn't the campaign.
  user_agents: REFERENCE,

  // Grow with the traffic, but stay on one machine.
  click_claims: plain("its key is the click alone; a row for each claim"),
  conversion_deltas: plain("emptied into blocks within minutes"),
  customers: plain("of an advertiser, whatever the campaign"),
  deliveries: plain("its key is the delivery alone"),
  delivery_attempts: plain("belongs to deliveries"),
  invoice_claims: plain("its key is the entry alone"),
  payment_claims: plain("its key is the entry alone"),
  released_holds: AUDITED,
  report_blocks: plain("of all campaigns of a day; compressed"),
  stranger_postbacks: plain("of no campaign; kept for 30 days"),
  voided_claims: plain("belongs to payment_claims"),
  voided_invoice_claims: plain("belongs to invoice_claims"),
  webhook_deliveries: plain("of the network's own events"),

  delivery_queue: WORK,
  idempotency_keys: WORK,
  job_firings: WORK,
  job_runs: WORK,
  jobs: WORK,
  journal_positions: WORK,
  leases: WORK,
  mails: WORK,
  node_leases: WORK,
  postback_nonces: plain("of an advertiser; kept for days"),
  report_recounts: WORK,
  tier_counters: plain("its rows are locked for update"),

  advertisers: AUDITED,
  affiliates: AUDITED,
  api_tokens: AUDITED,
  applications: AUDITED,
  backfill_windows: AUDITED,
  bells: AUDITED,
  campaign_affiliates: AUDITED,
  campaigns: AUDITED,
  caps: AUDITED,
  click_keys: AUDITED,
  click_prices: AUDITED,
  conversion_rules: AUDITED,
  destinations: AUDITED,
  endpoints: AUDITED,
  fx_rates: AUDITED,
  goal_payouts: AUDITED,
  goals: AUDITED,
  invitations: AUDITED,
  invoice_receipts: AUDITED,
  invoices: AUDITED,
  links: AUDITED,
  locked_periods: AUDITED,
  notification_choices: AUDITED,
  password_resets: AUDITED,
  payment_detail_changes: AUDITED,
  payment_details: AUDITED,
  payment_runs: AUDITED,
  payments: AUDITED,
  reconciliation_batches: AUDITED,
  reconciliation_items: AUDITED,
  reconciliation_tolerances: AUDITED,
  reconciliations: AUDITED,
  saved_reports: AUDITED,
  second_steps: AUDITED,
  sessions: AUDITED,
  sheet_links: AUDITED,
  sign_up_questions: AUDITED,
  smart_targets: AUDITED,
  sources: AUDITED,
  statement_mappings: AUDITED,
  statements: AUDITED,
  traffic_rules: AUDITED,
  users: AUDITED,
  webhooks: AUDITED,

  audit: NETWORK,
  balance_snapshots: NETWORK,
  bell_watch: NETWORK,
  cap_counters: plain("added to in place by every batch"),
  config_version: NETWORK,
  endpoint_health: NETWORK,
  goal_rules: plain("joined with goals, which are audited"),
  incidents: NETWORK,
  ledger_chain: NETWORK,
  ledger_horizon: NETWORK,
  network_events: NETWORK,
  open_breakers: NETWORK,
  postback_counts: plain("added to in place by every batch"),
  reconciliation_actions: plain("of a reconciliation, whatever the campaign"),
  reconciliation_lines: plain("of a reconciliation, whatever the campaign"),
  report_clicks_kept: NETWORK,
  report_differences: NETWORK,
  sign_in_networks: NETWORK,
  statement_parts: plain("of an advertiser's statement"),
  statement_rows: plain("of an advertiser's statement"),
  unmapped_seen: NETWORK,
};

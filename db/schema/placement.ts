/**
 * Where Citus keeps a table's rows: `distributed` over the workers by a column, a copy on every node
 * (`reference`), or on the coordinator (`plain`).
 */
export type Placement =
  | {
      kind: "distributed";
      by: "campaign_id";
      /** Its unique keys get the column when it is distributed; elsewhere they are smaller without. */
      is_keyed_then?: true;
      /** SQL of the column for rows that lack it, over the table's own columns. */
      filled_by?: string;
    }
  | { kind: "reference" }
  | { kind: "plain"; why: string; filled_by?: string };

const DISTRIBUTED: Placement = { kind: "distributed", by: "campaign_id" };
const REFERENCE: Placement = { kind: "reference" };

function plain(why: string, filled_by?: string): Placement {
  return filled_by === undefined
    ? { kind: "plain", why }
    : { kind: "plain", why, filled_by };
}

function keyedThen(filled_by?: string): Placement {
  const filled = filled_by === undefined ? {} : { filled_by };
  return {
    kind: "distributed",
    by: "campaign_id",
    is_keyed_then: true,
    ...filled,
  };
}

const OF_ENTRY =
  "(select t.campaign_id from ledger_transactions t where t.id = entry_id)";
/** An event isn't of a campaign. */
const OF_DELIVERY =
  "coalesce((select d.campaign_id from deliveries d where d.id = delivery_id), 0)";

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
  conversion_risks: DISTRIBUTED,
  conversion_versions: DISTRIBUTED,
  ledger_transactions: DISTRIBUTED,
  postbacks: DISTRIBUTED,

  // Their rows are found by a key of their own, which is unique in all campaigns.
  deliveries: keyedThen(),
  delivery_attempts: keyedThen(OF_DELIVERY),
  invoice_claims: keyedThen(OF_ENTRY),
  payment_claims: keyedThen(OF_ENTRY),
  voided_claims: keyedThen(OF_ENTRY),
  voided_invoice_claims: keyedThen(OF_ENTRY),

  // Joined with clicks by a key that isn't the campaign.
  user_agents: REFERENCE,

  // Grow with the traffic, but stay on one machine.
  click_claims: plain("its key is the click alone; a row for each claim"),
  old_clicks: plain("found by the old id alone, whatever the campaign"),
  conversion_deltas: plain("emptied into blocks within minutes"),
  customers: plain("of an advertiser, whatever the campaign"),
  released_holds: plain(
    "audited by a trigger, whoever releases; a row for each release by hand",
  ),
  report_blocks: plain("of all campaigns of a day; compressed"),
  stranger_postbacks: plain("of no campaign; kept for 30 days"),
  webhook_deliveries: plain("of the network's own events"),

  delivery_queue: plain("a queue, locked row by row", OF_DELIVERY),
  forward_uses: NETWORK,
  forwarded_postbacks: plain("a queue of the few that name no click of ours"),
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
  domains: AUDITED,
  endpoints: AUDITED,
  forwards: AUDITED,
  fx_rates: AUDITED,
  goal_payouts: AUDITED,
  goals: AUDITED,
  invitations: AUDITED,
  invoice_receipts: AUDITED,
  invoices: AUDITED,
  links: AUDITED,
  locked_periods: AUDITED,
  moves: AUDITED,
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
  risk_decisions: AUDITED,
  risk_rules: AUDITED,
  saved_reports: AUDITED,
  second_steps: AUDITED,
  sessions: AUDITED,
  shadow_exports: AUDITED,
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
  move_batches: plain("of a move; small beside the clicks they became"),
  move_parts: plain("of a move; deleted when they are read"),
  move_rows: plain("of a move, whatever the campaign"),
  network_events: NETWORK,
  open_breakers: NETWORK,
  postback_counts: plain("added to in place by every batch"),
  reconciliation_actions: plain("of a reconciliation, whatever the campaign"),
  reconciliation_lines: plain("of a reconciliation, whatever the campaign"),
  report_clicks_kept: NETWORK,
  report_differences: NETWORK,
  risk_findings: plain("compared anew by a job; a few for each affiliate"),
  risk_offers: NETWORK,
  shadow_items: plain("of a comparison, whatever the campaign"),
  shadow_rows: plain("of an old tracker's export"),
  sign_in_networks: NETWORK,
  statement_parts: plain("of an advertiser's statement"),
  statement_rows: plain("of an advertiser's statement"),
  unmapped_seen: NETWORK,
  unresolved_links: NETWORK,
};

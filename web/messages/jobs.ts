/** Names of jobs and tasks. */
const JOBS: Readonly<Record<string, string>> = {
  apply_payment_details: "Lets changed payment details count",
  read_move: "Reads another tracker's files, and plans what becomes of them",
  apply_move: "Moves another tracker's data in",
  undo_move: "Takes back what a move made",
  apply_reconciliation: "Applies what was decided about a statement",
  audit_ledger: "Checks the ledger",
  audit_reports: "Checks the reports",
  auto_approve: "Approves what has waited long enough",
  book_clicks: "Books paid clicks",
  change_conversions: "Changes many conversions",
  compare_shadow: "Compares the old tracker's books with ours",
  delete_old_tasks: "Forgets old tasks",
  drop_old_clicks: "Forgets old clicks",
  drop_old_postbacks: "Forgets old postbacks",
  end_sessions: "Ends old sessions",
  extend_ledger_chain: "Seals the ledger",
  fold_conversions: "Takes conversions into the reports",
  forget_events: "Forgets old events",
  forget_idempotency_keys: "Forgets old idempotency keys",
  stop_forwards: "Ends forwards nobody needs",
  forget_moves: "Ends moves that nobody goes on with",
  forget_nonces: "Forgets old nonces",
  mail_held: "Mails what is held for its risk",
  mail_rejections: "Mails what was rejected",
  make_days: "Makes room for the next days",
  make_scheduled_payments: "Makes the payments that are due",
  match_statement: "Matches a statement",
  merge_report_blocks: "Tidies today's reports",
  price_held_conversions: "Prices what waited for a rate",
  read_statement: "Reads a statement",
  recount_reports: "Counts past days again",
  replay_deliveries: "Sends deliveries again",
  replay_postbacks: "Judges postbacks again",
  renew_shadow: "Compares both trackers again, and forgets old exports",
  ring_bells: "Rings the bells",
  retry_lookups: "Looks purchases up again at Google Play",
  run_backfill_windows: "Opens and closes windows for late sales",
  send_mails: "Sends mails",
  send_reports: "Sends scheduled reports",
  score_conversions: "Scores conversions for fraud again",
  sort_report_days: "Sorts the reports of past days",
  undo_reconciliation: "Undoes what a statement changed",
};

/** The name of a job or task in words; one without any is shown as it is. */
export function jobInWords(name: string): string {
  return JOBS[name] ?? name;
}

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
] as const;

/** How often something happens: "every day", "every 6 hours". */
export function everyInWords(interval_ms: number): string {
  for (const [unit_ms, unit] of UNITS) {
    if (interval_ms % unit_ms !== 0) continue;
    const count = interval_ms / unit_ms;
    return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
  }
  return `every ${interval_ms} ms`;
}

import { resolve } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { journalFiles } from "../../modules/clicks/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import {
  AUDIT_JOB,
  LedgerAuditError,
  verifyLedger,
} from "../../modules/payouts/mod.ts";
import type { Verification } from "../../modules/payouts/mod.ts";
import {
  AUDIT_REPORTS_JOB,
  describeDay,
  isWrong,
  ReportAuditError,
  recountDays,
  verifyReports,
} from "../../modules/rollups/mod.ts";
import { recordAudit } from "../../modules/scheduler/mod.ts";
import type { VerifyOptions } from "../../modules/rollups/mod.ts";
import { leftDirectories } from "../workers/worker_directories.ts";
import { processConfig } from "../config.ts";
import { withDatabase } from "./command_database.ts";
import { withReads } from "./read_database.ts";
import { withProgress } from "./show_progress.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";
import { describeReports } from "./verify_report_text.ts";

const DAY_MS = 86_400_000;

const OPTIONS = {
  from: { type: "string" },
  to: { type: "string" },
  recount: { type: "boolean", default: false },
} as const;

/**
 * `tallyho verify`: recomputes the ledger, reads the journal, and compares reports with the rows;
 * returns 1 if one is wrong.
 */
export async function verifyCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError();
  const from_day = dayOf("--from", values.from);
  const before_day = dayOf("--to", values.to);
  const data_dir = resolve(processConfig().data_dir);
  const options = {
    from_day,
    to_day: before_day === undefined ? undefined : before_day - 1,
    is_mended: values.recount,
  };
  // Half of the ledger's check runs beside the other.
  const connections_max = 2;
  const is_whole = from_day === undefined && before_day === undefined;
  const verify = async (db: Database, reads: Database = db) => {
    const began_at = systemClock.nowMs();
    const verified = await verifyAll(db, data_dir, { ...options, reads });
    // The replica may lag, and it is not the one that is paid from.
    if (reads === db) await storeResult(db, began_at, verified, is_whole);
    return verified;
  };
  const { ok, lines } = values.recount
    ? await withDatabase((db) => verify(db), { connections_max })
    : await withReads(verify, { connections_max });
  for (const line of lines) console.log(line);
  return ok ? 0 : 1;
}

/** Stores what was found as the last audits, for `/readyz` and the metrics; nothing fails for it. */
export async function storeResult(
  db: Database,
  started_at: number,
  { ledger, reports }: Verified,
  is_whole: boolean,
): Promise<void> {
  const times = { started_at, ended_at: systemClock.nowMs() };
  try {
    const found = ledger === null ? null : new LedgerAuditError(ledger);
    await recordAudit(db, AUDIT_JOB, { ...times, found });
    if (!is_whole) return;
    const differing =
      reports.length === 0 ? null : new ReportAuditError(reports);
    await recordAudit(db, AUDIT_REPORTS_JOB, { ...times, found: differing });
  } catch (error) {
    console.error(
      `The result is not stored for /readyz and the metrics: ${String(error instanceof Error ? (error.cause ?? error) : error)}`,
    );
  }
}

/** The findings of a verification. */
interface Verified {
  ok: boolean;
  lines: string[];
  ledger: Verification["difference"];
  /** Lines of days that still differ. */
  reports: readonly string[];
}

/** Verifies ledger, journal and reports; returns what is said of them. */
export async function verifyAll(
  db: Database,
  data_dir: string,
  {
    reads = db,
    ...options
  }: VerifyOptions & {
    is_mended: boolean;
    /** Where the ledger and reports are read; what a journal waits for is known by the primary. */
    reads?: Database;
  },
): Promise<Verified> {
  const ledger = await checkLedger(reads);
  const journals = await verifyJournals(db, data_dir);
  const reports = await checkReports(reads, options);
  const are_whole = journals.every(({ difference }) => difference === null);
  return {
    ok: ledger.ok && are_whole && reports.ok,
    ledger: ledger.difference,
    reports: reports.differing,
    lines: [
      ...describeVerification(ledger),
      ...journals.map(describeJournal),
      ...reports.lines,
    ],
  };
}

async function checkLedger(db: Database): Promise<Verification> {
  const all = await estimateRows(db);
  return await withProgress("ledger", (show) =>
    verifyLedger(db, ({ entries, conversions }) =>
      show(entries + conversions, all),
    ),
  );
}

/** As many rows as Postgres expects: to count them would take as long as much of the check. */
async function estimateRows(db: Database): Promise<number> {
  const rows = await db.execute<{ entries: number; conversions: number }>(sql`
    select greatest(0, (select reltuples from pg_class
        where oid = 'ledger_transactions'::regclass))::float8 as entries,
      greatest(0, (select reltuples from pg_class
        where oid = 'conversions'::regclass))::float8 as conversions`);
  const { entries = 0, conversions = 0 } = rows[0] ?? {};
  return entries + conversions;
}

/** A UTC day in days since 1970. */
function dayOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UsageError(`${option} must be a day such as 2026-11-22`);
  }
  return ms / DAY_MS;
}

async function checkReports(
  db: Database,
  { is_mended, ...options }: VerifyOptions & { is_mended: boolean },
): Promise<{ ok: boolean; lines: string[]; differing: string[] }> {
  const compared = await withProgress("days of reports", (progress) =>
    verifyReports(db, { ...options, progress }),
  );
  const lines = describeReports(compared);
  const wrong = compared.filter(isWrong);
  if (wrong.length === 0) return { ok: true, lines, differing: [] };
  const differing = wrong.flatMap(describeDay);
  if (!is_mended) {
    const advice = `"tallyho verify --recount" counts these days again from the rows`;
    return { ok: false, lines: [...lines, advice], differing };
  }
  const today = Math.floor(systemClock.nowMs() / DAY_MS);
  const gone = await withProgress("days counted again", (progress) =>
    recountDays(db, wrong, today, progress),
  );
  const counted = gone.length < wrong.length ? [COUNTED_AGAIN] : [];
  const lost = gone.length > 0 ? [describeLost(gone)] : [];
  const ok = gone.length === 0;
  return {
    ...{ ok, lines: [...lines, ...counted, ...lost] },
    differing: ok ? [] : differing,
  };
}

const COUNTED_AGAIN = "These days are counted again";

function describeLost(days: readonly { day: number }[]): string {
  const dates = days.map(({ day }) =>
    new Date(day * DAY_MS).toISOString().slice(0, 10),
  );
  return `But not ${dates.join(", ")}: their clicks are deleted for their age, so that only a backup has what reports counted of them`;
}

/** Verifies the journal of a data directory, and those of its workers. */
async function verifyJournals(db: Database, data_dir: string) {
  const left = leftDirectories(data_dir, 1).map(({ path }) => path);
  const found: Awaited<ReturnType<typeof journalFiles.verify>>[] = [];
  for (const path of [data_dir, ...left]) {
    found.push(await journalFiles.verify(db, path));
  }
  return found;
}

/** Describes the result of checking a journal. */
export function describeJournal(
  found: Awaited<ReturnType<typeof journalFiles.verify>>,
): string {
  const { segments, records, waiting, difference } = found;
  if (difference !== null) return `The journal is damaged: ${difference}`;
  return `The journal is valid: ${records} records in ${segments} files, ${waiting} not in the database yet`;
}

/** Describes the result of verifying the ledger. */
export function describeVerification(result: Verification): string[] {
  const { entries, links, unchained, conversions, difference } = result;
  const read = `${entries} entries, ${links} chain links (${unchained} entries not chained yet), ${conversions} conversions`;
  if (difference === null) return [`The ledger is valid: ${read}`];
  const { check, id, expected, found } = difference;
  return [
    `The ledger is wrong, first at ${check} ${id}`,
    `  expected ${expected}`,
    `  found    ${found}`,
    `Valid up to there: ${read}`,
  ];
}

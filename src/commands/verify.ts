import { resolve } from "node:path";
import { verifyJournal } from "../../modules/clicks/mod.ts";
import { verifyLedger } from "../../modules/payouts/mod.ts";
import type {
  Verification,
  VerifyProgress,
} from "../../modules/payouts/mod.ts";
import { processConfig } from "../config.ts";
import { withDatabase } from "./command_database.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho verify`: recomputes the ledger and reads the journal; returns 1 if either is wrong. */
export async function verifyCommand(words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new UsageError();
  const is_terminal = process.stderr.isTTY;
  const data_dir = resolve(processConfig().data_dir);
  const { ledger, journal } = await withDatabase(async (db) => {
    const ledger = await verifyLedger(
      db,
      is_terminal ? showProgress : undefined,
    );
    return { ledger, journal: await verifyJournal(db, data_dir) };
  });
  if (is_terminal) process.stderr.write(`\r${" ".repeat(40)}\r`);
  for (const line of describeVerification(ledger)) console.log(line);
  console.log(describeJournal(journal));
  return ledger.ok && journal.difference === null ? 0 : 1;
}

/** Describes the result of checking the journal. */
export function describeJournal(
  found: Awaited<ReturnType<typeof verifyJournal>>,
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

function showProgress({ what, done }: VerifyProgress): void {
  process.stderr.write(`\r${done} ${what} checked`.padEnd(40));
}

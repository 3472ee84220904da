import { verifyLedger } from "../../modules/payouts/mod.ts";
import type {
  Verification,
  VerifyProgress,
} from "../../modules/payouts/mod.ts";
import { withDatabase } from "./command_database.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho verify`: recomputes the ledger; exit 1 on the first difference. */
export async function verifyCommand(words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new UsageError("tallyho verify");
  const is_terminal = process.stderr.isTTY;
  const result = await withDatabase((db) =>
    verifyLedger(db, is_terminal ? showProgress : undefined),
  );
  if (is_terminal) process.stderr.write(`\r${" ".repeat(40)}\r`);
  for (const line of describeVerification(result)) console.log(line);
  return result.ok ? 0 : 1;
}

/** What was found, for a person. */
export function describeVerification(result: Verification): string[] {
  const { entries, links, unchained, conversions, difference } = result;
  const read = `${entries} entries, ${links} links of the chain (${unchained} entries younger than it), ${conversions} conversions`;
  if (difference === null) return [`The ledger holds: ${read}`];
  const { check, id, expected, found } = difference;
  return [
    `The ledger does not hold, first at ${check} ${id}`,
    `  expected ${expected}`,
    `  found    ${found}`,
    `Until there it holds: ${read}`,
  ];
}

function showProgress({ what, done }: VerifyProgress): void {
  process.stderr.write(`\r${done} ${what} checked`.padEnd(40));
}

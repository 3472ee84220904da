import { APP_ROLE } from "../../db/mod.ts";
import { distributeDatabase } from "../../db/upkeep/mod.ts";
import type { DistributedTable } from "../../db/upkeep/mod.ts";
import { processConfig } from "../config.ts";
import { withProgress } from "./show_progress.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";
import { verifyCommand } from "./verify.ts";

const OPTIONS = { "dry-run": { type: "boolean", default: false } } as const;

/**
 * `tallyho distribute`: spreads the tables of an own Postgres over Citus' workers, and verifies them.
 * A dry run says what it would do.
 */
export async function distributeCommand(
  words: readonly string[],
): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError();
  const dry_run = values["dry-run"];
  const { database_url } = processConfig();
  if (database_url === null) {
    throw new Error(
      "Cannot distribute: the built-in Postgres has no Citus. Set DATABASE_URL to a coordinator",
    );
  }
  await distributeDatabase(database_url, {
    dry_run,
    app_role: APP_ROLE,
    onTable: (table) => console.log(describeTable(table, dry_run)),
    shown: withProgress,
    onNote: (note) => console.log(note),
  });
  if (dry_run) return 0;
  console.log("All tables are in their places. Verifying");
  return await verifyCommand([]);
}

/** A table's line, done or planned. */
export function describeTable(
  { table, step, rows, is_known }: DistributedTable,
  dry_run: boolean,
): string {
  if (is_known) return `${table}: in its place already`;
  const verb = dry_run ? "would be" : "is";
  const count = `${rows} ${rows === 1 ? "row" : "rows"}`;
  if (step === "filled") {
    return `${table}: ${count} of an earlier version ${dry_run ? "would get" : "got"} their campaign`;
  }
  const place =
    step === "reference" ? "copied to every node" : "distributed by campaign";
  return `${table}: ${verb} ${place}, ${count}`;
}

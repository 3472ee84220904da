import { withDatabase } from "./command_database.ts";
import { withProgress } from "./show_progress.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho migrate`: migrates the database to this version's schema. */
export async function migrateCommand(
  words: readonly string[],
): Promise<number> {
  if (words.length > 0) throw new UsageError();
  await withProgress("statements of migrations", (progress) =>
    withDatabase(async () => {}, { makes: true, migrates: true, progress }),
  );
  console.log("The database is up to date");
  return 0;
}

import { withDatabase } from "./command_database.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho migrate`: migrates the database to this version's schema. */
export async function migrateCommand(
  words: readonly string[],
): Promise<number> {
  if (words.length > 0) throw new UsageError();
  const say = async () => console.log("The database is up to date");
  await withDatabase(say, { makes: true, migrates: true });
  return 0;
}

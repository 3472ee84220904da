import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { sources } from "../../../db/schema/mod.ts";
import { foldStatusWord } from "../../sources/mod.ts";

/**
 * Reads the status words of an advertiser's sources, which also apply to its
 * statements. The default source wins.
 */
export async function senderWords(
  db: Database,
  advertiser_id: number,
): Promise<Record<string, string>> {
  const rows = await db
    .select({ status_map: sources.status_map })
    .from(sources)
    .where(eq(sources.advertiser_id, advertiser_id))
    .orderBy(desc(sources.is_default), sources.id);
  const words = rows.flatMap(({ status_map }) =>
    Object.entries(status_map).map(([word, meaning]): [string, string] => [
      foldStatusWord(word),
      meaning.status,
    ]),
  );
  // With repeated keys the last entry wins, so reverse.
  return Object.fromEntries(words.toReversed());
}

import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { copyBlocks } from "../rollups/mod.ts";
import { rangesOf } from "./plan_reading.ts";
import type { DayRange, Reading, ReadingPlan } from "./plan_reading.ts";
import type { CopiedBlocks } from "./report_tasks.ts";

/** Entries that are read at once, about 10 MB, unless a day has more. */
const ENTRIES_AT_ONCE = 1_000_000;

/** Reads the blocks of a report, some at a time. */
export async function* readBlocks(
  db: Queryable,
  { readings, affiliates }: ReadingPlan,
): AsyncGenerator<CopiedBlocks, void> {
  for (const reading of readings) {
    const { columns } = reading;
    for (const days of await daysAtOnce(db, reading, affiliates)) {
      const condition = conditionOf(reading, days, affiliates);
      yield { columns, copied: await copyBlocks(db, columns, condition) };
    }
  }
}

/** The days of a reading that have blocks, in pieces of so many entries. */
async function daysAtOnce(
  db: Queryable,
  reading: Reading,
  affiliates: ReadingPlan["affiliates"],
): Promise<DayRange[][]> {
  const rows = await db.execute<{ day: number; entries: string }>(
    sql.raw(
      `select day, sum(entries) as entries from report_blocks
        where ${conditionOf(reading, reading.days, affiliates)} group by day order by day`,
    ),
  );
  const pieces: number[][] = [];
  let entries = Infinity;
  for (const row of rows) {
    if (entries + Number(row.entries) > ENTRIES_AT_ONCE) {
      pieces.push([]);
      entries = 0;
    }
    pieces.at(-1)?.push(row.day);
    entries += Number(row.entries);
  }
  return pieces.map(rangesOf);
}

/** SQL of nothing that anybody sent: words of ours, and numbers. */
function conditionOf(
  { axis, form }: Reading,
  days: readonly DayRange[],
  affiliates: ReadingPlan["affiliates"],
): string {
  const ranges = days.map(
    ({ first, last }) => `day between ${first} and ${last}`,
  );
  return `axis = '${axis}' and form in ('part', '${form}') and (${ranges.join(" or ")})${ofAffiliates(affiliates)}`;
}

function ofAffiliates(affiliates: ReadingPlan["affiliates"]): string {
  if (affiliates === null) return "";
  const ranges = affiliates.map(
    (id) => `${id} between affiliate_min and affiliate_max`,
  );
  return ` and (${ranges.length === 0 ? "false" : ranges.join(" or ")})`;
}

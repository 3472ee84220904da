import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { copyBlocks } from "../rollups/mod.ts";
import { rangesOf } from "./plan_reading.ts";
import type { DayRange, Reading, ReadingPlan } from "./plan_reading.ts";
import type { CopiedBlocks } from "./report_tasks.ts";

/** Entries that are read at once, about 2 MB, unless a day has more. */
const ENTRIES_AT_ONCE = 262_144;

/** Reads the blocks of a report, some at a time. */
export async function* readBlocks(
  db: Queryable,
  { readings, affiliates }: ReadingPlan,
): AsyncGenerator<CopiedBlocks, void> {
  for (const reading of readings) {
    const { columns } = reading;
    const stored = await readStored(db, reading, affiliates);
    const forms = ["part", smallestForm(reading, stored)];
    const chosen = stored.filter(({ form }) => forms.includes(form));
    for (const days of daysAtOnce(chosen)) {
      const condition = conditionOf({ ...reading, days, affiliates }, forms);
      yield { columns, copied: await copyBlocks(db, columns, condition) };
    }
  }
}

/** Entries of a day's blocks of one form. */
interface Stored {
  day: number;
  form: string;
  entries: number;
}

async function readStored(
  db: Queryable,
  reading: Reading,
  affiliates: ReadingPlan["affiliates"],
): Promise<Stored[]> {
  const forms = ["part", ...reading.forms];
  const condition = conditionOf({ ...reading, affiliates }, forms);
  const rows = await db.execute<Omit<Stored, "entries"> & { entries: string }>(
    sql.raw(
      `select day, form, sum(entries) as entries from report_blocks
        where ${condition} group by day, form order by day`,
    ),
  );
  return rows.map((row) => ({ ...row, entries: Number(row.entries) }));
}

/** Of the forms that are as good as each other, the one with the fewest entries. */
function smallestForm({ forms }: Reading, stored: readonly Stored[]): string {
  const entriesOf = (form: string) =>
    stored.reduce(
      (sum, one) => (one.form === form ? sum + one.entries : sum),
      0,
    );
  return forms.reduce((best, form) =>
    entriesOf(form) < entriesOf(best) ? form : best,
  );
}

/** The days that have blocks, in pieces of so many entries. */
function daysAtOnce(stored: readonly Stored[]): DayRange[][] {
  const pieces: number[][] = [];
  let entries = Infinity;
  for (const [day, of_day] of Map.groupBy(stored, (one) => one.day)) {
    const added = of_day.reduce((sum, one) => sum + one.entries, 0);
    if (entries + added > ENTRIES_AT_ONCE) {
      pieces.push([]);
      entries = 0;
    }
    pieces.at(-1)?.push(day);
    entries += added;
  }
  return pieces.map(rangesOf);
}

/** SQL of nothing that anybody sent: words of ours, and numbers. */
function conditionOf(
  of: Pick<Reading, "axis" | "days"> & Pick<ReadingPlan, "affiliates">,
  forms: readonly string[],
): string {
  const ranges = of.days.map(
    ({ first, last }) => `day between ${first} and ${last}`,
  );
  const words = forms.map((form) => `'${form}'`);
  return `axis = '${of.axis}' and form in (${words.join(", ")}) and (${ranges.join(" or ")})${ofAffiliates(of.affiliates)}`;
}

function ofAffiliates(affiliates: ReadingPlan["affiliates"]): string {
  if (affiliates === null) return "";
  const ranges = affiliates.map(
    (id) => `${id} between affiliate_min and affiliate_max`,
  );
  return ` and (${ranges.length === 0 ? "false" : ranges.join(" or ")})`;
}

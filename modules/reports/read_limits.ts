import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import type { ReadingPlan } from "./plan_reading.ts";

const DAY_MS = 86_400_000;

/** Columns of a report that lack days whose rows are still to be counted. */
export async function readLimits(
  db: Queryable,
  { readings, axis }: ReadingPlan,
): Promise<string[]> {
  const ranges = readings.flatMap(({ days }) => days);
  if (ranges.length === 0) return [];
  const first = Math.min(...ranges.map((range) => range.first));
  const last = Math.max(...ranges.map((range) => range.last));
  const rows = await db.execute<{
    axis: string;
    days: number;
    first: number;
    last: number;
  }>(sql`
    select axis, count(*)::integer as days, min(day) as first, max(day) as last
    from report_recounts
    where axis in ('click', ${axis}) and day between ${first} and ${last}
    group by axis order by axis`);
  return rows.map((row) => {
    const column = row.axis === "click" ? "clicks" : "conversions";
    const first = dayText(row.first);
    return row.days === 1
      ? `${column}: ${first} is still being counted`
      : `${column}: ${row.days} of the days from ${first} to ${dayText(row.last)} are still being counted`;
  });
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

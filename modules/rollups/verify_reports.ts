import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import type { Axis } from "./block.ts";
import { compareDay } from "./compare_day.ts";
import type { ComparedDay } from "./compare_day.ts";
import { newCompareThread } from "./compare_thread.ts";
import type { CountedDay } from "./day_rows.ts";
import { eachAlone } from "./each_alone.ts";
import { newFoldThread } from "./fold_thread.ts";
import { recountDay } from "./recount_day.ts";

/** The days that are compared, by default all. */
export interface VerifyOptions {
  /** Days since 1970; the ends are compared too. */
  from_day?: number | undefined;
  to_day?: number | undefined;
  progress?: (done: number, total: number) => void;
}

/** Compares what reports count with the rows, on all days that have either. */
export async function verifyReports(
  db: Database,
  { from_day, to_day, progress }: VerifyOptions = {},
): Promise<ComparedDay[]> {
  const days = (await countedDays(db)).filter(
    ({ day }) =>
      (from_day === undefined || day >= from_day) &&
      (to_day === undefined || day <= to_day),
  );
  return await compareDays(db, days, (done) => progress?.(done, days.length));
}

/** Compares days one after another. */
export async function compareDays(
  db: Database,
  days: readonly CountedDay[],
  progress: (done: number) => Promise<void> | void = () => {},
): Promise<ComparedDay[]> {
  const thread = newCompareThread();
  const compared: ComparedDay[] = [];
  try {
    for (const of of days) {
      compared.push(await compareDay({ db, thread }, of));
      await progress(compared.length);
    }
  } finally {
    await thread.stop();
  }
  return compared;
}

/** Counts days again from their rows. Returns those whose rows are gone. */
export async function recountDays(
  db: Database,
  days: readonly CountedDay[],
  today: number,
  progress: (done: number, total: number) => void = () => {},
): Promise<CountedDay[]> {
  const thread = newFoldThread();
  let done = 0;
  const gone: CountedDay[] = [];
  try {
    await eachAlone(days, async ({ axis, day }) => {
      const of = { axis, day, today };
      const is_counted = await recountDay({ db, thread }, of);
      if (!is_counted) gone.push({ axis, day });
      progress((done += 1), days.length);
    });
  } finally {
    await thread.stop();
  }
  return gone;
}

/** All days with rows or blocks, the newest first. */
export async function countedDays(db: Database): Promise<CountedDay[]> {
  const rows = await db.execute<{ axis: Axis; day: number }>(sql`
    select 'click' as axis, to_date(substr(c.relname, length('clicks_') + 1), 'YYYYMMDD') - date '1970-01-01' as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'clicks'::regclass and c.relname ~ '^clicks_\\d{8}$'
    union select axis, day from report_blocks
    union select axis, floor(extract(epoch from at) / 86400)::integer from conversions
      cross join lateral (values ('conversion', recorded_at), ('conversion_by_click', clicked_at),
        ('conversion_by_approval', first_approved_at)) as times(axis, at)
      where at is not null
    order by day desc, axis`);
  return rows.map(({ axis, day }) => ({ axis, day }));
}

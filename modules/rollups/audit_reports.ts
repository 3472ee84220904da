import { and, eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { reportDifferences } from "../../db/schema/mod.ts";
import type { JobContext } from "../scheduler/mod.ts";
import { isWrong } from "./compare_day.ts";
import type { ComparedDay } from "./compare_day.ts";
import type { CountedDay } from "./day_rows.ts";
import { describeDay } from "./describe_day.ts";
import { compareDays, countedDays } from "./verify_reports.ts";

/** If this job's last run found something, reports count otherwise than the rows. */
export const AUDIT_REPORTS_JOB = "audit_reports";

/** Thrown if reports differ from the rows. */
export class ReportAuditError extends Error {
  constructor(lines: readonly string[]) {
    const [first = "", ...more] = lines;
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
    super(
      `Reports don't count what the rows say: ${first}${others}. "tallyho verify --recount" counts these days again`,
    );
    this.name = "ReportAuditError";
  }
}

/**
 * Compares yesterday, one older day (another each day), and the days that differed before; fails if
 * one differs.
 */
export async function auditReports(
  db: Database,
  today: number,
  { signal, progress }: Pick<JobContext, "signal" | "progress">,
): Promise<{ compared: number; gone: number }> {
  const known = (await db.select().from(reportDifferences)) as CountedDay[];
  const days = chooseDays(await countedDays(db), known, today);
  const compared = await compareDays(db, days, async (done) => {
    signal.throwIfAborted();
    await progress({ done, total: days.length });
  });
  for (const of of compared) await noteDifference(db, of);
  const lines = compared.flatMap(describeDay);
  if (lines.length > 0) throw new ReportAuditError(lines);
  const gone = compared.filter(({ state }) => state === "gone").length;
  return { compared: compared.length - gone, gone };
}

/**
 * Of all days, yesterday, an older one, and known ones; on each axis. The older one is drawn by the
 * date: in any fixed turn of days that come and go, some never have theirs.
 */
export function chooseDays(
  all: readonly CountedDay[],
  known: readonly CountedDay[],
  today: number,
): CountedDay[] {
  const older = [...new Set(all.map(({ day }) => day))]
    .filter((day) => day < today - 1)
    .sort((a, b) => a - b);
  const lot = Bun.hash.xxHash32(String(today));
  const drawn = older[lot % Math.max(older.length, 1)];
  const chosen = all.filter(({ day }) => day === today - 1 || day === drawn);
  const others = known.filter(
    (one) =>
      !chosen.some(({ axis, day }) => axis === one.axis && day === one.day),
  );
  return [...chosen, ...others];
}

async function noteDifference(
  db: Database,
  compared: ComparedDay,
): Promise<void> {
  const { axis, day } = compared;
  if (isWrong(compared)) {
    await db
      .insert(reportDifferences)
      .values({ axis, day })
      .onConflictDoNothing();
  } else {
    await db
      .delete(reportDifferences)
      .where(
        and(eq(reportDifferences.axis, axis), eq(reportDifferences.day, day)),
      );
  }
}

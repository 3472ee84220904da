import { sql } from "drizzle-orm";
import { withSession } from "../../../db/mod.ts";
import type { Database, Session } from "../../../db/mod.ts";
import { shadowExports, shadowItems } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { makeTables, matchSides } from "../../reconciliation/mod.ts";
import { AGREED } from "../model.ts";
import { checkComplete } from "./check_complete.ts";
import { classify } from "./classify.ts";
import { explainMissing, explainOwn } from "./explain_missing.ts";
import { pairRest } from "./pair_rest.ts";
import {
  makeShadowTables,
  readBasis,
  stageCovered,
  stageOurs,
} from "./stage_ours.ts";
import { stageOldClicks, stageTheirs } from "./stage_theirs.ts";

/** Dependencies of a comparison; `default_timezone` is the network's. */
export interface CompareDeps {
  db: Database;
  clock: Clock;
  default_timezone: string;
  default_currency: string;
}

/** How many items of each kind a comparison has. */
export interface Compared {
  items: number;
  differences: number;
}

/**
 * Compares all that the old tracker's exports have with what we booked in their time: matches both
 * sides one to one, says what differs, and replaces the outcome of the last comparison at once.
 */
export async function compareShadow(
  deps: CompareDeps,
  signal: AbortSignal,
): Promise<Compared> {
  const { db, clock, default_timezone, default_currency } = deps;
  return await withSession(db, async (session) => {
    const compared_at = isoTime(clock.nowMs());
    await makeTables(session);
    await makeShadowTables(session);
    const basis = await readBasis(session);
    await stageCovered(session);
    await stageOurs(session, basis);
    await stageOldClicks(session);
    await stageTheirs(session, basis, default_currency);
    signal.throwIfAborted();
    const days_only = await haveOnlyDays(session, default_timezone);
    if (days_only) await seeDays(session, default_timezone);
    await matchSides(session, { days_only, signal });
    await pairRest(session);
    await classify(session, default_timezone);
    await explainMissing(session, signal);
    await explainOwn(session);
    await checkComplete(session);
    signal.throwIfAborted();
    return await session.transaction(() => replace(session, compared_at));
  });
}

/** Whether nearly all rows are of midnight: the export has days without times. */
async function haveOnlyDays(
  session: Session,
  timezone: string,
): Promise<boolean> {
  const [found] = await session.query<{ rows: number; timed: number }>(sql`
    select count(*)::int as rows,
      count(*) filter (where (at at time zone ${timezone}::text)::time <> '00:00')::int as timed
    from theirs`);
  const { rows = 0, timed = 0 } = found ?? {};
  return rows > 0 && timed * 100 < rows;
}

/** Takes our times as such an export has them. */
async function seeDays(session: Session, timezone: string): Promise<void> {
  await session.query(sql`
    update ours set seen_at =
      date_trunc('day', at at time zone ${timezone}::text) at time zone ${timezone}::text`);
}

/** Replaces the last outcome, unless one of later data did meanwhile. */
async function replace(
  session: Session,
  compared_at: string,
): Promise<Compared> {
  await session.query(
    sql`select pg_advisory_xact_lock(hashtextextended('shadow items', 0))`,
  );
  const [later] = await session.query(sql`
    select 1 from ${shadowExports} where compared_at > ${compared_at}::timestamptz limit 1`);
  if (later === undefined) {
    await session.query(sql`delete from ${shadowItems}`);
    await session.query(
      sql`insert into ${shadowItems} select * from shadow_result`,
    );
    await session.query(sql`
      update ${shadowExports} set compared_at = ${compared_at}::timestamptz
      where id in (select export_id from shadow_old) or rows = 0`);
  }
  const [found] = await session.query<Compared & Record<string, unknown>>(sql`
    select count(*)::int as items,
      count(*) filter (where class <> all(${`{${AGREED.join()}}`}::text[]))::int as differences
    from shadow_result`);
  return { items: found?.items ?? 0, differences: found?.differences ?? 0 };
}

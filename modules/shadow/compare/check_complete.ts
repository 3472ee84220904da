import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { FailedForGoodError } from "../../scheduler/mod.ts";

/**
 * Checks that each row of the old tracker and each of our conversions in the time of its exports is
 * in exactly one item, and that both sides' sums are those of what they are made of.
 */
export async function checkComplete(session: Session): Promise<void> {
  const [rest] = await session.query<{ rows: string; lines: string }>(sql`
    select
      (select count(*) from shadow_named) - (select count(row_id) from shadow_result)
        + (select count(row_id) - count(distinct row_id) from shadow_result) as rows,
      (select count(*) from shadow_lines as l where l.in_window and l.conversion_id not in (
        select r.conversion_id from shadow_result as r where r.conversion_id is not null))
        + (select count(conversion_id) - count(distinct conversion_id) from shadow_result) as lines`);
  if (Number(rest?.rows) !== 0 || Number(rest?.lines) !== 0) {
    throw incomplete(
      `${rest?.rows} rows and ${rest?.lines} conversions are not in exactly one item`,
    );
  }
  const [sums] = await session.query<{ theirs: string; ours: string }>(sql`
    select
      (select coalesce(sum(coalesce(payout_micros, 0)::numeric), 0) from shadow_old
        where id in (select row_no from shadow_named))
        - (select coalesce(sum(coalesce(theirs_payout_micros, 0)::numeric), 0) from shadow_result) as theirs,
      (select coalesce(sum(l.payout_micros::numeric), 0) from shadow_lines as l where l.conversion_id in (
        select r.conversion_id from shadow_result as r where r.conversion_id is not null))
        - (select coalesce(sum(ours_payout_micros::numeric), 0) from shadow_result) as ours`);
  if (Number(sums?.theirs) === 0 && Number(sums?.ours) === 0) return;
  throw incomplete(
    `the items leave ${sums?.theirs} micros of theirs and ${sums?.ours} of ours`,
  );
}

function incomplete(what: string): Error {
  return new FailedForGoodError(`The comparison is not complete: ${what}`);
}

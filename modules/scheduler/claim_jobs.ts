import { inArray, sql } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import type { Actor, Database } from "../../db/mod.ts";
import { jobs } from "../../db/schema/mod.ts";

/** A job that this process has claimed. */
export interface ClaimedJob {
  id: string;
  name: string;
  payload: unknown;
  attempt: number;
  claim: number;
  done: number;
  cursor: unknown;
  is_cancelled: boolean;
  /** Who asked for it; null if the program did. */
  asked_by: Actor | null;
  /** It was running when its claim expired: its process died or lost the database. */
  was_running: boolean;
}

/** Duration of a claim unless it is renewed. */
export const CLAIM_S = 30;

/**
 * Claims due jobs of these names, highest priority first, then oldest. SKIP LOCKED lets
 * several instances claim without waiting. A claim expires by the database's clock, so
 * that the job of a dead process is taken over, and its number fences off the dead one.
 * A job enqueued while another of its key runs waits for that one. A takeover counts as
 * a try, since the job may have killed its process.
 */
export async function claimJobs(
  db: Database,
  input: { names: readonly string[]; now_ms: number; limit: number },
): Promise<ClaimedJob[]> {
  if (input.names.length === 0 || input.limit <= 0) return [];
  const now = new Date(input.now_ms).toISOString();
  const rows = await db.execute(sql`
    with due as (
      select id, state = 'running' as was_running from ${jobs}
      where state in ('waiting', 'running')
        and (state = 'running' or due_at <= ${now})
        and (claimed_until is null or claimed_until < now())
        and ${inArray(jobs.name, [...input.names])}
        and not (is_after and exists (
          select from ${jobs} as before
          where before.name = ${jobs.name} and before.key = ${jobs.key}
            and before.state in ('waiting', 'running') and not before.is_after))
      order by priority desc, due_at
      limit ${input.limit}
      for update skip locked
    ), claimed as (
      update ${jobs} as j
      set state = 'running', is_after = false, claim = j.claim + 1,
        attempt = j.attempt + due.was_running::integer,
        claimed_until = now() + make_interval(secs => ${CLAIM_S}),
        claimed_at = ${now}, progress_at = ${now}, done_at_claim = j.done,
        started_at = coalesce(j.started_at, ${now})
      from due
      where j.id = due.id
      returning j.*, due.was_running
    )
    select id, name, payload, attempt, claim, done::float8 as done, cursor, was_running, asked_by,
      cancel_requested_at is not null as is_cancelled
    from claimed
    order by priority desc, due_at, id`);
  return rows as unknown as ClaimedJob[];
}

export interface ClaimState {
  is_ours: boolean;
  is_cancelled: boolean;
}

/**
 * Renews claims and returns whether each is still ours. Locked rows are skipped:
 * whoever saves progress there renews the claim, and nobody takes over a locked row.
 */
export async function renewClaims(
  db: Database,
  claims: readonly { id: string; claim: number }[],
): Promise<Map<string, ClaimState>> {
  const held = recordset("held", claims, { id: "uuid", claim: "integer" });
  await db.execute(sql`
    with ours as (
      select j.id from ${jobs} as j
      join ${held} on held.id = j.id and held.claim = j.claim
      where j.state = 'running'
      for update of j skip locked
    )
    update ${jobs} as j
    set claimed_until = now() + make_interval(secs => ${CLAIM_S})
    from ours where j.id = ours.id`);
  const rows = (await db.execute(sql`
    select held.id, coalesce(j.claim = held.claim and j.state = 'running', false) as is_ours,
      j.cancel_requested_at is not null as is_cancelled
    from ${held} left join ${jobs} as j on j.id = held.id`)) as unknown as (ClaimState & {
    id: string;
  })[];
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

import { sql } from "drizzle-orm";
import { insertRows, postgresCode, recordset } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
  endpointHealth,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { EndpointHealth, Finished } from "./delivery_store.ts";

export type { Finished } from "./delivery_store.ts";

/**
 * Writes what became of tries, however many, in one transaction. Only where the
 * claim is still ours: a worker that was taken over leaves its try in the log
 * and changes nothing else. Gives the health of the endpoints that fail.
 */
export async function finishDeliveries(
  db: Database,
  finished: readonly Finished[],
): Promise<EndpointHealth[]> {
  if (finished.length === 0) return [];
  const rows = finished
    .map(({ attempt, ...rest }) => ({
      ...rest,
      tries: attempt === null ? 0 : 1,
      due_at: timeOf(rest.due_at),
      settled_at: timeOf(rest.settled_at),
      expires_at: timeOf(rest.expires_at ?? null),
    }))
    .sort((a, b) => (a.delivery_id < b.delivery_id ? -1 : 1));
  const results = () =>
    recordset("r", rows, {
      delivery_id: "uuid",
      claim: "integer",
      state: "text",
      tries: "integer",
      due_at: "timestamptz",
      settled_at: "timestamptz",
      expires_at: "timestamptz",
      reason: "text",
    });
  const write = () =>
    db.transaction(async (tx) => {
      await insertRows(
        tx,
        deliveryAttempts,
        finished.flatMap(({ attempt }) => attempt ?? []),
        { skip_conflicts: true },
      );
      await tx.execute(sql`
      with gone as (
        delete from ${deliveryQueue} as q using ${results()}
        where q.delivery_id = r.delivery_id and q.claim = r.claim
          and r.due_at is null
        returning q.delivery_id, q.claim, q.attempt
      ), kept as (
        update ${deliveryQueue} as q
        set due_at = r.due_at, attempt = q.attempt + r.tries, claimed_until = null,
          expires_at = coalesce(r.expires_at, q.expires_at)
        from ${results()}
        where q.delivery_id = r.delivery_id and q.claim = r.claim
          and r.due_at is not null
        returning q.delivery_id, q.claim, q.attempt - r.tries as attempt
      )
      update ${deliveries} as d
      set state = r.state, reason = r.reason, attempts = q.attempt + r.tries,
        settled_at = r.settled_at,
        expires_at = coalesce(r.expires_at, d.expires_at)
      from ${results()},
        (select * from gone union all select * from kept) as q
      where d.id = r.delivery_id and q.delivery_id = d.id and q.claim = r.claim`);
      return await noteHealth(tx, finished);
    });
  try {
    return await write();
  } catch (error) {
    if (postgresCode(error) !== NO_PARTITION) throw error;
    await makeAttemptDays(db, finished);
    return await write();
  }
}

/** What Postgres says where a row falls into no partition. */
const NO_PARTITION = "23514";

/** A job makes days ahead; one that is missing all the same is made here. */
async function makeAttemptDays(
  db: Database,
  finished: readonly Finished[],
): Promise<void> {
  const days = finished.flatMap(({ attempt }) =>
    attempt === null ? [] : [isoTime(attempt.started_at).slice(0, 10)],
  );
  await db.execute(
    sql`select ensure_days('delivery_attempts', ${`{${[...new Set(days)].join(",")}}`}::date[])`,
  );
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** Writes how endpoints do, one row each, sorted; a success ends a row of failures. */
async function noteHealth(
  tx: Transaction,
  finished: readonly Finished[],
): Promise<EndpointHealth[]> {
  const by_endpoint = Map.groupBy(
    finished.filter(({ attempt }) => attempt !== null),
    ({ endpoint_id }) => endpoint_id,
  );
  const rows = [...by_endpoint]
    .sort(([a], [b]) => a - b)
    .map(([endpoint_id, tries]) => healthOf(endpoint_id, tries));
  const failing = rows.filter(({ failures }) => failures > 0);
  // While all is well this is one look, and nothing is written.
  const given = recordset("r", rows, {
    endpoint_id: "integer",
    failures: "integer",
    failing_since: "timestamptz",
    last_success_at: "timestamptz",
    last_failure_at: "timestamptz",
    last_error: "text",
  });
  if (rows.length === 0) return [];
  const changed = await tx.execute<HealthRow>(sql`
    insert into ${endpointHealth} as h
      (endpoint_id, failing_since, failures, last_success_at, last_failure_at, last_error)
    select r.endpoint_id,
      r.failing_since,
      r.failures, r.last_success_at, r.last_failure_at, r.last_error
    from ${given}
    where r.failures > 0 or not exists (
      select from ${endpointHealth} as now
      where now.endpoint_id = r.endpoint_id and now.failing_since is null
        and now.last_success_at > r.last_success_at - interval '1 minute')
    on conflict (endpoint_id) do update set
      failing_since = case
        when excluded.last_success_at is not null then excluded.failing_since
        else coalesce(h.failing_since, excluded.failing_since) end,
      failures = case when excluded.last_success_at is not null
        then excluded.failures else h.failures + excluded.failures end,
      last_success_at = coalesce(excluded.last_success_at, h.last_success_at),
      last_failure_at = coalesce(excluded.last_failure_at, h.last_failure_at),
      last_error = coalesce(excluded.last_error, h.last_error)
    returning endpoint_id, failures,
      (extract(epoch from failing_since) * 1000)::float8 as failing_since`);
  return failing.length === 0 ? [] : [...changed];
}

type HealthRow = {
  endpoint_id: number;
  failing_since: number | null;
  failures: number;
};

/** What a batch says of one endpoint: only the failures after its last success count. */
function healthOf(endpoint_id: number, tries: readonly Finished[]) {
  let failures = 0;
  let last_success_at: number | null = null;
  let last_failure_at: number | null = null;
  let failing_since: number | null = null;
  let last_error: string | null = null;
  for (const { attempt, reason } of tries) {
    if (attempt === null) continue;
    if (attempt.succeeded) {
      failures = 0;
      failing_since = null;
      last_success_at = attempt.started_at;
    } else {
      failures += 1;
      failing_since ??= attempt.started_at;
      last_failure_at = attempt.started_at;
      last_error = reason;
    }
  }
  return {
    endpoint_id,
    failures,
    failing_since: timeOf(failing_since),
    last_success_at: timeOf(last_success_at),
    last_failure_at: timeOf(failures > 0 ? last_failure_at : null),
    last_error,
  };
}

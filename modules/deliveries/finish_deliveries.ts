import { sql } from "drizzle-orm";
import {
  plainArray,
  postgresCode,
  runPrepared,
  textArray,
  writeHeaderLines,
} from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { EndpointHealth, Finished } from "./delivery_store.ts";
export type { Finished } from "./delivery_store.ts";

type Attempt = NonNullable<Finished["attempt"]>;

/**
 * Saves results in one statement, and so in one transaction. Only applies where the
 * claim is still ours: a worker that was taken over leaves its try in the log and
 * changes nothing else. Returns the health of failing endpoints.
 */
export async function finishDeliveries(
  db: Database,
  finished: readonly Finished[],
): Promise<EndpointHealth[]> {
  if (finished.length === 0) return [];
  const sorted = finished.toSorted((a, b) =>
    a.delivery_id < b.delivery_id ? -1 : 1,
  );
  const health = healthRows(finished);
  const parameters = [
    ...resultArrays(sorted),
    ...attemptArrays(sorted.flatMap(({ attempt }) => attempt ?? [])),
    JSON.stringify(health),
    plainArray(sorted.map(({ due_at }) => due_at === null)),
  ];
  const changed = await write(db, finished, parameters);
  const is_failing = health.some(({ failures }) => failures > 0);
  return is_failing ? (changed as HealthRow[]) : [];
}

async function write(
  db: Database,
  finished: readonly Finished[],
  parameters: readonly string[],
): Promise<Record<string, unknown>[]> {
  let text = FINISH;
  for (let faults = 0; ; faults++) {
    try {
      return await runPrepared(db, { text, parameters });
    } catch (error) {
      const code = postgresCode(error);
      if (faults === FAULTS_MAX) throw error;
      if (code === NO_PARTITION) await makeAttemptDays(db, finished);
      else if (code === KNOWN_ALREADY) text = FINISH_AGAIN;
      else throw error;
    }
  }
}

/** Postgres error: no partition for a row. */
const NO_PARTITION = "23514";
/** Postgres error: the try is already logged. */
const KNOWN_ALREADY = "23505";
/** Each of the two may occur once. */
const FAULTS_MAX = 2;

const FINISH = finishText("");
/** Checking for conflicts always costs too much for such a rare case. */
const FINISH_AGAIN = finishText("on conflict do nothing");

/**
 * Rows are found by arrays of keys, since a join would be planned by the size of the
 * backlog. `is_settled` is a value of its own, since the planner expects so few null
 * times that it would compare each row with each. It expects as few rows from
 * RETURNING, so those are looked up by `place`: "is true" keeps that from becoming a
 * join. While all is well, endpoint health is not written.
 */
function finishText(on_conflict: string): string {
  return `
with r as materialized (
  select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::integer[],
    $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::text[], $27::boolean[])
    with ordinality
    as r(delivery_id, claim, state, tries, due_at, settled_at, expires_at, reason, is_settled, place)
), logged as (
  insert into delivery_attempts (delivery_id, attempt, claim, started_at, lookup_ms,
    first_byte_ms, duration_ms, method, url, headers, body, remote_address,
    http_status, response_headers, response_body, error, succeeded)
  select * from unnest($9::uuid[], $10::integer[], $11::integer[], $12::timestamptz[],
    $13::integer[], $14::integer[], $15::integer[], $16::text[], $17::text[], $18::text[],
    $19::text[], $20::text[], $21::smallint[], $22::text[], $23::bytea[], $24::text[],
    $25::boolean[]) ${on_conflict}
), gone as (
  delete from delivery_queue as q using r
  where q.delivery_id = any(array(select delivery_id from r where is_settled))
    and q.delivery_id = r.delivery_id and q.claim = r.claim and r.is_settled
  returning r.place
), kept as (
  update delivery_queue as q
  set due_at = r.due_at, attempt = q.attempt + r.tries, claimed_until = null,
    expires_at = coalesce(r.expires_at, q.expires_at)
  from r
  where q.delivery_id = any(array(select delivery_id from r where not is_settled))
    and q.delivery_id = r.delivery_id and q.claim = r.claim and not r.is_settled
  returning r.place
), told as (
  update deliveries as d
  set state = r.state, reason = r.reason, attempts = d.attempts + r.tries,
    settled_at = r.settled_at, expires_at = coalesce(r.expires_at, d.expires_at)
  from r
  where d.id = any(array(select delivery_id from r)) and d.id = r.delivery_id
    and (r.place in (select place from gone union all select place from kept)) is true
)
insert into endpoint_health as h
  (endpoint_id, failing_since, failures, last_success_at, last_failure_at, last_error)
select r.endpoint_id, r.failing_since, r.failures, r.last_success_at,
  r.last_failure_at, r.last_error
from json_to_recordset($26::json) as r(endpoint_id integer, failures integer,
  failing_since timestamptz, last_success_at timestamptz,
  last_failure_at timestamptz, last_error text)
where r.failures > 0 or not exists (
  select from endpoint_health as now
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
  (extract(epoch from failing_since) * 1000)::float8 as failing_since`;
}

function resultArrays(finished: readonly Finished[]): string[] {
  return [
    plainArray(finished.map(({ delivery_id }) => delivery_id)),
    plainArray(finished.map(({ claim }) => claim)),
    plainArray(finished.map(({ state }) => state)),
    plainArray(finished.map(({ attempt }) => (attempt === null ? 0 : 1))),
    plainArray(finished.map(({ due_at }) => timeOf(due_at))),
    plainArray(finished.map(({ settled_at }) => timeOf(settled_at))),
    plainArray(finished.map(({ expires_at }) => timeOf(expires_at ?? null))),
    textArray(finished.map(({ reason }) => reason)),
  ];
}

/** In the order of the statement's parameters. */
function attemptArrays(tries: readonly Attempt[]): string[] {
  return [
    plainArray(tries.map(({ delivery_id }) => delivery_id)),
    plainArray(tries.map(({ attempt }) => attempt)),
    plainArray(tries.map(({ claim }) => claim)),
    plainArray(tries.map(({ started_at }) => isoTime(started_at))),
    plainArray(tries.map(({ lookup_ms }) => lookup_ms)),
    plainArray(tries.map(({ first_byte_ms }) => first_byte_ms)),
    plainArray(tries.map(({ duration_ms }) => duration_ms)),
    plainArray(tries.map(({ method }) => method)),
    textArray(tries.map(({ url }) => url)),
    textArray(tries.map(({ headers }) => writeHeaderLines(headers))),
    textArray(tries.map(({ body }) => body)),
    textArray(tries.map(({ remote_address }) => remote_address)),
    plainArray(tries.map(({ http_status }) => http_status)),
    textArray(
      tries.map(({ response_headers }) =>
        response_headers ? writeHeaderLines(response_headers) : null,
      ),
    ),
    textArray(tries.map(({ response_body }) => response_body)),
    textArray(tries.map(({ error }) => error)),
    plainArray(tries.map(({ succeeded }) => succeeded)),
  ];
}

/** A job creates partitions ahead; a missing one is created here. */
async function makeAttemptDays(
  db: Database,
  finished: readonly Finished[],
): Promise<void> {
  const days = finished.flatMap(({ attempt }) =>
    attempt === null ? [] : [isoTime(attempt.started_at).slice(0, 10)],
  );
  await db.execute(
    sql`select ensure_days('delivery_attempts', ${plainArray([...new Set(days)])}::date[])`,
  );
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** One health row per endpoint, sorted; a success resets its failures. */
function healthRows(finished: readonly Finished[]) {
  const by_endpoint = Map.groupBy(
    finished.filter(({ attempt }) => attempt !== null),
    ({ endpoint_id }) => endpoint_id,
  );
  return [...by_endpoint]
    .sort(([a], [b]) => a - b)
    .map(([endpoint_id, tries]) => healthOf(endpoint_id, tries));
}

type HealthRow = {
  endpoint_id: number;
  failing_since: number | null;
  failures: number;
};

/** An endpoint's health from a batch: only failures after its last success count. */
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
    last_error: last_error?.toWellFormed() ?? null,
  };
}

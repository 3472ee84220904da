import { sql } from "drizzle-orm";
import {
  batchStatement,
  arrayText,
  postgresCode,
  runPrepared,
} from "../../db/mod.ts";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Database } from "../../db/mod.ts";
import { deliveryAttempts } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { EndpointHealth, Finished } from "./delivery_store.ts";
export type { Finished } from "./delivery_store.ts";

/**
 * Saves results in one statement, and so in one transaction. Only applies where the
 * claim is still ours: a worker that was taken over leaves its try in the log and
 * changes nothing else. Returns the health of failing endpoints.
 */
export async function finishDeliveries(
  db: Database,
  finished: readonly Finished[],
): Promise<EndpointHealth[]> {
  return await finish(db, finished, "deliveries");
}

/** Saves results of events' deliveries to webhooks, in the same way. */
export async function finishEvents(
  db: Database,
  finished: readonly Finished[],
): Promise<EndpointHealth[]> {
  return await finish(db, finished, "webhook_deliveries");
}

async function finish(
  db: Database,
  finished: readonly Finished[],
  table: ResultTable,
): Promise<EndpointHealth[]> {
  if (finished.length === 0) return [];
  const sorted = finished.toSorted((a, b) =>
    a.delivery_id < b.delivery_id ? -1 : 1,
  );
  const health = healthRows(finished);
  const changed = await write(db, sorted, { health, table });
  const is_failing = health.some(({ failures }) => failures > 0);
  return is_failing ? (changed as HealthRow[]) : [];
}

async function write(
  db: Database,
  finished: readonly Finished[],
  input: {
    health: ReturnType<typeof healthRows>;
    table: ResultTable;
  },
): Promise<Record<string, unknown>[]> {
  const { health, table } = input;
  const rows = {
    results: finished.map(resultRow),
    attempts: finished.flatMap(({ attempt }) => attempt ?? []),
    health,
  };
  const statements = statementsOf(table);
  let statement = statements.first;
  for (let faults = 0; ; faults++) {
    try {
      const given = inShards(statement(rows), table, finished);
      return await runPrepared(db, given);
    } catch (error) {
      const code = postgresCode(error);
      if (faults === FAULTS_MAX) throw error;
      if (code === NO_PARTITION) await makeAttemptDays(db, finished);
      else if (code === KNOWN_ALREADY) statement = statements.again;
      else throw error;
    }
  }
}

/** The statement as Citus asks only the shards of its campaigns, where all of them are known. */
function inShards(
  given: { text: string; parameters: string[] },
  table: ResultTable,
  finished: readonly Finished[],
): { text: string; parameters: string[] } {
  const { text, parameters } = given;
  if (!isDistributed() || table === "webhook_deliveries") return given;
  const campaigns = finished.map(({ attempt }) => attempt?.campaign_id ?? null);
  if (campaigns.includes(null)) return given;
  const place = `$${parameters.length + 1}::integer[]`;
  return {
    text: text.replace(
      OF_ITS_ID,
      `d.campaign_id = any(${place}) and ${OF_ITS_ID}`,
    ),
    parameters: [...parameters, arrayText([...new Set(campaigns)])],
  };
}

const OF_ITS_ID = "d.id = r.delivery_id";

/** Postgres error: no partition for a row. */
const NO_PARTITION = "23514";
/** Postgres error: the try is already logged. */
const KNOWN_ALREADY = "23505";
/** Each of the two may occur once. */
const FAULTS_MAX = 2;

/**
 * Rows are looked up one by one, by a plan that is kept. On Citus, which makes a plan each
 * time, they are found by arrays of keys, since a join would be planned by the size of the
 * backlog. `is_settled` is a value of its own, since the planner expects so few null times
 * that it would compare each row with each. It expects as few rows from RETURNING, so those
 * are looked up by `place`: "is true" keeps that from becoming a join. While all is well,
 * endpoint health is not written.
 */
function finishStatement(
  table: ResultTable,
  options: { on_conflict?: string; is_apart: boolean },
) {
  const { is_apart, ...conflict } = options;
  const among = (column: string, which: string) =>
    is_apart
      ? `${column} = any(array(select delivery_id from r where ${which})) and `
      : "";
  return batchStatement(
    (batch) => `
with r as materialized (
  select * from ${batch.rows("results", RESULT_TYPES)}
), logged as (
  ${batch.insertInto(deliveryAttempts, {
    name: "attempts",
    columns: ATTEMPT_COLUMNS,
    ...conflict,
  })}
), gone as (
  delete from delivery_queue as q using r
  where ${among("q.delivery_id", "is_settled")}q.delivery_id = r.delivery_id
    and q.claim = r.claim and r.is_settled
  returning r.place
), kept as (
  update delivery_queue as q
  set due_at = r.due_at, attempt = q.attempt + r.tries, claimed_until = null,
    expires_at = coalesce(r.expires_at, q.expires_at)
  from r
  where ${among("q.delivery_id", "not is_settled")}q.delivery_id = r.delivery_id
    and q.claim = r.claim and not r.is_settled
  returning r.place
), changed as (
  update ${table} as d
  set state = r.state, reason = r.reason, attempts = d.attempts + r.tries,
    settled_at = r.settled_at, expires_at = coalesce(r.expires_at, d.expires_at)
  from r
  where ${among("d.id", "true")}${OF_ITS_ID}
    and (r.place in (select place from gone union all select place from kept)) is true
)
insert into endpoint_health as h
  (endpoint_id, failing_since, failures, last_success_at, last_failure_at, last_error)
select endpoint_id, failing_since, failures, last_success_at, last_failure_at, last_error
from ${batch.rows("health", HEALTH_TYPES)}
where health.failures > 0 or not exists (
  select from endpoint_health as now
  where now.endpoint_id = health.endpoint_id and now.failing_since is null
    and now.last_success_at > health.last_success_at - interval '1 minute')
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
  (extract(epoch from failing_since) * 1000)::float8 as failing_since`,
  );
}

const RESULT_TYPES = {
  place: "integer",
  delivery_id: "uuid",
  claim: "integer",
  state: "text",
  reason: "text",
  tries: "integer",
  due_at: "timestamptz",
  settled_at: "timestamptz",
  expires_at: "timestamptz",
  is_settled: "boolean",
};

const HEALTH_TYPES = {
  endpoint_id: "integer",
  failures: "integer",
  failing_since: "timestamptz",
  last_success_at: "timestamptz",
  last_failure_at: "timestamptz",
  last_error: "text",
};

const ATTEMPT_COLUMNS = [
  "delivery_id",
  "campaign_id",
  "attempt",
  "claim",
  "started_at",
  "lookup_ms",
  "first_byte_ms",
  "duration_ms",
  "method",
  "url",
  "headers",
  "body",
  "remote_address",
  "http_status",
  "response_headers",
  "response_body",
  "error",
  "succeeded",
] as const;

/** Checking for conflicts always costs too much for such a rare case. */
function finishStatements(table: ResultTable, is_apart: boolean) {
  const first = finishStatement(table, { is_apart });
  const on_conflict = "do nothing";
  return { first, again: finishStatement(table, { is_apart, on_conflict }) };
}

type ResultTable = "deliveries" | "webhook_deliveries";

const made = new Map<string, ReturnType<typeof finishStatements>>();

function statementsOf(table: ResultTable) {
  const is_apart = isDistributed();
  const kind = `${table} ${is_apart}`;
  const statements = made.get(kind) ?? finishStatements(table, is_apart);
  made.set(kind, statements);
  return statements;
}

function resultRow(result: Finished, place: number) {
  const { delivery_id, claim, state, reason, attempt } = result;
  return {
    place,
    delivery_id,
    claim,
    state,
    reason,
    tries: attempt === null ? 0 : 1,
    due_at: timeOf(result.due_at),
    settled_at: timeOf(result.settled_at),
    expires_at: timeOf(result.expires_at ?? null),
    is_settled: result.due_at === null,
  };
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
    sql`select ensure_days('delivery_attempts', ${arrayText([...new Set(days)])}::date[])`,
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

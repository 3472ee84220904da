import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  affiliates,
  conversionDeltas,
  deliveryQueue,
  endpoints,
  incidents,
  jobRuns,
  jobs,
  ledgerTransactions,
  openBreakers,
  postbackCounts,
  releasedHolds,
  sources,
  webhooks,
} from "../../db/schema/mod.ts";
import { isOffByHand } from "../../modules/deliveries/mod.ts";
import { isoTime } from "../../modules/kernel/mod.ts";
import type { Clock, Series } from "../../modules/kernel/mod.ts";
import { AUDIT_JOB } from "../../modules/payouts/mod.ts";
import { AUDIT_REPORTS_JOB } from "../../modules/rollups/mod.ts";
import { isFindingText, isMadeText } from "../../modules/scheduler/mod.ts";
import { KeptAnswer } from "./kept_answer.ts";
import type { Snapshot } from "./snapshot.ts";

/** Postgres ends a statement for which nobody waits any more. */
const STATEMENT_TIMEOUT = "2s";
/** However often and by however many it is asked, the database isn't asked more often. */
const KEPT_MS = 10_000;
/** Sums over all that is held take longer. */
const MONEY_KEPT_MS = 60_000;
/** After a failure, so that a database that is back is seen soon. */
const REST_MS = 1_000;
const SOURCES_MAX = 200;
const SERIES_MAX = 200;
const CHANGES_MAX = 100_000;
const FOLD_JOB = "fold_conversions";

interface Row extends Record<string, unknown> {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Figures that only the database knows, kept for some seconds. */
export class DatabaseFigures {
  readonly #quick: KeptAnswer<Snapshot>;
  readonly #money: KeptAnswer<Snapshot>;
  readonly #answers: KeptAnswer<true>;

  constructor({ db, clock }: { db: Database; clock: Clock }) {
    this.#quick = new KeptAnswer({ kept_ms: KEPT_MS, rest_ms: REST_MS }, () =>
      askFigures(db, quickFigures(clock.nowMs())),
    );
    const of_money = { kept_ms: MONEY_KEPT_MS, rest_ms: MONEY_KEPT_MS };
    this.#money = new KeptAnswer(of_money, () =>
      askFigures(db, heldMoney(clock.nowMs())),
    );
    const at_once = { kept_ms: REST_MS, rest_ms: REST_MS };
    this.#answers = new KeptAnswer<true>(at_once, async () => {
      await db.execute(sql`select 1`);
      return true;
    });
  }

  /** Whether the database answers in time at all: the figures alone may take too long. */
  async answers(): Promise<boolean> {
    return (await this.#answers.read()) !== null;
  }

  /** Returns the figures; null if the database doesn't answer in time. */
  async read(): Promise<Snapshot | null> {
    const [quick, money] = await Promise.all([
      this.#quick.read(),
      this.#money.read(),
    ]);
    return quick === null ? null : { ...quick, ...money };
  }
}

async function askFigures(db: Database, statement: SQL): Promise<Snapshot> {
  const rows = await db.transaction(
    async (tx) => {
      await tx.execute(
        sql.raw(`set local statement_timeout = '${STATEMENT_TIMEOUT}'`),
      );
      return [...(await tx.execute<Row>(statement))];
    },
    { accessMode: "read only" },
  );
  const figures: Record<string, Series[]> = {};
  for (const { name, labels, value } of rows) {
    const series = (figures[`tallyho_${name}`] ??= []);
    if (series.length < SERIES_MAX) series.push({ labels, value });
  }
  return figures;
}

/** Everything but the money, in one statement whose cost doesn't grow with the years. */
function quickFigures(now_ms: number): SQL {
  const now = sql`${isoTime(now_ms)}::timestamptz`;
  return sql.join(
    [
      ...deliveryFigures(now),
      ...jobFigures(now),
      sourceFigures(now),
      ...beginnings(now),
    ],
    sql` union all `,
  );
}

function deliveryFigures(now: SQL): SQL[] {
  return [
    sql`
    select 'endpoints_off' as name,
      jsonb_build_object('kind', kind, 'by', by_whom) as labels, count(*)::float8 as value
    from (
      select 'endpoint' as kind, ${offBy(sql`disabled_reason`)} as by_whom
      from ${endpoints} where not enabled
      union all
      select 'webhook', ${offBy(sql`disabled_reason`)} from ${webhooks} where not enabled
    ) as off group by kind, by_whom`,
    sql`select 'breakers_open', '{}'::jsonb, count(*)::float8 from ${openBreakers}`,
    sql`select 'delivery_oldest_due_seconds', '{}'::jsonb,
      ${secondsSince(now, oldestDue(now))}`,
    sql`select 'incidents_open', jsonb_build_object('bell', bell), count(*)::float8
    from ${incidents} where closed_at is null group by bell`,
  ];
}

function jobFigures(now: SQL): SQL[] {
  const job = sql`jsonb_build_object('job_name', name)`;
  const age = secondsSince(now, sql`last_started_at`);
  const is_ok = sql`(last_error is null)::integer::float8`;
  const what = sql`jsonb_build_object('what',
    case name when ${AUDIT_JOB} then 'ledger' else 'reports' end)`;
  const audits = sql`${jobRuns} where name in (${AUDIT_JOB}, ${AUDIT_REPORTS_JOB})`;
  const changes = sql`(select from ${conversionDeltas} limit ${sql.raw(String(CHANGES_MAX))})`;
  return [
    sql`select 'jobs_failed', ${job}, count(*)::float8
    from ${jobs} where state = 'failed' group by name`,
    sql`select 'job_failing', ${job}, 1 - ${is_ok} from ${jobRuns}`,
    sql`select 'job_last_run_age_seconds', ${job}, ${age} from ${jobRuns}`,
    sql`select 'job_last_duration_seconds', ${job}, last_duration_ms / 1000.0::float8
    from ${jobRuns}`,
    // Where the last audit could not be made and the one before found nothing, nothing is known.
    sql`select 'verify_ok', ${what}, ${is_ok} from ${audits}
      and (last_error is null or ${isFindingText(sql`last_error`)})`,
    sql`select 'verify_made', ${what}, ${isMadeText(sql`last_error`)}::integer::float8
    from ${audits}`,
    sql`select 'verify_age_seconds', ${what}, ${age} from ${audits}`,
    sql`select 'rollup_changes_waiting', '{}'::jsonb, count(*)::float8
    from ${changes} as waiting`,
    sql`select 'rollup_lag_seconds', '{}'::jsonb, coalesce((
      select ${age} from ${jobRuns}
      where name = ${FOLD_JOB} and exists (select from ${conversionDeltas})), 0)`,
  ];
}

function sourceFigures(now: SQL): SQL {
  const week = sql`${now} - interval '7 days'`;
  return sql`
    select 'source_silence_seconds', jsonb_build_object('source', s.id::text),
      ${secondsSince(now, sql`coalesce(heard.at, ${week})`)}
    from (select id from ${sources} order by id limit ${sql.raw(String(SOURCES_MAX))}) as s
    left join (
      select source_id, max(last_at) as at from ${postbackCounts}
      where hour > ${week} and last_at > ${week} group by source_id
    ) as heard on heard.source_id = s.id`;
}

/** Since when some problems have been, in seconds since 1970, by their code. */
function beginnings(now: SQL): SQL[] {
  const since = (code: string, at: SQL) =>
    sql`select 'since', jsonb_build_object('code', ${code}::text),
      extract(epoch from ${at})::float8`;
  const finding = isFindingText(sql`last_error`);
  const failing = (code: string, jobs_failing: SQL) =>
    sql`${since(code, sql`min(last_started_at)`)} from ${jobRuns}
      where last_error is not null and (${jobs_failing})
      having count(*) > 0`;
  return [
    sql`${since("breakers_open", sql`min(opened_at)`)} from ${openBreakers} having count(*) > 0`,
    sql`${since("incidents_open", sql`min(opened_at)`)} from ${incidents}
      where closed_at is null having count(*) > 0`,
    failing("jobs_failing", sql`true`),
    failing("ledger", sql`name = ${AUDIT_JOB} and ${finding}`),
    failing("reports", sql`name = ${AUDIT_REPORTS_JOB} and ${finding}`),
    failing(
      "audit_not_made",
      sql`name in (${AUDIT_JOB}, ${AUDIT_REPORTS_JOB}) and not ${isMadeText(sql`last_error`)}`,
    ),
    sql`${since("deliveries_late", sql`due.at`)}
      from (select ${oldestDue(now)} as at) as due where due.at is not null`,
  ];
}

function offBy(disabled_reason: SQL): SQL {
  return sql`case when ${isOffByHand(disabled_reason)} then 'hand' else 'failures' end`;
}

/** The seconds since a time; 0 where that is later, or null: `greatest` passes nulls over. */
function secondsSince(now: SQL, at: SQL): SQL {
  return sql`greatest(0, extract(epoch from ${now} - ${at}))::float8`;
}

/** Two index steps for each endpoint or webhook that has something to send. */
function oldestDue(now: SQL): SQL {
  return sql`(
    with recursive each(endpoint_id) as (
      (select min(endpoint_id) from ${deliveryQueue})
      union all
      select (select min(q.endpoint_id) from ${deliveryQueue} as q
        where q.endpoint_id > each.endpoint_id)
      from each where each.endpoint_id is not null
    )
    select min(oldest.due_at) from each
    cross join (values (false), (true)) as kind(is_retry)
    cross join lateral (
      select q.due_at from ${deliveryQueue} as q
      where q.endpoint_id = each.endpoint_id and (q.attempt > 0) = kind.is_retry
        and q.due_at <= ${now}
      order by q.due_at limit 1
    ) as oldest
    where exists (select from ${endpoints} as e where e.id = each.endpoint_id and e.enabled)
      or exists (select from ${webhooks} as w where w.id = each.endpoint_id and w.enabled))`;
}

/** By an index of affiliates and days, so that only what is held now is read. */
function heldMoney(now_ms: number): SQL {
  const now = sql`${isoTime(now_ms)}::timestamptz`;
  return sql`
    select 'held_money' as name, jsonb_build_object('currency', held.currency) as labels,
      (sum(held.micros) / 1000000.0)::float8 as value
    from ${affiliates} as a
    cross join lateral (
      select t.currency, -sum(t.payable_micros) as micros
      from ${ledgerTransactions} as t
      where t.affiliate_id = a.id and t.payable_from > ${now}
        and t.payable_from > t.booked_at and t.payable_micros <> 0
        and t.id not in (select entry_id from ${releasedHolds})
      group by t.currency
    ) as held
    group by held.currency`;
}

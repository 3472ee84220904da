import type { ExternalPostgres } from "../faults/external_postgres.ts";

/** Settings of a server whose writes can be counted: without page images, and without writes of its own. */
export const COUNTED_SETTINGS = [
  "fsync=off",
  "max_wal_size=2GB",
  "full_page_writes=off",
  "autovacuum=off",
  "shared_preload_libraries=pg_stat_statements",
];

/** Work that Postgres did. */
export interface Written {
  /** Calls of statements, without those that begin and end transactions. */
  statements: number;
  transactions: number;
  /** Rows inserted, updated and deleted. */
  rows: number;
  /** Entries put into B-trees. */
  index_entries: number;
  /** Bytes of the log. */
  wal_bytes: number;
}

/** Prepares a database for `countWritten`. */
export async function prepareCounting(
  server: ExternalPostgres,
  database: string,
): Promise<void> {
  await server.ask(
    database,
    "create extension pg_stat_statements",
    "create extension pg_walinspect",
  );
}

/** Counts what the work makes Postgres do; nothing else may write to the server meanwhile. */
export async function countWritten(
  server: ExternalPostgres,
  database: string,
  work: () => Promise<unknown>,
): Promise<Written> {
  const [began] = await server.ask(
    database,
    "select pg_stat_statements_reset()",
    "select pg_current_wal_insert_lsn() as lsn",
  );
  await work();
  const [calls] = await server.ask(database, CALLS);
  const [log] = await server.ask(
    database,
    "select pg_switch_wal()",
    logFrom(String(began?.lsn)),
  );
  return { ...calls, ...log } as unknown as Written;
}

const CALLS = `
select coalesce(sum(calls) filter (where query !~* '^ *(begin|commit)'), 0)::int as statements,
  coalesce(sum(calls) filter (where query ~* '^ *begin'), 0)::int as transactions
from pg_stat_statements join pg_database on pg_database.oid = dbid
where datname = current_database()
  and query !~* 'pg_stat_statements|pg_current_wal|pg_catalog'`;

/** Tables that have work beside every path: catalogs, and the lists of background work. */
const BESIDE = "^(pg_|jobs|job_runs|leases|node_leases|network_events|risk_)";

/** Records of the log by their relation; a copy writes the rows of a page in one, which says how many. */
function logFrom(lsn: string): string {
  return `
with logged as (
  select resource_manager as manager, record_type as type, description, record_length,
    pg_filenode_relation(0, substring(block_ref from 'rel [0-9]+/[0-9]+/([0-9]+)')::oid) as relation
  from pg_get_wal_records_info('${lsn}', 'FFFFFFFF/FFFFFFFF')
), placed as (
  select l.*, coalesce(t.relname, c.relname) as owner
  from logged as l left join pg_class as c on c.oid = l.relation
    left join pg_index as i on i.indexrelid = c.oid left join pg_class as t on t.oid = i.indrelid
)
select sum(record_length)::int as wal_bytes,
  count(*) filter (where manager = 'Btree' and type ~ '^(INSERT_LEAF|INSERT_POST|SPLIT_[LR])')::int as index_entries,
  sum(case
    when manager = 'Heap' and type ~ '^(INSERT|UPDATE|HOT_UPDATE|DELETE)' then 1
    when manager = 'Heap2' and type ~ '^MULTI_INSERT'
      then substring(description from 'ntuples: ([0-9]+)')::int
    else 0 end)::int as rows
from placed where owner !~ '${BESIDE}'`;
}

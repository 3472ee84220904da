import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Each poll connects to every node. */
const POLL_S = 0.1;
const POLLS_MAX = 20;

/**
 * Waits until every transaction that has ended on the coordinator by now is visible on the workers:
 * Citus commits it there afterwards, so that it lies prepared for a moment, or for as long as a worker
 * is away. False if that takes too long, or a node doesn't answer.
 */
export async function untilCommittedOnWorkers(db: Queryable): Promise<boolean> {
  const before = await preparedOnNodes(db);
  if (before === null) return false;
  for (let polls = 0; before.size > 0; polls++) {
    if (polls === POLLS_MAX) return false;
    await db.execute(sql`select pg_sleep(${POLL_S})`);
    // Under load there are always some: only those from before count.
    const now = await preparedOnNodes(db);
    if (now === null) return false;
    for (const id of before) if (!now.has(id)) before.delete(id);
  }
  return true;
}

/** Citus' prepared transactions in this database, each with its node; null if one doesn't answer. */
async function preparedOnNodes(db: Queryable): Promise<Set<string> | null> {
  const rows = await db.execute<{
    node: string;
    is_told: boolean;
    ids: string;
  }>(sql`
    select nodeid::text as node, success as is_told, result as ids
    from run_command_on_all_nodes($command$
      select coalesce(json_agg(gid), '[]') from pg_prepared_xacts
      where gid like 'citus\_%' and database = current_database()
    $command$)`);
  if (rows.some(({ is_told }) => !is_told)) return null;
  return new Set(
    rows.flatMap(({ node, ids }) =>
      (JSON.parse(ids) as string[]).map((id) => `${node} ${id}`),
    ),
  );
}

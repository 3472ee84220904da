import type postgres from "postgres";

/** Pages of 8 KiB whose rows are filled in one transaction: of 1,000, some took 2 seconds on a busy disk. */
const PAGES = 250;

/**
 * Fills the campaign of rows that lack it, which an earlier version wrote, piece by piece: nobody waits
 * for more than a piece. Goes on where it was interrupted. Returns the number of rows.
 */
export async function fillCampaigns(
  client: postgres.Sql,
  table: string,
  filled_by: string,
  options: {
    dry_run: boolean;
    onRows(done: number, total: number): void;
  },
): Promise<number> {
  const [count] = await client.unsafe<{ rows: string }[]>(
    `select count(*) as rows from "${table}" where campaign_id is null`,
  );
  const total = Number(count?.rows ?? 0);
  if (total === 0 || options.dry_run) return total;
  const parts = await client.unsafe<{ part: string; pages: number }[]>(
    `select relid::regclass::text as part, (pg_relation_size(relid) / 8192)::integer as pages
     from pg_partition_tree('${table}') where isleaf
     union all select '${table}', (pg_relation_size('${table}') / 8192)::integer
     where not exists (select from pg_partitioned_table where partrelid = '${table}'::regclass)`,
  );
  let done = 0;
  for (const { part, pages } of parts) {
    for (let page = 0; page < pages; page += PAGES) {
      const { count } = await client.unsafe(
        `update ${part} set campaign_id = ${filled_by}
         where campaign_id is null
           and ctid >= '(${page},0)'::tid and ctid < '(${page + PAGES},0)'::tid`,
      );
      done += count;
      options.onRows(done, total);
    }
  }
  return done;
}

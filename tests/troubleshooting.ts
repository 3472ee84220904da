import { sql } from "drizzle-orm";
import type { ApiClient } from "./api_client.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";

/** A postback as the API shows it, as far as tests need it. */
export interface ShownPostback {
  id: string;
  outcome: string;
  http_status: number;
  url: string;
  conversion_id: string | null;
  earlier: { outcome: string }[];
  customer: unknown;
}

/** Lists postbacks by a filter. */
export async function listPostbacks(
  api: ApiClient,
  query: string,
): Promise<ShownPostback[]> {
  const path = `/postbacks?${query}`;
  const { data } = await api.call<{ data: ShownPostback[] }>("GET", path);
  return data;
}

/** Reads a postback with all details. */
export async function readPostback(
  api: ApiClient,
  id: unknown,
): Promise<ShownPostback & Record<string, unknown>> {
  return await api.call("GET", `/postbacks/${String(id)}`);
}

/** Outcome of each postback. */
export function outcomesOf(rows: readonly ShownPostback[]): string[] {
  return rows.map(({ outcome }) => outcome);
}

/** Counts the rows of every table, to check that nothing changed. */
export async function rowCounts({
  drain,
  db,
}: Pick<TestService, "drain" | "db">): Promise<Record<string, number>> {
  // Drain pending clicks first.
  while (await drain.runOnce());
  const tables = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await db.execute<{ count: string }>(
      sql`select count(*) from ${sql.identifier(name)}`,
    );
    counts[name] = Number(row?.count);
  }
  return counts;
}

/** Creates a source of a setup's advertiser. */
export async function addSource(
  api: ApiClient,
  setup: Setup,
  given: Record<string, unknown>,
) {
  const path = `/advertisers/${setup.advertiser_id}/sources`;
  const body = { name: "Shop", ...given };
  const made = await api.call<{ id: number; key: string }>("POST", path, body);
  return { ...made, at: `${path}/${made.id}` };
}

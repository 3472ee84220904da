import type postgres from "postgres";
import { checkDistributable } from "./check_distributable.ts";
import { closeDatabase, openDatabase } from "../client.ts";
import type { DatabaseAddress } from "../client.ts";
import { fillCampaigns } from "./fill_campaigns.ts";
import { migrateDatabase, MIGRATION_LOCK } from "../migrate.ts";
import {
  emptyLocally,
  LAST_PLACED,
  placedTables,
  placeTable,
} from "../citus/mod.ts";
import { PLACEMENT } from "../schema/mod.ts";

/** A table on its way: what was, or would be, done with it. */
export interface DistributedTable {
  table: string;
  /** `distributed`, `reference`, or `filled`: rows of an earlier version got their campaign. */
  step: "distributed" | "reference" | "filled";
  rows: number;
  /** Whether it had been done before. */
  is_known: boolean;
}

/** How a database is distributed. */
export interface DistributeOptions {
  dry_run: boolean;
  /** The program's role, which has to reach the workers. */
  app_role: string;
  /** Hears of each table. */
  onTable(table: DistributedTable): void;
  /** Runs long work, and shows how far it is. */
  shown<Result>(
    name: string,
    work: (show: (done: number, total: number) => void) => Promise<Result>,
  ): Promise<Result>;
  /** Hears of what isn't wrong, but should be known. */
  onNote(note: string): void;
}

/**
 * Migrates a database, and distributes its tables over Citus' workers, as the placement says. Takes as
 * the owner one table after the other, and skips those that are, so that it goes on after a crash.
 * Throws before it has changed anything where Citus, the roles or a running tracker forbid it.
 */
export async function distributeDatabase(
  address: DatabaseAddress,
  options: DistributeOptions,
): Promise<void> {
  const db = openDatabase(address, { connections_max: 1, name: "distribute" });
  const client = db.$client;
  try {
    // Also here, as an earlier program that runs must not find another schema beneath it.
    await checkDistributable(client, options.app_role);
    await migrateFirst(address, options);
    // An instance that starts now waits, as it would for a migration.
    await client.unsafe(`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`);
    for (const note of await checkDistributable(client, options.app_role)) {
      options.onNote(note);
    }
    const placed = await placedTables(client);
    for (const table of Object.keys(PLACEMENT)) {
      if (!placed.has(table)) await fill(client, table, options);
    }
    const all = Object.keys(PLACEMENT).filter((table) => table !== LAST_PLACED);
    for (const table of [...all, LAST_PLACED]) {
      const step = PLACEMENT[table]?.kind;
      if (step === undefined || step === "plain") continue;
      const is_known = placed.has(table);
      const rows = is_known ? 0 : await countRows(client, table);
      if (!options.dry_run) {
        // A crash may have come between a table's placing and its emptying.
        await (is_known ? emptyLocally : placeTable)(client, table);
      }
      options.onTable({ table, step, rows, is_known });
    }
  } finally {
    await closeDatabase(db);
  }
}

async function migrateFirst(
  address: DatabaseAddress,
  { dry_run, shown }: DistributeOptions,
): Promise<void> {
  const is_behind = await shown("statements of migrations", (progress) =>
    migrateDatabase(address, { takes_on_role: true, dry_run, progress }),
  );
  if (dry_run && is_behind) {
    throw new Error(
      `Cannot say: the database is of an older version. Run "tallyho migrate" first`,
    );
  }
}

async function fill(
  client: postgres.Sql,
  table: string,
  { dry_run, onTable, shown }: DistributeOptions,
): Promise<void> {
  const placement = PLACEMENT[table];
  if (placement === undefined || !("filled_by" in placement)) return;
  const { filled_by } = placement;
  if (filled_by === undefined) return;
  const rows = await shown(table, (onRows) =>
    fillCampaigns(client, table, filled_by, { dry_run, onRows }),
  );
  if (rows > 0) onTable({ table, step: "filled", rows, is_known: false });
}

async function countRows(client: postgres.Sql, table: string): Promise<number> {
  const [row] = await client.unsafe<{ rows: string }[]>(
    `select count(*) as rows from "${table}"`,
  );
  return Number(row?.rows ?? 0);
}

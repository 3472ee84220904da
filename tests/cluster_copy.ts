import { cpSync } from "node:fs";
import { openPostgresHome } from "../src/postgres/home.ts";

/**
 * Puts a copy of the cluster that `tests/run.ts` prepared, with the migrated
 * database, into a new data directory: initialising one takes most of a first start.
 */
export function copyCluster(data_dir: string): void {
  const prepared = process.env.TALLYHO_TEST_CLUSTER;
  if (prepared === undefined) return;
  const home = openPostgresHome(data_dir);
  cpSync(prepared, home.data, { recursive: true });
  home.settle();
}

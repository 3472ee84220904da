import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A data directory that is removed on disposal. */
export interface TemporaryData {
  path: string;
  remove(): void;
}

/** Makes a temporary data directory. */
export function makeTemporaryData(): TemporaryData {
  const path = mkdtempSync(join(tmpdir(), "tallyho-demo-"));
  const remove = () => {
    const elsewhere = databaseElsewhere(path);
    if (elsewhere !== null) rmSync(elsewhere, { recursive: true, force: true });
    rmSync(path, { recursive: true, force: true });
  };
  return { path, remove };
}

/**
 * The database's directory if root's Postgres couldn't reach the data directory: it must be removed
 * too.
 */
function databaseElsewhere(path: string): string | null {
  const pointer = join(path, "postgres.json");
  if (!existsSync(pointer)) return null;
  const { directory } = JSON.parse(readFileSync(pointer, "utf8")) as {
    directory: string;
  };
  return directory;
}

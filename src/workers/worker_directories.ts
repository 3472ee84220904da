import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DirectoryInUse, lockDataDir } from "../data_dir.ts";
import type { DirectoryLock } from "../data_dir.ts";
import type { LeftDirectory } from "./messages.ts";

const FOLDER = "workers";
const POLL_MS = 100;
/** Workers whose first process was killed stop by themselves within ten seconds. */
const FORMER_MS_MAX = 15_000;

/** The directory of a worker: its number keeps its journal over restarts. */
export function workerDirectory(data_dir: string, number: number): string {
  return join(data_dir, FOLDER, String(number));
}

/**
 * Directories below a data directory with a journal that no worker writes with this many of them;
 * one process without workers writes the data directory's own.
 */
export function leftDirectories(
  data_dir: string,
  workers: number,
): LeftDirectory[] {
  const highest = workers === 1 ? 0 : workers;
  const left = numbersBelow(data_dir)
    .filter((number) => number > highest)
    .map((number) => ({
      path: workerDirectory(data_dir, number),
      is_held: false,
    }));
  return workers === 1 ? left : [{ path: data_dir, is_held: true }, ...left];
}

/** The numbers of the directories of workers, present or past; other names in the folder are nobody's. */
function numbersBelow(data_dir: string): number[] {
  const folder = join(data_dir, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[1-9]\d{0,5}$/.test(name))
    .filter((name) => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      return found?.isDirectory() === true;
    })
    .map(Number);
}

/** All directories with a journal: the data directory, and those of workers, present or past. */
export function journalDirectories(data_dir: string): string[] {
  const of_workers = leftDirectories(data_dir, 1).map(({ path }) => path);
  return [data_dir, ...of_workers];
}

/** Locks a worker's directory; waits for a former worker that is still stopping. */
export async function lockWorkerDirectory(
  directory: string,
): Promise<DirectoryLock> {
  for (let waited_ms = 0; ; waited_ms += POLL_MS) {
    try {
      return lockDataDir(directory);
    } catch (error) {
      const is_held = error instanceof DirectoryInUse;
      if (!is_held || waited_ms >= FORMER_MS_MAX) throw error;
    }
    await Bun.sleep(POLL_MS);
  }
}

/** Waits until no worker of a former run is left, which would share the port. */
export async function untilFormerEnded(data_dir: string): Promise<void> {
  for (const number of numbersBelow(data_dir)) {
    const directory = workerDirectory(data_dir, number);
    (await lockWorkerDirectory(directory)).release();
  }
}

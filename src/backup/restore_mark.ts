import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory } from "../../modules/clicks/mod.ts";
import { writeDurably } from "../durable_files.ts";
import { BackupError } from "./backup_error.ts";

const MARK = "restoring.json";
/** May lie in an empty data directory: what every volume has, what locks it, and a mark that a kill cut short. */
const NO_CONTENT = ["lock", "lost+found", `${MARK}.new`];

interface RestoreMark {
  /** The backup that is being restored. */
  backup: string;
  /** Where it lies. */
  path: string;
}

/** Throws if a restore into the data directory has not finished. */
export function checkRestored(data_dir: string): void {
  const mark = readMark(data_dir);
  if (mark === null) return;
  throw new BackupError(
    `The data directory "${data_dir}" is half restored: run "tallyho restore ${mark.path}" again`,
  );
}

/** Whether this backup is half restored into the data directory. */
export function isHalfRestored(data_dir: string, backup: string): boolean {
  return readMark(data_dir)?.backup === backup;
}

/**
 * Marks a data directory as half restored, until `clearMark`. Throws if it is neither empty nor
 * half restored from the same backup.
 */
export function markRestoring(data_dir: string, mark: RestoreMark): void {
  const found = readMark(data_dir);
  if (found === null) {
    const content = readdirSync(data_dir).filter(
      (name) => !NO_CONTENT.includes(name),
    );
    if (content.length > 0) {
      throw new BackupError(
        `Cannot restore into "${data_dir}": it is not empty (it has ${content.slice(0, 3).join(", ")}); set TALLYHO_DATA_DIR to an empty directory`,
      );
    }
  } else if (found.backup !== mark.backup) {
    throw new BackupError(
      `Cannot restore into "${data_dir}": another backup, "${found.path}", is half restored there; finish that one, or use an empty directory`,
    );
  }
  writeDurably(join(data_dir, MARK), `${JSON.stringify(mark)}\n`);
}

/** Removes the mark: the restore is complete. */
export function clearMark(data_dir: string): void {
  const path = join(data_dir, MARK);
  rmSync(path, { force: true });
  syncDirectory(dirname(path));
}

function readMark(data_dir: string): RestoreMark | null {
  const path = join(data_dir, MARK);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as RestoreMark;
}

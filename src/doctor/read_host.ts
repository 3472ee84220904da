import {
  existsSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import type { DiskRoom, KeptPath } from "./judge_host.ts";

const CGROUP_LIMITS = [
  "/sys/fs/cgroup/memory.max",
  "/sys/fs/cgroup/memory/memory.limit_in_bytes",
];
/** Permissions there say nothing. */
const WITHOUT_MODES = "win32";

/** The data directory and the secrets in it. */
export function readPermissions(data_dir: string): KeptPath[] {
  if (process.platform === WITHOUT_MODES) return [];
  const names = ["", "key", "admin-token", "journal"];
  return names
    .map((name) => join(data_dir, name))
    .filter(existsSync)
    .map((path) => {
      const stat = statSync(path);
      const uid = process.getuid?.() ?? stat.uid;
      return {
        path,
        mode: stat.mode & 0o777,
        is_directory: stat.isDirectory(),
        is_ours: uid === 0 || stat.uid === uid,
      };
    });
}

export function readDiskRoom(directory: string): DiskRoom {
  const { bavail, blocks, bsize, ffree, files } = statfsSync(directory);
  return {
    bytes_free: bavail * bsize,
    bytes: blocks * bsize,
    inodes_free: ffree,
    inodes: files,
  };
}

/** A container's limit, where there is one below the machine's memory. */
export function readMemory(): { bytes: number; is_limited: boolean } {
  const machine = totalmem();
  const limits = CGROUP_LIMITS.filter(existsSync)
    .map((path) => Number(readFileSync(path, "utf8").trim()))
    .filter((bytes) => bytes > 0 && bytes < machine);
  const [limit] = limits;
  return { bytes: limit ?? machine, is_limited: limit !== undefined };
}

/** Whether this is the binary, which has its files within itself. */
export function isCompiled(): boolean {
  return /^(?:\/\$bunfs|[A-Z]:[\\/]~BUN)/.test(import.meta.dir);
}

/** How far the disk's clock is ahead, from the time of a new file. */
export function readFileDriftMs(
  directory: string,
  nowMs: () => number,
): number {
  const path = join(directory, `clock-${process.pid}`);
  const before_ms = nowMs();
  writeFileSync(path, "", { mode: 0o600 });
  try {
    const { mtimeMs } = statSync(path);
    const after_ms = nowMs();
    if (mtimeMs < before_ms) return mtimeMs - before_ms;
    return mtimeMs > after_ms ? mtimeMs - after_ms : 0;
  } finally {
    rmSync(path, { force: true });
  }
}

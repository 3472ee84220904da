import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHUNK_BYTES = 1_048_576;

/** Whether a disk of any size can be mounted here: by root, on Linux. */
export function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const directory = mkdtempSync(join(tmpdir(), "tallyho-disk-"));
  const is_mounted = mountAt(directory, CHUNK_BYTES);
  if (is_mounted) unmount(directory);
  rmdirSync(directory);
  return is_mounted;
}

/** Mounts an empty disk at a directory; false where that fails. */
export function mountAt(directory: string, size_bytes: number): boolean {
  const size = `size=${size_bytes},mode=0700`;
  return run("mount", "-t", "tmpfs", "-o", size, "tallyho", directory);
}

/** Removes a disk, also one with files that are open. */
export function unmount(directory: string): void {
  run("umount", "-l", directory);
}

/** Fills the disk completely with one file, then frees some space. */
export function fill(path: string, room_bytes: number): void {
  const descriptor = openSync(path, "w");
  for (let size = CHUNK_BYTES; size >= 1; size = Math.floor(size / 2)) {
    try {
      while (writeSync(descriptor, Buffer.alloc(size, 1)) > 0);
    } catch (error) {
      if (!String(error).includes("ENOSPC")) throw error;
    }
  }
  closeSync(descriptor);
  truncateSync(path, statSync(path).size - room_bytes);
}

function run(...cmd: string[]): boolean {
  if (Bun.which(cmd[0] ?? "") === null) return false;
  return Bun.spawnSync({ cmd, stdout: "ignore", stderr: "ignore" }).success;
}

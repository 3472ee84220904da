import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ticksMs } from "../../../modules/kernel/mod.ts";
import { canMount, fill, mountAt, unmount } from "../small_disk.ts";

const DISK_BYTES = 256 * 1024 ** 2;

/** Whether trackers get a disk of their own, which can be filled. */
export const HAS_DISKS = canMount();

/** A tracker's disk with its whole data directory, which fills up; it keeps books of when it was full. */
export class MoodyDisk {
  readonly #directory: string;
  readonly #filler: string;
  readonly #full: { from_ms: number; to_ms: number }[] = [];

  /** Mounts a disk at a directory where that is possible; otherwise it never fills. */
  constructor(directory: string) {
    this.#directory = directory;
    this.#filler = join(directory, "filler");
    mkdirSync(directory, { recursive: true });
    if (HAS_DISKS && !mountAt(directory, DISK_BYTES)) {
      throw new Error(`No disk could be mounted at ${directory}`);
    }
  }

  /** Fills it to the last byte. */
  fill(): void {
    this.#full.push({ from_ms: ticksMs(), to_ms: Number.POSITIVE_INFINITY });
    fill(this.#filler, 0);
  }

  /** Makes room again. */
  empty(): void {
    rmSync(this.#filler, { force: true });
    const last = this.#full.at(-1);
    if (last !== undefined) last.to_ms = ticksMs();
  }

  /** Whether it was full at any time from one moment to another. */
  wasFull(from_ms: number, to_ms: number): boolean {
    return this.#full.some(
      (full) => full.from_ms <= to_ms && full.to_ms >= from_ms,
    );
  }

  /** Removes the disk. */
  remove(): void {
    if (HAS_DISKS) unmount(this.#directory);
  }
}

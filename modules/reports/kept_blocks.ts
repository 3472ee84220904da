import type { BlockColumn } from "../rollups/mod.ts";
import type { BlockPlace } from "./read_blocks.ts";

interface Kept {
  columns: Set<BlockColumn>;
  bytes: number;
}

/** A number of blocks that is let be, however many of them are gone. */
const FEW = 256;

/**
 * Which blocks the thread of reports keeps in memory, so that a report that is asked for again reads
 * only what is new: a block never changes, and another one that takes its place has another number.
 * Those that weren't asked for the longest are dropped first.
 */
export class KeptBlocks {
  readonly #bytes_max: number;
  /** The one that was asked for last is the last. */
  readonly #kept = new Map<number, Kept>();
  #bytes = 0;
  #dropped: number[] = [];
  #looked_for_at = FEW;

  constructor(bytes_max: number) {
    this.#bytes_max = bytes_max;
  }

  /** Those of some blocks of which a column isn't kept. */
  missing(
    blocks: readonly BlockPlace[],
    columns: readonly BlockColumn[],
  ): BlockPlace[] {
    return blocks.filter(({ id }) => {
      const kept = this.#kept.get(id);
      return !columns.every((name) => kept?.columns.has(name) === true);
    });
  }

  /** Puts blocks among those that were asked for last. */
  touch(blocks: readonly BlockPlace[]): void {
    for (const { id } of blocks) {
      const kept = this.#kept.get(id);
      if (kept === undefined) continue;
      this.#kept.delete(id);
      this.#kept.set(id, kept);
    }
  }

  /** Notes blocks that the thread is going to keep: `bytes` are of all of them as they are stored. */
  add(
    blocks: readonly BlockPlace[],
    columns: readonly BlockColumn[],
    bytes: number,
  ): void {
    const entries = blocks.reduce((sum, block) => sum + block.entries, 0);
    for (const block of blocks) {
      const kept = this.#kept.get(block.id) ?? { columns: new Set(), bytes: 0 };
      for (const name of columns) kept.columns.add(name);
      const share = Math.round((bytes * block.entries) / entries);
      kept.bytes += share;
      this.#bytes += share;
      this.#kept.set(block.id, kept);
    }
  }

  /**
   * The numbers of all, if it is time to look which of them are gone, since others have taken their
   * place: when there are twice as many as the last time.
   */
  toLookFor(): number[] {
    return this.#kept.size < this.#looked_for_at ? [] : [...this.#kept.keys()];
  }

  /** Drops, of those that were looked for, all but what was found. */
  dropGone(looked_for: readonly number[], found: ReadonlySet<number>): void {
    for (const id of looked_for) {
      const kept = this.#kept.get(id);
      if (kept === undefined || found.has(id)) continue;
      this.#kept.delete(id);
      this.#bytes -= kept.bytes;
      this.#dropped.push(id);
    }
    this.#looked_for_at = Math.max(FEW, 2 * this.#kept.size);
  }

  /**
   * The numbers of blocks that the thread must drop with its next step, which asks for some: these
   * stay, though they are too many, until another step.
   */
  takeDropped(asked: readonly BlockPlace[]): number[] {
    const stay = new Set(asked.map(({ id }) => id));
    for (const [id, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#bytes_max) break;
      if (stay.has(id)) continue;
      this.#kept.delete(id);
      this.#bytes -= bytes;
      this.#dropped.push(id);
    }
    return this.#dropped.splice(0);
  }

  /** Forgets all, which the thread must drop: it isn't known what it has. */
  clear(): void {
    this.#dropped = [...this.#kept.keys(), ...this.#dropped];
    this.#kept.clear();
    this.#bytes = 0;
    this.#looked_for_at = FEW;
  }
}

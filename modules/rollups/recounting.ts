import { cutBlock } from "./block.ts";
import type { Block } from "./block.ts";
import { FOLD_ENTRIES_MAX } from "./plan_folds.ts";
import { blockOfRows } from "./rows_block.ts";
import type { RowsForm } from "./rows_block.ts";
import type { FormedBlock } from "./sort_day.ts";

/** Makes blocks of a day's rows as they come; holds the entries of one fold at most. */
export class Recounting {
  readonly #form: RowsForm;
  readonly #fold: (blocks: readonly Block[]) => FormedBlock[];
  #blocks: Block[] = [];
  #entries = 0;

  /** `fold` makes what is returned of the rows' blocks. */
  constructor(
    form: RowsForm,
    fold: (blocks: readonly Block[]) => FormedBlock[],
  ) {
    this.#form = form;
    this.#fold = fold;
  }

  /** Takes a stretch of rows; returns the blocks that are full. */
  take(copied: Uint8Array): FormedBlock[] {
    const block = blockOfRows(copied, this.#form);
    if (block === null) return [];
    return cutBlock(block, FOLD_ENTRIES_MAX).flatMap((piece) => {
      const is_full = this.#entries + piece.entries > FOLD_ENTRIES_MAX;
      const folded = is_full ? this.finish() : [];
      this.#blocks.push(piece);
      this.#entries += piece.entries;
      return folded;
    });
  }

  /** The blocks of what came since the last ones. */
  finish(): FormedBlock[] {
    if (this.#entries === 0) return [];
    const blocks = this.#blocks;
    this.#blocks = [];
    this.#entries = 0;
    return this.#fold(blocks);
  }
}

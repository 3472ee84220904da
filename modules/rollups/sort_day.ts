import { cutBlock, mergeBlocks } from "./block.ts";
import type { Block, DimensionColumn } from "./block.ts";
import type { BlockForm } from "./insert_blocks.ts";

/**
 * Entries of a sorted piece. An affiliate's report reads the pieces with its entries, so that fewer
 * entries are better; each piece has dictionaries of its own, so that more are smaller.
 */
const PIECE_ENTRIES_MAX = 32_768;

/** Columns that clicks are counted by again, without those that make most entries differ. */
export const CUBES = {
  by_link: ["affiliate", "campaign", "link", "kind"],
  by_place: ["campaign", "kind", "country", "device"],
} as const satisfies Partial<Record<BlockForm, readonly DimensionColumn[]>>;

/** A block and how it is to be stored. */
export interface FormedBlock {
  form: BlockForm;
  block: Block;
}

/** Entries of a whole day as sorted pieces; of clicks also the cubes. */
export function sortDay(blocks: readonly Block[]): FormedBlock[] {
  const whole = mergeBlocks(blocks);
  const pieces = cutBlock(whole, PIECE_ENTRIES_MAX).map(
    (block): FormedBlock => ({ form: "sorted", block }),
  );
  if (whole.axis !== "click") return pieces;
  const cubes = Object.entries(CUBES).map(([form, names]): FormedBlock => ({
    form: form as BlockForm,
    block: mergeBlocks([whole], names),
  }));
  return [...pieces, ...cubes];
}

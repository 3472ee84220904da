import { cutBlock } from "./block.ts";
import { mergeBlocks } from "./merge_blocks.ts";
import type { Block } from "./block.ts";
import { countCube, cubesOfAxis } from "./cubes.ts";
import type { BlockForm } from "./insert_blocks.ts";

/**
 * Entries of a sorted piece. An affiliate's report reads the pieces with its entries, so that fewer
 * entries are better; each piece has dictionaries of its own, so that more are smaller.
 */
const PIECE_ENTRIES_MAX = 32_768;
/** Entries of a piece of a cube: they have no large dictionaries. */
const CUBE_PIECE_ENTRIES_MAX = 8_192;

/** A block and how it is to be stored. */
export interface FormedBlock {
  form: BlockForm;
  block: Block;
}

/** Entries of a whole day as sorted pieces, and their cubes. */
export function sortDay(blocks: readonly Block[]): FormedBlock[] {
  const whole = mergeBlocks(blocks);
  const pieces = cutBlock(whole, PIECE_ENTRIES_MAX).map(
    (block): FormedBlock => ({ form: "sorted", block }),
  );
  return [...pieces, ...cubesOf(whole)];
}

/** The cubes of a day's entries. */
export function cubesOf(whole: Block): FormedBlock[] {
  return [...cubesOfAxis(whole.axis)].flatMap(([form, cube]) => {
    const counted = countCube(whole, cube);
    // An affiliate's report needs few pieces of those that are sorted by affiliates.
    const entries_max = cube.columns.includes("affiliate")
      ? CUBE_PIECE_ENTRIES_MAX
      : Infinity;
    return cutBlock(counted, entries_max).map((block) => ({ form, block }));
  });
}

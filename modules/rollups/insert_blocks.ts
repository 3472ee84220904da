import type { Transaction } from "../../db/mod.ts";
import { reportBlocks } from "../../db/schema/mod.ts";
import { pickEntries } from "./block.ts";
import { CUBES_MADE } from "./cubes.ts";
import type { CubeForm } from "./cubes.ts";
import { packBlock, unpackBlock } from "./pack_block.ts";
import type { PackedBlock } from "./pack_block.ts";

/** How a block's entries lie: see `report_blocks.form`. */
export type BlockForm = "part" | "sorted" | CubeForm;

/** A statement has at most 65,534 parameters, a row up to 38. */
const ROWS_AT_ONCE = 1000;

/**
 * Stores blocks in the transaction that stores what they count; sorted ones together with all their
 * cubes.
 */
export async function insertBlocks(
  tx: Transaction,
  blocks: readonly PackedBlock[],
  form: BlockForm = "part",
): Promise<void> {
  const cubes = form === "sorted" ? CUBES_MADE : 0;
  const rows = blocks
    .filter(({ entries }) => entries > 0)
    .map(({ columns, ...block }) => ({ ...block, ...columns, form, cubes }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    await tx.insert(reportBlocks).values(some);
  }
}

/** A block of some of a packed block's entries. */
export function pickPacked(
  packed: PackedBlock,
  places: readonly number[],
): PackedBlock {
  return packBlock(pickEntries(unpackBlock(packed), places));
}

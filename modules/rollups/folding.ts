import type { CopiedDeltas } from "./copy_deltas.ts";
import type { BlockForm } from "./insert_blocks.ts";
import type { PackedBlock } from "./pack_block.ts";
import type { RowsForm } from "./rows_block.ts";

/**
 * Blocks that are to be folded, as `copyBlocks` gives them, changes of conversions, or the next of a
 * day's rows.
 */
export type FoldRequest = BlockRequest | { deltas: CopiedDeltas } | RowsRequest;

export interface BlockRequest {
  copied: Uint8Array<ArrayBuffer>;
  /** One part of all; or a day's sorted pieces and their cubes; or only the cubes. */
  into: "part" | "sorted" | "cubes";
}

/** One recount's rows: how they come, then stretches of them, then their end, or that it failed. */
export type RowsRequest = { recount: string } & (
  | { form: RowsForm; is_whole_day: boolean }
  | { rows: Uint8Array<ArrayBuffer> }
  | { end: "finished" | "failed" }
);

export interface FoldedBlock {
  form: BlockForm;
  packed: PackedBlock;
}

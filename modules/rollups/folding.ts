import type { DeltaRow } from "./conversion_entries.ts";
import type { BlockForm } from "./insert_blocks.ts";
import type { PackedBlock } from "./pack_block.ts";

/** Blocks that are to be folded, as `copyBlocks` gives them, or changes of conversions. */
export type FoldRequest = BlockRequest | { deltas: DeltaRow[] };

export interface BlockRequest {
  copied: Uint8Array<ArrayBuffer>;
  /** Whether to sort them as a day's; else they become one part. */
  is_whole_day: boolean;
}

export interface FoldedBlock {
  form: BlockForm;
  packed: PackedBlock;
}

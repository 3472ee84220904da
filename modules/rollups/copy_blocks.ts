import type { Queryable } from "../../db/mod.ts";
import type { BlockForm } from "./insert_blocks.ts";
import type { Axis } from "./block.ts";
import { copyBinary, CopyReader } from "./copy_binary.ts";
import type { BlockColumn, PackedBlock } from "./pack_block.ts";

/** A block with its place in the table. */
export interface StoredBlock extends PackedBlock {
  id: number;
  form: BlockForm;
  /** Of a sorted piece: see `report_blocks.cubes`. */
  cubes: number;
}

/** Columns before those of the entries. */
const OWN_COLUMNS = [
  "id",
  "axis",
  "form",
  "cubes",
  "day",
  "entries",
  "affiliate_min",
  "affiliate_max",
] as const;

/**
 * Some columns of blocks, as `parseBlocks` takes them: the driver would read bytes as text, which
 * takes longer than counting them. `condition` is SQL, and holds nothing that anybody sent.
 */
export async function copyBlocks(
  db: Queryable,
  columns: readonly BlockColumn[],
  condition: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const names = [...OWN_COLUMNS, ...columns].map((name) => `"${name}"`);
  return await copyBinary(
    db,
    `select ${names.join(", ")} from report_blocks where ${condition}`,
  );
}

/** Reads what `copyBlocks` gave; the columns of the blocks are parts of it. */
export function parseBlocks(
  copied: Uint8Array,
  columns: readonly BlockColumn[],
): StoredBlock[] {
  const reader = new CopyReader(copied);
  const blocks: StoredBlock[] = [];
  while (reader.nextRow()) {
    const id = reader.bigint();
    const axis = reader.text() as Axis;
    const form = reader.text() as BlockForm;
    const cubes = reader.smallint();
    const day = reader.integer();
    const entries = reader.integer();
    const affiliate_min = reader.integer();
    const affiliate_max = reader.integer();
    const given: Partial<Record<BlockColumn, Uint8Array>> = {};
    for (const name of columns) {
      const bytes = reader.bytes();
      if (bytes !== null) given[name] = bytes;
    }
    const affiliates = { affiliate_min, affiliate_max };
    blocks.push({
      id,
      axis,
      form,
      cubes,
      day,
      entries,
      ...affiliates,
      columns: given,
    });
  }
  return blocks;
}

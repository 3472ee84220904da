import type { Queryable } from "../../db/mod.ts";
import type { BlockForm } from "./insert_blocks.ts";
import type { Axis } from "./block.ts";
import type { BlockColumn, PackedBlock } from "./pack_block.ts";

/** Head of what `COPY … (format binary)` sends: its signature, flags and an extension. */
const HEAD_BYTES = 19;
const END = -1;

/** A block with its place in the table. */
export interface StoredBlock extends PackedBlock {
  id: number;
  form: BlockForm;
}

/** Columns before those of the entries. */
const OWN_COLUMNS = [
  "id",
  "axis",
  "form",
  "day",
  "entries",
  "affiliate_min",
  "affiliate_max",
] as const;

/**
 * Some columns of blocks, as `parseBlocks` takes them: the driver would read bytes as text, which
 * takes longer than counting them. `condition` is SQL, and holds nothing that anybody sent.
 * That the connection is free afterwards depends on a patch of the driver.
 */
export async function copyBlocks(
  db: Queryable,
  columns: readonly BlockColumn[],
  condition: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const names = [...OWN_COLUMNS, ...columns].map((name) => `"${name}"`);
  const stream = await db.$client
    .unsafe(
      `copy (select ${names.join(", ")} from report_blocks where ${condition}) to stdout (format binary)`,
    )
    .readable();
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Bun.concatArrayBuffers(chunks as never));
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
      day,
      entries,
      ...affiliates,
      columns: given,
    });
  }
  return blocks;
}

const DECODER = new TextDecoder();

/** Reads rows of `COPY`'s binary form, field by field. */
class CopyReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = HEAD_BYTES;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether there is another row; goes to its first field. */
  nextRow(): boolean {
    const fields = this.#view.getInt16(this.#at);
    this.#at += 2;
    return fields !== END;
  }

  /** The bytes of a field; null for SQL's null. */
  bytes(): Uint8Array | null {
    const length = this.#view.getInt32(this.#at);
    this.#at += 4;
    if (length < 0) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return DECODER.decode(this.bytes() ?? new Uint8Array());
  }

  integer(): number {
    this.#at += 8;
    return this.#view.getInt32(this.#at - 4);
  }

  bigint(): number {
    this.#at += 12;
    return Number(this.#view.getBigInt64(this.#at - 8));
  }
}

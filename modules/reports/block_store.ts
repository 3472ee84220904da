import { parseBlocks, unpackBlock } from "../rollups/mod.ts";
import type { Block, BlockColumn } from "../rollups/mod.ts";
import type { CopiedBlocks, PieceBlocks } from "./report_tasks.ts";

/** Blocks that the thread keeps unpacked, as `KeptBlocks` says. */
export class BlockStore {
  readonly #blocks = new Map<number, Block>();

  /**
   * The blocks of a piece. Those that are kept are unpacked at once, whoever takes them; others one
   * after the other, so that only one is in memory at a time.
   */
  load({ columns, ids, copied, are_kept, dropped }: PieceBlocks) {
    for (const id of dropped) this.#blocks.delete(id);
    if (copied === null) return this.#kept(ids, columns);
    if (!are_kept) return blocksOf({ columns, copied });
    for (const [id, block] of unpacked({ columns, copied })) {
      this.#add(id, block);
    }
    return this.#kept(ids, columns);
  }

  *#kept(
    ids: readonly number[],
    columns: readonly BlockColumn[],
  ): Generator<Block, void> {
    for (const id of ids) {
      const block = this.#blocks.get(id);
      if (block === undefined) throw new Error(`Block ${id} isn't kept`);
      yield withColumns(block, columns);
    }
  }

  /** Adds columns to those that a block has. */
  #add(id: number, block: Block): void {
    const had = this.#blocks.get(id);
    this.#blocks.set(id, {
      ...block,
      columns: new Map([...(had?.columns ?? []), ...block.columns]),
      money: new Map([...(had?.money ?? []), ...block.money]),
    });
  }
}

function* blocksOf(copied: CopiedBlocks): Generator<Block, void> {
  for (const [, block] of unpacked(copied)) yield block;
}

function* unpacked({
  copied,
  columns,
}: CopiedBlocks): Generator<[number, Block], void> {
  for (const block of parseBlocks(copied, columns)) {
    const has_only_seconds = block.form === "by_seconds";
    yield [block.id, { ...unpackBlock(block), has_only_seconds }];
  }
}

function withColumns(block: Block, names: readonly BlockColumn[]): Block {
  return {
    ...block,
    columns: new Map(
      [...block.columns].filter(([name]) => names.includes(name)),
    ),
    money: new Map([...block.money].filter(([name]) => names.includes(name))),
  };
}

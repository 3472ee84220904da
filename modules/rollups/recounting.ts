import { BlockBuilder, MONEY } from "./block.ts";
import type { Block, Facts, MoneyColumn, Sums } from "./block.ts";
import { CopyText } from "./copy_text.ts";
import type { CountedDay } from "./day_rows.ts";
import type { BlockColumn } from "./pack_block.ts";
import { FOLD_ENTRIES_MAX } from "./plan_folds.ts";
import type { FormedBlock } from "./sort_day.ts";

/** How the rows of a day come. */
export interface RowsForm extends CountedDay {
  /** The columns of each row, in order. */
  columns: readonly BlockColumn[];
}

/** Makes blocks of a day's rows as they come; holds one block's entries at most. */
export class Recounting {
  readonly #form: RowsForm;
  readonly #fold: (block: Block) => FormedBlock[];
  readonly #entries_max: number;
  readonly #text = new CopyText();
  #builder: BlockBuilder;
  #entries = 0;

  /** `fold` makes what is returned of each block. */
  constructor(
    form: RowsForm,
    fold: (block: Block) => FormedBlock[],
    entries_max = FOLD_ENTRIES_MAX,
  ) {
    this.#form = form;
    this.#entries_max = entries_max;
    this.#fold = fold;
    this.#builder = this.#newBuilder();
  }

  /** Takes a piece of `COPY`'s text; returns the blocks that it fills. */
  take(piece: Uint8Array): FormedBlock[] {
    const blocks: FormedBlock[] = [];
    for (const row of this.#text.rows(piece)) {
      if (this.#entries === this.#entries_max) blocks.push(...this.finish());
      this.#add(row);
    }
    return blocks;
  }

  /** The blocks of what came since the last ones. */
  finish(): FormedBlock[] {
    if (this.#entries === 0) return [];
    const block = this.#builder.finish();
    this.#builder = this.#newBuilder();
    this.#entries = 0;
    return this.#fold(block);
  }

  #newBuilder(): BlockBuilder {
    const { axis, day } = this.#form;
    return new BlockBuilder(axis, day, this.#entries_max);
  }

  #add(row: readonly (string | null)[]): void {
    const { columns } = this.#form;
    const facts: Partial<Record<BlockColumn, string | null>> = {};
    for (let at = 0; at < columns.length; at++) {
      facts[columns[at]!] = row[at] ?? null;
    }
    const sums = sumsOf(facts);
    if (sums === null) this.#builder.add(facts as Facts);
    else this.#builder.add(facts as Facts, sums);
    this.#entries++;
  }
}

/** Count and money of a row; null if it has none of its own. */
function sumsOf(row: Partial<Record<BlockColumn, string | null>>): Sums | null {
  const { count } = row;
  if (count === undefined) return null;
  const money = Object.fromEntries(
    MONEY.map((name) => [name, BigInt(row[name] ?? 0)]),
  ) as Record<MoneyColumn, bigint>;
  return { count: Number(count), money };
}

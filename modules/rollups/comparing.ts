import { parseBlocks } from "./copy_blocks.ts";
import { countCube, cubesOfAxis } from "./cubes.ts";
import type { CubeForm } from "./cubes.ts";
import { DayDifferences, isReadAnew } from "./day_differences.ts";
import type { Difference } from "./day_differences.ts";
import { BLOCK_COLUMNS, unpackBlock } from "./pack_block.ts";
import { blockOfRows } from "./rows_block.ts";
import type { RowsForm } from "./rows_block.ts";

/** The next of a day's comparison: how its rows come, then rows and blocks, then the end. */
export type CompareRequest =
  | { form: RowsForm }
  | { rows: Uint8Array<ArrayBuffer> }
  | { copied: Uint8Array<ArrayBuffer> }
  | { end: true };

/** A sum of a day that differs: the day's own, or one of its cubes. */
export interface DayDifference extends Difference {
  sum: "day" | CubeForm;
}

/** Compares a day's blocks with its rows, and its cubes with its sorted blocks. */
export class Comparing {
  readonly #day = new DayDifferences();
  readonly #cubes;
  /** Up to which cubes all sorted pieces are counted again. */
  #made = Infinity;
  readonly #form: RowsForm;

  constructor(form: RowsForm) {
    this.#form = form;
    this.#cubes = [...cubesOfAxis(form.axis)].map(([name, cube]) => ({
      name,
      cube,
      differences: new DayDifferences(cube.columns),
    }));
  }

  takeRows(copied: Uint8Array): void {
    const block = blockOfRows(copied, this.#form);
    if (block !== null) this.#day.add("rows", block);
  }

  takeBlocks(copied: Uint8Array): void {
    for (const packed of parseBlocks(copied, BLOCK_COLUMNS)) {
      const { form } = packed;
      const block = unpackBlock(packed);
      if (form === "part" || form === "sorted") this.#day.add("counted", block);
      if (form === "sorted") this.#made = Math.min(this.#made, packed.cubes);
      for (const { name, cube, differences } of this.#cubes) {
        if (form === name) differences.add("counted", block);
        if (form === "sorted") differences.add("rows", countCube(block, cube));
      }
    }
  }

  finish(): DayDifference[] {
    const of_day = this.#day
      .found()
      .filter((difference) => !isReadAnew(difference))
      .map((difference) => ({ sum: "day" as const, ...difference }));
    const made = this.#cubes.filter(({ cube }) => cube.since <= this.#made);
    const of_cubes = made.flatMap(({ name, differences }) =>
      differences.found().map((difference) => ({ sum: name, ...difference })),
    );
    return [...of_day, ...of_cubes];
  }
}

import { Problem } from "../kernel/mod.ts";
import { AXIS_NAMES, DIMENSIONS, MONEY } from "./block.ts";
import type { Axis, Block, DimensionColumn, MoneyColumn } from "./block.ts";
import {
  packColumn,
  packNumbers,
  UnknownForm,
  unpackColumn,
  unpackNumbers,
} from "./column.ts";
import type { Column } from "./column.ts";

const DAY_MS = 86_400_000;

/** A column of dimensions or of sums. */
export type BlockColumn = DimensionColumn | MoneyColumn | "count";

/** All columns of entries. */
export const BLOCK_COLUMNS: readonly BlockColumn[] = [
  ...DIMENSIONS,
  ...MONEY,
  "count",
];

/** A block as it is stored: each column compressed. */
export interface PackedBlock {
  axis: Axis;
  day: number;
  entries: number;
  affiliate_min: number;
  affiliate_max: number;
  columns: Readonly<Partial<Record<BlockColumn, Uint8Array>>>;
}

/** Compresses each column. */
export function packBlock(block: Block): PackedBlock {
  const { axis, day, entries } = block;
  const columns: Partial<Record<BlockColumn, Uint8Array>> = {};
  for (const [name, column] of block.columns)
    columns[name] = packColumn(column);
  for (const [name, money] of block.money) columns[name] = packNumbers(money);
  if (block.count !== null) columns.count = packNumbers(block.count);
  const affiliates = affiliatesOf(block.columns.get("affiliate"));
  return {
    axis,
    day,
    entries,
    affiliate_min: Math.min(...affiliates),
    affiliate_max: Math.max(...affiliates),
    columns,
  };
}

/** The ids that occur; 0 stands for none. */
function affiliatesOf(column: Column | undefined): number[] {
  if (column === undefined) return [0];
  const { values, codes } = column;
  const occurs = new Uint8Array(values.length);
  for (let at = 0; at < codes.length; at++) occurs[codes[at]!] = 1;
  const ids: number[] = [];
  for (let code = 0; code < values.length; code++) {
    if (occurs[code] === 1) ids.push(Number(values.at(code) ?? 0));
  }
  return ids;
}

/** The columns of a packed block that are given; others count as empty. */
export function unpackBlock(packed: PackedBlock): Block {
  const { axis, day, entries } = packed;
  try {
    return { axis, day, entries, ...unpackColumns(packed) };
  } catch (cause) {
    throw new UnreadableBlock(packed, cause);
  }
}

/** A block that can't be read: says which, and to a report's reader also what mends it. */
class UnreadableBlock extends Problem {
  constructor({ axis, day }: PackedBlock, cause: unknown) {
    const how =
      cause instanceof UnknownForm
        ? `can't be read: ${cause.message}`
        : `is damaged: ${String(cause)}`;
    const what = `A block of ${AXIS_NAMES[axis]} of ${dateOf(day)} ${how}`;
    const mend = `tallyho verify --recount --from ${dateOf(day)} --to ${dateOf(day + 1)}`;
    const detail = `${what}; "${mend}" counts the day again from its rows`;
    super(500, "unreadable_block", detail, { cause });
    this.message = what;
  }
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function unpackColumns({
  entries,
  columns,
}: PackedBlock): Pick<Block, "columns" | "count" | "money"> {
  const checked = <Numbers extends { length: number }>(numbers: Numbers) => {
    if (numbers.length === entries) return numbers;
    throw new RangeError(`It has ${numbers.length} of ${entries} entries`);
  };
  const dimensions = DIMENSIONS.flatMap((name) => {
    const bytes = columns[name];
    if (bytes === undefined) return [];
    const column = unpackColumn(bytes);
    checked(column.codes);
    return [[name, column] as const];
  });
  const money = MONEY.flatMap((name) => {
    const bytes = columns[name];
    if (bytes === undefined) return [];
    const sums = new BigInt64Array(unpackNumbers(bytes));
    return [[name, checked(sums)] as const];
  });
  const count =
    columns.count === undefined
      ? null
      : checked(new Int32Array(unpackNumbers(columns.count)));
  return { columns: new Map(dimensions), count, money: new Map(money) };
}

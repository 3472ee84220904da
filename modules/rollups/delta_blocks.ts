import { pickEntries } from "./block.ts";
import type { Axis, Block } from "./block.ts";
import { codesOf, listValues } from "./column.ts";
import type { Column } from "./column.ts";
import {
  columnsOf,
  CONVERSION_COLUMNS,
  CONVERSION_TIMES,
} from "./conversion_rows.ts";
import type { ConversionAxis } from "./conversion_rows.ts";
import { CopyReader } from "./copy_binary.ts";
import type { CopiedDeltas } from "./copy_deltas.ts";
import { readColumns, readMinutes } from "./rows_block.ts";

const MINUTES = 1440;
const COLUMNS = columnsOf(CONVERSION_COLUMNS);
const AXES = Object.keys(CONVERSION_TIMES) as ConversionAxis[];

/** The blocks of changes, one for each axis and day; those of one axis if it is given. */
export function blocksOfDeltas(
  copied: CopiedDeltas,
  axis_only?: Axis,
): Block[] {
  const reader = new CopyReader(copied);
  reader.nextRow();
  const rows = readColumns(reader, COLUMNS);
  if (rows === null) return [];
  return AXES.flatMap((axis) => {
    const minutes = readMinutes(reader);
    if (axis_only !== undefined && axis_only !== axis) return [];
    return [...placesByDay(minutes)].map(([day, places]) => {
      const block = pickEntries({ axis, day, ...rows }, places);
      const of_day = places.map((at) => minutes[at]! - day * MINUTES);
      return withoutEmpty(block, minuteColumn(of_day));
    });
  });
}

/** Places of entries by UTC day, in days since 1970; of those that have a time. */
function placesByDay(minutes: Float64Array): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let at = 0; at < minutes.length; at++) {
    const day = Math.floor(minutes[at]! / MINUTES);
    if (Number.isNaN(day)) continue;
    const of_day = places.get(day);
    if (of_day === undefined) places.set(day, [at]);
    else of_day.push(at);
  }
  return places;
}

function minuteColumn(minutes: readonly number[]): Column {
  const code_of = new Map<number, number>();
  const codes = Uint32Array.from(minutes, (minute) => {
    const known = code_of.get(minute);
    if (known !== undefined) return known;
    code_of.set(minute, code_of.size);
    return code_of.size - 1;
  });
  const values = [...code_of.keys()].map(String);
  return { values: listValues(values), codes: codesOf(codes, values.length) };
}

/** A day's entries may lack values that others of the same rows have. */
function withoutEmpty(block: Block, minute: Column): Block {
  const columns = [...block.columns].filter(
    ([, { values }]) => values.length > 1 || values.at(0) !== null,
  );
  const money = [...block.money].filter(([, sums]) =>
    sums.some((sum) => sum !== 0n),
  );
  return {
    ...block,
    columns: new Map([...columns, ["minute", minute]]),
    money: new Map(money),
  };
}

import { DIMENSIONS, pickEntries } from "./block.ts";
import { addInOrder, mergeBlocks } from "./merge_blocks.ts";
import type { Axis, Block, DimensionColumn } from "./block.ts";
import { codesOf, listValues } from "./column.ts";
import type { Column } from "./column.ts";

/** Entries of a day's sorted pieces, counted again without the columns that make most differ. */
export interface Cube {
  columns: readonly DimensionColumn[];
  /** The pieces whose `cubes` are at least this have it. */
  since: number;
  /** Whether minutes are those at which quarters of an hour begin. */
  has_quarters?: boolean;
  /** Whether only times to conversion are counted, and no money. */
  has_no_money?: boolean;
}

/** Written to sorted pieces that have all cubes: one more when one is added, or has more columns. */
export const CUBES_MADE = 1;

/** Columns that say how conversions stand, and which rates their money has. */
const STATE = ["goal", "status", "verdict"] as const;
const MONEY_LANE = ["currency", "rate_day"] as const;

const OF_CLICKS = {
  by_link: { columns: ["affiliate", "campaign", "link", "kind"], since: 0 },
  by_place: { columns: ["campaign", "kind", "country", "device"], since: 0 },
  by_campaign: { columns: ["campaign", "kind"], since: 1 },
  by_affiliate: { columns: ["affiliate", "kind"], since: 1 },
  by_country: { columns: ["kind", "country", "device"], since: 1 },
  by_agent: { columns: ["kind", "device", "os", "browser"], since: 1 },
  by_quarter: {
    columns: ["campaign", "kind", "minute"],
    since: 1,
    has_quarters: true,
  },
} as const satisfies Record<string, Cube>;

/** The sums of conversions and their times are apart: almost each has another time. */
const OF_CONVERSIONS = {
  by_campaign: { columns: ["campaign", ...STATE, ...MONEY_LANE], since: 1 },
  by_affiliate: { columns: ["affiliate", ...STATE, ...MONEY_LANE], since: 1 },
  by_seconds: {
    columns: ["affiliate", "campaign", ...STATE, "seconds"],
    since: 1,
    has_no_money: true,
  },
} as const satisfies Record<string, Cube>;

/** A cube of one of the axes, as it is stored. */
export type CubeForm = keyof typeof OF_CLICKS | keyof typeof OF_CONVERSIONS;

/** The cubes of an axis, by form. */
export function cubesOfAxis(axis: Axis): ReadonlyMap<CubeForm, Cube> {
  const cubes = axis === "click" ? OF_CLICKS : OF_CONVERSIONS;
  return new Map(Object.entries(cubes) as [CubeForm, Cube][]);
}

/** Counts a block's entries again as a cube does. */
export function countCube(block: Block, cube: Cube): Block {
  return countAgain(entriesOfCube(block, cube), cube.columns);
}

/** A block's entries as a cube sees them. */
function entriesOfCube(block: Block, cube: Cube): Block {
  if (cube.has_no_money === true) return { ...block, money: new Map() };
  const minutes = block.columns.get("minute");
  if (cube.has_quarters !== true || minutes === undefined) return block;
  const columns = new Map(block.columns).set("minute", inQuarters(minutes));
  return { ...block, columns };
}

/** Minutes of a part of the day that all zones' days, hours and offsets are multiples of. */
const QUARTER_MINUTES = 15;

function inQuarters({ values, codes }: Column): Column {
  const quarters: (string | null)[] = [];
  const code_of = new Map<string | null, number>();
  const quarter_of = Uint8Array.from({ length: values.length }, (_, code) => {
    const minute = values.at(code);
    const quarter =
      minute === null
        ? null
        : String(Number(minute) - (Number(minute) % QUARTER_MINUTES));
    const known = code_of.get(quarter) ?? quarters.push(quarter) - 1;
    code_of.set(quarter, known);
    return known;
  });
  const of_entries = new Uint8Array(codes.length);
  for (let at = 0; at < codes.length; at++) {
    of_entries[at] = quarter_of[codes[at]!]!;
  }
  return { values: listValues(quarters), codes: of_entries };
}

/** Groups up to this have a place each; more are sorted, which takes ten times longer. */
const PLACES_MAX = 2 ** 22;

/** A block's entries added up by some of their columns. */
export function countAgain(
  block: Block,
  names: readonly DimensionColumn[],
): Block {
  const columns = DIMENSIONS.flatMap((name) => {
    const column = names.includes(name) ? block.columns.get(name) : undefined;
    return column === undefined ? [] : [[name, column] as const];
  });
  const places = columns.reduce(
    (product, [, { values }]) => product * values.length,
    1,
  );
  if (block.money.size > 0 || places > PLACES_MAX) {
    return addInOrder(block, new Map(columns)) ?? mergeBlocks([block], names);
  }
  const counts = countPlaces(
    block,
    columns.map(([, column]) => column),
    places,
  );
  return blockOfPlaces(block, columns, counts);
}

function countPlaces(
  { entries, count }: Block,
  columns: readonly Column[],
  places: number,
): Int32Array {
  const place_of = new Int32Array(entries);
  for (const { values, codes } of columns) {
    const { length } = values;
    for (let at = 0; at < entries; at++) {
      place_of[at] = place_of[at]! * length + codes[at]!;
    }
  }
  const counts = new Int32Array(places);
  for (let at = 0; at < entries; at++) {
    counts[place_of[at]!]! += count === null ? 1 : count[at]!;
  }
  return counts;
}

function blockOfPlaces(
  block: Block,
  columns: readonly (readonly [DimensionColumn, Column])[],
  counts: Int32Array,
): Block {
  const found = new Uint32Array(counts.length);
  let entries = 0;
  let has_count = false;
  for (let place = 0; place < counts.length; place++) {
    if (counts[place] === 0) continue;
    found[entries++] = place;
    has_count ||= counts[place] !== 1;
  }
  let rest = found.slice(0, entries);
  const count = Int32Array.from(rest, (place) => counts[place]!);
  const decoded = columns.toReversed().map(([name, { values }]) => {
    const { length } = values;
    const codes = codesOf(
      rest.map((place) => place % length),
      length,
    );
    rest = rest.map((place) => Math.floor(place / length));
    return [name, { values, codes }] as const;
  });
  const counted: Block = {
    ...block,
    entries,
    columns: new Map(decoded.reverse()),
    count: has_count ? count : null,
  };
  return pickEntries(
    counted,
    Array.from({ length: entries }, (_, at) => at),
  );
}

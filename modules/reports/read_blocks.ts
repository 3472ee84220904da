import type { Queryable } from "../../db/mod.ts";
import { copyBlocks, cubesOfAxis, parseBlocks } from "../rollups/mod.ts";
import type { StoredBlock } from "../rollups/mod.ts";
import type { Reading, ReadingPlan } from "./plan_reading.ts";
import type { CopiedBlocks } from "./report_tasks.ts";

/** Entries that are read at once, about 2 MB, unless a block has more. */
const ENTRIES_AT_ONCE = 262_144;

const PART = "part";
const SORTED = "sorted";

/** Entries of a reading whose blocks may be kept to be counted again. */
const KEPT_ENTRIES_MAX = 4_194_304;

/** Blocks that are read at once. */
export interface Piece {
  columns: Reading["columns"];
  blocks: readonly BlockPlace[];
  /** Whether they are so few that others may ask for them again. */
  may_be_kept: boolean;
}

/** A block by its number. */
export interface BlockPlace {
  id: number;
  entries: number;
}

/** Reads the blocks of a report, some at a time. */
export async function* readBlocks(
  db: Queryable,
  plan: ReadingPlan,
): AsyncGenerator<CopiedBlocks, void> {
  for await (const { columns, blocks } of findPieces(db, plan)) {
    const ids = blocks.map(({ id }) => id);
    yield { columns, copied: await copyPiece(db, columns, ids) };
  }
}

/** Finds the blocks of a report, in pieces to be read at once. */
export async function* findPieces(
  db: Queryable,
  { readings, affiliates }: ReadingPlan,
): AsyncGenerator<Piece, void> {
  for (const reading of readings) {
    const { columns } = reading;
    const stored = await readStored(db, reading, affiliates);
    const chosen = chooseBlocks(reading, stored);
    const entries = chosen.reduce((sum, block) => sum + block.entries, 0);
    const may_be_kept = entries <= KEPT_ENTRIES_MAX;
    for (const blocks of blocksAtOnce(chosen)) {
      yield { columns, blocks, may_be_kept };
    }
  }
}

/** Reads some columns of blocks. */
export async function copyPiece(
  db: Queryable,
  columns: Reading["columns"],
  ids: readonly number[],
): Promise<Uint8Array<ArrayBuffer>> {
  return await copyBlocks(db, columns, `id in (${ids.join()}) order by id`);
}

/** Those of some blocks that are there. */
export async function findBlocks(
  db: Queryable,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const copied = await copyBlocks(db, [], `id in (${ids.join()})`);
  return new Set(parseBlocks(copied, []).map(({ id }) => id));
}

/** A block without its columns. */
type Stored = Omit<StoredBlock, "columns">;

/** As blocks without columns: there are thousands, which the driver would make objects of slowly. */
async function readStored(
  db: Queryable,
  { axis, days, ways }: Reading,
  affiliates: ReadingPlan["affiliates"],
): Promise<Stored[]> {
  const forms = [...new Set([PART, SORTED, ...ways.flat()])];
  const words = forms.map((form) => `'${form}'`).join();
  const within = days.map(
    ({ first, last }) => `day between ${first} and ${last}`,
  );
  const copied = await copyBlocks(
    db,
    [],
    `axis = '${axis}' and form in (${words}) and (${within.join(" or ")})
      ${ofAffiliates(affiliates)} order by day, id`,
  );
  return parseBlocks(copied, []);
}

/** Of the ways that are as good as each other, the one with the fewest entries. */
function chooseBlocks(
  { axis, ways }: Reading,
  stored: readonly Stored[],
): Stored[] {
  const entries_of = new Map<string, number>();
  for (const { form, entries } of stored) {
    entries_of.set(form, (entries_of.get(form) ?? 0) + entries);
  }
  const sizeOf = (way: readonly string[]) =>
    way.reduce((sum, form) => sum + (entries_of.get(form) ?? 0), 0);
  const [first, ...others] = ways;
  const smallest = others.reduce(
    (best, way) =>
      best !== undefined && sizeOf(way) < sizeOf(best) ? way : best,
    first,
  );
  const cubes = cubesOfAxis(axis);
  const since = Math.max(
    0,
    ...(smallest ?? []).map((form) => cubes.get(form)?.since ?? 0),
  );
  // Days that aren't counted again by the cubes are read as they are sorted.
  const lacking = new Set(
    stored
      .filter(({ form, cubes }) => form === SORTED && cubes < since)
      .map(({ day }) => day),
  );
  const way = new Set<string>(smallest ?? [SORTED]);
  return stored.filter(
    ({ form, day }) =>
      form === PART || (lacking.has(day) ? form === SORTED : way.has(form)),
  );
}

/** Blocks in pieces of so many entries. */
function blocksAtOnce(blocks: readonly Stored[]): Stored[][] {
  const pieces: Stored[][] = [];
  let entries = Infinity;
  for (const block of blocks) {
    if (block.entries === 0) continue;
    if (entries + block.entries > ENTRIES_AT_ONCE) {
      pieces.push([]);
      entries = 0;
    }
    pieces.at(-1)?.push(block);
    entries += block.entries;
  }
  return pieces;
}

/** SQL of nothing that anybody sent: numbers. */
function ofAffiliates(affiliates: ReadingPlan["affiliates"]): string {
  if (affiliates === null) return "";
  const ranges = affiliates.map(
    (id) => `${id} between affiliate_min and affiliate_max`,
  );
  return ` and (${ranges.length === 0 ? "false" : ranges.join(" or ")})`;
}

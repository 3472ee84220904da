import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { copyBlocks, cubesOfAxis } from "../rollups/mod.ts";
import { rangesOf } from "./plan_reading.ts";
import type { Reading, ReadingPlan } from "./plan_reading.ts";
import type { CopiedPiece } from "./report_tasks.ts";

/** Entries that are read at once, about 2 MB, unless a block has more. */
const ENTRIES_AT_ONCE = 262_144;

const PART = "part";
const SORTED = "sorted";

/** Reads the blocks of a report, some at a time. */
export async function* readBlocks(
  db: Queryable,
  { readings, affiliates }: ReadingPlan,
): AsyncGenerator<CopiedPiece, void> {
  for (const reading of readings) {
    const { columns } = reading;
    const days = chooseForms(
      reading,
      await readStored(db, reading, affiliates),
    );
    for (const some of atOnce(days)) {
      const condition = conditionOf(reading.axis, daysOf(some), affiliates);
      for (const { ids, entries } of await piecesOf(db, some, condition)) {
        const copied = await copyBlocks(db, columns, `${condition}${ids}`);
        yield { columns, copied, entries };
      }
    }
  }
}

/** Blocks that are read at once: all of a condition, or those of a range of ids. */
interface Piece {
  /** SQL. */
  ids: string;
  entries: number;
}

/** A day that has too many entries is read block by block. */
async function piecesOf(
  db: Queryable,
  days: readonly ChosenDay[],
  condition: string,
): Promise<Piece[]> {
  const entries = days.reduce((sum, day) => sum + day.entries, 0);
  if (entries <= ENTRIES_AT_ONCE) return [{ ids: "", entries }];
  const rows = await db.execute<{ id: string; entries: number }>(
    sql.raw(
      `select id, entries from report_blocks where ${condition} order by id`,
    ),
  );
  return atOnce(rows).map((blocks) => ({
    ids: ` and id between ${blocks[0]?.id} and ${blocks.at(-1)?.id}`,
    entries: blocks.reduce((sum, block) => sum + block.entries, 0),
  }));
}

/** A day's blocks of one form. */
interface Stored {
  day: number;
  form: string;
  entries: number;
  /** Of its sorted pieces: up to which cubes all of them are counted again. */
  cubes: number;
}

async function readStored(
  db: Queryable,
  { axis, days, ways }: Reading,
  affiliates: ReadingPlan["affiliates"],
): Promise<Stored[]> {
  const forms = [...new Set([PART, SORTED, ...ways.flat()])];
  const condition = conditionOf(axis, [{ forms, ranges: days }], affiliates);
  const rows = await db.execute<Omit<Stored, "entries"> & { entries: string }>(
    sql.raw(
      `select day, form, sum(entries) as entries, min(cubes) as cubes from report_blocks
        where ${condition} group by day, form order by day`,
    ),
  );
  return rows.map((row) => ({ ...row, entries: Number(row.entries) }));
}

/** Forms of a day that are read, and how many entries they have. */
interface ChosenDay {
  day: number;
  forms: readonly string[];
  entries: number;
}

/** Of the ways that are as good as each other, the one with the fewest entries. */
function chooseForms(
  { axis, ways }: Reading,
  stored: readonly Stored[],
): ChosenDay[] {
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
  return [...Map.groupBy(stored, ({ day }) => day)].map(([day, of_day]) => {
    const sorted = of_day.find(({ form }) => form === SORTED);
    const is_counted = sorted === undefined || sorted.cubes >= since;
    const way: readonly string[] =
      smallest !== undefined && is_counted ? smallest : [SORTED];
    const forms = [PART, ...way];
    const entries = of_day
      .filter(({ form }) => forms.includes(form))
      .reduce((sum, one) => sum + one.entries, 0);
    return { day, forms, entries };
  });
}

/** Cuts days, or blocks, into pieces of so many entries, unless one has more. */
function atOnce<Of extends { entries: number }>(all: readonly Of[]): Of[][] {
  const pieces: Of[][] = [];
  let entries = Infinity;
  for (const one of all) {
    if (one.entries === 0) continue;
    if (entries + one.entries > ENTRIES_AT_ONCE) {
      pieces.push([]);
      entries = 0;
    }
    pieces.at(-1)?.push(one);
    entries += one.entries;
  }
  return pieces;
}

/** Days of which the same forms are read. */
interface FormedDays {
  forms: readonly string[];
  ranges: Reading["days"];
}

function daysOf(days: readonly ChosenDay[]): FormedDays[] {
  return [...Map.groupBy(days, ({ forms }) => forms.join()).values()].map(
    (same) => ({
      forms: same[0]?.forms ?? [],
      ranges: rangesOf(same.map(({ day }) => day)),
    }),
  );
}

/** SQL of nothing that anybody sent: words of ours, and numbers. */
function conditionOf(
  axis: Reading["axis"],
  days: readonly FormedDays[],
  affiliates: ReadingPlan["affiliates"],
): string {
  const any = days.map(({ forms, ranges }) => {
    const words = forms.map((form) => `'${form}'`).join(", ");
    const within = ranges.map(
      ({ first, last }) => `day between ${first} and ${last}`,
    );
    return `form in (${words}) and (${within.join(" or ")})`;
  });
  return `axis = '${axis}' and (${any.join(" or ")})${ofAffiliates(affiliates)}`;
}

function ofAffiliates(affiliates: ReadingPlan["affiliates"]): string {
  if (affiliates === null) return "";
  const ranges = affiliates.map(
    (id) => `${id} between affiliate_min and affiliate_max`,
  );
  return ` and (${ranges.length === 0 ? "false" : ranges.join(" or ")})`;
}

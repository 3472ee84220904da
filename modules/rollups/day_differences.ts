import { DIMENSIONS, MONEY } from "./block.ts";
import type { Block, DimensionColumn, MoneyColumn } from "./block.ts";

/** The columns that differences are told by; only whether the others agree is known. */
const TOLD = [
  "campaign",
  "affiliate",
  "kind",
  "goal",
  "status",
  "currency",
] as const;

/** Entries of a side, added up. */
export interface SideSums {
  count: number;
  money: Record<MoneyColumn, bigint>;
}

/**
 * Read from the user agent, which keeps what was read when it was first stored: a newer version may
 * read something else for the next click.
 */
const READ_ANEW: readonly DimensionColumn[] = ["device", "os", "browser"];

/** Whether it is only about columns that versions read differently. */
export function isReadAnew({ counted, rows, others }: Difference): boolean {
  return (
    isSame(counted, rows) &&
    others.length > 0 &&
    others.every((name) => READ_ANEW.includes(name))
  );
}

/** Entries that are counted otherwise than their rows say. */
export interface Difference {
  facts: Readonly<Partial<Record<DimensionColumn, string | null>>>;
  counted: SideSums;
  rows: SideSums;
  /** Further columns in which they differ. */
  others: readonly DimensionColumn[];
}

type Side = "counted" | "rows";

interface Group {
  facts: Partial<Record<DimensionColumn, string | null>>;
  counted: SideSums;
  rows: SideSums;
  /** Sums of each column's hashes, then of all columns', of the one side less the other. */
  hashes: Int32Array;
}

/**
 * Compares entries of two sides that come in any order and pieces, in memory for their groups only:
 * each side's entries are added up, and hashes of what they are.
 */
export class DayDifferences {
  readonly #names: readonly DimensionColumn[];
  readonly #groups = new Map<string, Group>();

  constructor(names: readonly DimensionColumn[] = DIMENSIONS) {
    this.#names = DIMENSIONS.filter((name) => names.includes(name));
  }

  add(side: Side, block: Block): void {
    const columns = this.#names.map((name) => hashedColumn(block, name));
    const told = TOLD.flatMap((name) => {
      const column = block.columns.get(name);
      return column === undefined || !this.#names.includes(name)
        ? []
        : [{ name, column }];
    });
    const groups = new Map<string, Group>();
    for (let at = 0; at < block.entries; at++) {
      const codes = told.map(({ column }) => column.codes[at] ?? 0).join();
      let group = groups.get(codes);
      if (group === undefined) {
        const facts = told.map(
          ({ name, column }) =>
            [name, column.values.at(column.codes[at] ?? 0)] as const,
        );
        group = this.#group(Object.fromEntries(facts));
        groups.set(codes, group);
      }
      addEntry(group, side, { block, columns, at });
    }
  }

  #group(facts: Group["facts"]): Group {
    const key = JSON.stringify(TOLD.map((name) => facts[name] ?? null));
    let group = this.#groups.get(key);
    if (group === undefined) {
      const hashes = new Int32Array(this.#names.length + 1);
      group = { facts, counted: nothing(), rows: nothing(), hashes };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The groups that differ. */
  found(): Difference[] {
    return [...this.#groups.values()]
      .filter(
        ({ counted, rows, hashes }) =>
          !isSame(counted, rows) || hashes.some((hash) => hash !== 0),
      )
      .map(({ facts, counted, rows, hashes }) => ({
        facts,
        counted,
        rows,
        others: this.#names.filter((name, at) => {
          const is_told = (TOLD as readonly string[]).includes(name);
          return !is_told && hashes[at] !== 0;
        }),
      }));
  }
}

interface HashedColumn {
  codes: ArrayLike<number> | null;
  /** Of each code; of no value if the block hasn't the column. */
  hashes: Int32Array;
}

function hashedColumn(block: Block, name: DimensionColumn): HashedColumn {
  const column = block.columns.get(name);
  if (column === undefined) return { codes: null, hashes: Int32Array.of(0) };
  const { values, codes } = column;
  const hashes = new Int32Array(values.length);
  for (let code = 0; code < values.length; code++) {
    const value = values.at(code);
    hashes[code] = value === null ? 0 : Bun.hash.xxHash32(`${name} ${value}`);
  }
  return { codes, hashes };
}

const FIRST_HASH = 0x811c_9dc5;
const SPREAD = 0x9e37_79b1;

function addEntry(
  group: Group,
  side: Side,
  entry: { block: Block; columns: readonly HashedColumn[]; at: number },
): void {
  const { block, columns, at } = entry;
  const sums = group[side];
  const count = block.count === null ? 1 : (block.count[at] ?? 0);
  sums.count += count;
  const signed = side === "counted" ? count : -count;
  const { hashes } = group;
  let whole = FIRST_HASH;
  for (let column = 0; column < columns.length; column++) {
    const { codes, hashes: of_values } = columns[column]!;
    const hash = of_values[codes === null ? 0 : codes[at]!]!;
    whole = Math.imul(whole ^ hash ^ (whole >>> 15), SPREAD);
    hashes[column]! += Math.imul(signed, hash);
  }
  hashes[columns.length]! += Math.imul(signed, whole);
  for (const [name, values] of block.money) {
    sums.money[name] += values[at] ?? 0n;
  }
}

function nothing(): SideSums {
  return { count: 0, money: { amount: 0n, revenue: 0n, payout: 0n } };
}

function isSame(a: SideSums, b: SideSums): boolean {
  return (
    a.count === b.count &&
    MONEY.every((name) => a.money[name] === b.money[name])
  );
}

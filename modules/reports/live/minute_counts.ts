import { unpackBlock } from "../../rollups/mod.ts";
import type { DimensionColumn, PackedBlock } from "../../rollups/mod.ts";
import { readKind } from "../engine/mod.ts";

const MINUTES_OF_DAY = 1_440;

/** Counted of each minute; the states of conversions come last. */
const COUNTED = [
  "gross",
  "valid",
  "unique",
  "invalid",
  "bot",
  "pending",
  "approved",
  "rejected",
  "reversed",
] as const;

/** Counts of one minute, in the order above. */
export type Counts = Int32Array;

/** Counts of one minute, affiliate and campaign. */
export interface Cell {
  /** Since 1970. */
  minute: number;
  affiliate: number;
  campaign: number;
  counts: Counts;
}

export function noCounts(): Counts {
  return new Int32Array(COUNTED.length);
}

/** The counts as the API shows them, under the names that reports have. */
export function presentCounts(counts: Counts) {
  const [gross = 0, valid = 0, unique = 0, invalid = 0, bot = 0] = counts;
  const [pending = 0, approved = 0, rejected = 0, reversed = 0] =
    counts.subarray(5);
  return {
    clicks: { gross, valid, unique, invalid, bot },
    conversions: { pending, approved, rejected, reversed },
  };
}

/** Adds conversions of a state. */
export function addState(counts: Counts, status: string, count: number): void {
  const at = COUNTED.indexOf(status as (typeof COUNTED)[number]);
  if (at >= 0) counts[at]! += count;
}

/** Adds clicks of a kind. */
function addClicks(counts: Counts, kind: string | null, count: number): void {
  const read = readKind(kind);
  if (read === null) return;
  counts[0]! += count;
  counts[read.is_valid ? 1 : 3]! += count;
  if (read.is_unique) counts[2]! += count;
  if (read.is_bot) counts[4]! += count;
}

/** Columns of blocks that minutes are counted from. */
export const MINUTE_COLUMNS = [
  "affiliate",
  "campaign",
  "kind",
  "status",
  "minute",
  "count",
] as const;

/** Whether a block has entries of a minute or later; its minutes are enough. */
export function hasMinute(packed: PackedBlock, from: number): boolean {
  const { values } = unpackBlock(packed).columns.get("minute") ?? {};
  for (let code = 0; code < (values?.length ?? 0); code++) {
    const minute = Number(values?.at(code) ?? -1);
    if (packed.day * MINUTES_OF_DAY + minute >= from) return true;
  }
  return false;
}

/** The counts of a block from a minute on, by minute, affiliate and campaign. */
export function cellsOf(packed: PackedBlock, from: number): Cell[] {
  const block = unpackBlock(packed);
  const minutes = block.columns.get("minute");
  if (minutes === undefined) return [];
  const textAt = (name: DimensionColumn, entry: number) => {
    const column = block.columns.get(name);
    return column?.values.at(column.codes[entry]!) ?? null;
  };
  const start = packed.day * MINUTES_OF_DAY;
  const minute_of = Int32Array.from(
    { length: minutes.values.length },
    (_, code) => start + Number(minutes.values.at(code) ?? -Infinity),
  );
  const cells = new Map<string, Cell>();
  for (let entry = 0; entry < block.entries; entry++) {
    const minute = minute_of[minutes.codes[entry]!]!;
    if (minute < from) continue;
    const affiliate = Number(textAt("affiliate", entry) ?? 0);
    const campaign = Number(textAt("campaign", entry) ?? 0);
    const key = `${minute} ${affiliate} ${campaign}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { minute, affiliate, campaign, counts: noCounts() };
      cells.set(key, cell);
    }
    const count = block.count?.[entry] ?? 1;
    if (packed.axis === "click") {
      addClicks(cell.counts, textAt("kind", entry), count);
    } else addState(cell.counts, textAt("status", entry) ?? "", count);
  }
  return [...cells.values()];
}

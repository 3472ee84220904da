import type { Axis } from "./block.ts";

/** A part that isn't folded yet. */
export interface Part {
  id: number;
  axis: Axis;
  day: number;
  entries: number;
}

/** Parts of one axis and day that become one. */
export interface Merge {
  axis: Axis;
  day: number;
  ids: number[];
}

/** Parts of one size that are merged: each entry is written again once per size. */
const MERGED_PARTS = 16;
/** Entries that are folded at once, which bounds the memory. */
export const FOLD_ENTRIES_MAX = 524_288;

/** Merges of parts of about one size, the smallest first. */
export function planMerges(parts: readonly Part[]): Merge[] {
  const sizes = Map.groupBy(
    parts.filter(({ entries }) => entries < FOLD_ENTRIES_MAX / 2),
    ({ axis, day, entries }) => `${axis} ${day} ${sizeOf(entries)}`,
  );
  const merges: Merge[] = [];
  for (const of_size of sizes.values()) {
    if (of_size.length < MERGED_PARTS) continue;
    for (const group of groupsOf(of_size))
      if (group.ids.length > 1) merges.push(group);
  }
  return merges;
}

/** Groups of parts that are folded at once. */
export function groupsOf(
  parts: readonly Part[],
  entries_max = FOLD_ENTRIES_MAX,
): Merge[] {
  const groups: Merge[] = [];
  let entries = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const last = groups.at(-1);
    if (last === undefined || entries + part.entries > entries_max) {
      groups.push({ axis: part.axis, day: part.day, ids: [part.id] });
      entries = part.entries;
    } else {
      last.ids.push(part.id);
      entries += part.entries;
    }
  }
  return groups;
}

function sizeOf(entries: number): number {
  return Math.floor(Math.log2(Math.max(entries, 1)) / Math.log2(MERGED_PARTS));
}

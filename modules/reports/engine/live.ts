import type { Counted, PeriodCounts } from "./counted.ts";

/** Which groups have something in a period, after all that was taken back. */
export class Live {
  /** By base. */
  readonly clicks: Uint8Array;
  /** By group. */
  readonly conversions: Uint8Array;

  constructor({ bases, groups }: Counted, counts: PeriodCounts) {
    const { clicks, conversions } = counts;
    this.clicks = new Uint8Array(bases.size);
    for (let base = 0; base < bases.size; base++) {
      this.clicks[base] = Number(clicks.has(base));
    }
    this.conversions = new Uint8Array(groups.size);
    for (let group = 0; group < groups.size; group++) {
      const has = conversions.cells.some(group, (cell) =>
        conversions.isSomething(cell),
      );
      this.conversions[group] = Number(has);
    }
  }

  has(base: number, group: number): boolean {
    return this.clicks[base] === 1 || this.conversions[group] === 1;
  }
}

/** Groups that are rows. Clicks without conversions have one without goal and status. */
export function rowsOf(counted: Counted, live: Live): Uint32Array {
  const { bases, groups } = counted;
  // No lists: there may be millions.
  const of_bases = groups === bases ? 0 : bases.size;
  const rows = new Uint32Array(groups.size + of_bases);
  let size = 0;
  if (groups === bases) {
    for (let group = 0; group < groups.size; group++) {
      if (live.has(group, group)) rows[size++] = group;
    }
    return rows.slice(0, size);
  }
  const has_row = new Uint8Array(bases.size);
  for (let group = 0; group < live.conversions.length; group++) {
    if (live.conversions[group] === 0) continue;
    has_row[counted.baseOf(group)] = 1;
    rows[size++] = group;
  }
  const none = Array.from({ length: groups.width - 1 }, () => 0);
  for (let base = 0; base < bases.size; base++) {
    if (live.clicks[base] === 0 || has_row[base] === 1) continue;
    rows[size++] = groups.number([base, ...none]);
  }
  return rows.slice(0, size);
}

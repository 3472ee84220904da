/** Some of a dimension's values: those whose hash has the remainder `at` of `of`, a power of two. */
export interface Slice {
  of: number;
  at: number;
}

/** Groups of a report that are counted at once: slices of dimensions, by place in `group_by`. */
export type Slices = ReadonlyMap<number, Slice>;

/** All groups. */
export const WHOLE: Slices = new Map();

export function isInSlice({ of, at }: Slice, value: string | null): boolean {
  return (hashOf(value) & (of - 1)) === at;
}

/** Both halves of the groups, cut by a dimension. */
export function halvesOf(slices: Slices, place: number): [Slices, Slices] {
  const { of, at } = slices.get(place) ?? { of: 1, at: 0 };
  const half = (from: number) =>
    new Map(slices).set(place, { of: of * 2, at: from });
  return [half(at), half(at + of)];
}

/** FNV-1a over code units, mixed so that each bit depends on all. */
function hashOf(value: string | null): number {
  let hash = 0x811c_9dc5;
  if (value === null) return hash;
  for (let at = 0; at < value.length; at++) {
    hash = Math.imul(hash ^ value.charCodeAt(at), 0x0100_0193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}

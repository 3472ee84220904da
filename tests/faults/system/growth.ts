/** Figures of one moment, by name. */
export type Sample = Readonly<Record<string, number>>;

/** How a figure went. */
export interface Growth {
  name: string;
  begins: number;
  ends: number;
  is_flat: boolean;
}

/** Part of the samples that is warming up: caches, pools and compiled code are still growing. */
const WARM_UP = 0.25;
/** Parts after it that are compared: the first with the last. */
const PARTS = 3;

/**
 * Compares the middle of each figure after the warm-up with its middle at the end; a figure is flat if it grew by no more
 * than its bound.
 */
export function growthOf(samples: readonly Sample[], bounds: Sample): Growth[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const part = Math.max(1, Math.floor(warm.length / PARTS));
  return Object.entries(bounds).map(([name, bound]) => {
    const middleOf = (some: readonly Sample[]) =>
      median(some.map((sample) => sample[name] ?? Number.NaN));
    const begins = middleOf(warm.slice(0, part));
    const ends = middleOf(warm.slice(-part));
    return { name, begins, ends, is_flat: ends - begins <= bound };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

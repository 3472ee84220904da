/** Upper edges, in seconds, of the bins that times from click to conversion are counted in. */
export const EDGES_S = [
  2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 14_400, 28_800,
  57_600, 86_400, 172_800, 259_200, 345_600, 432_000, 604_800, 1_209_600,
  2_592_000, 7_776_000,
] as const;

/** The bins of `EDGES_S`, and one for what is later. */
export const BINS = EDGES_S.length + 1;

/** The bin of a time: the first whose edge it doesn't pass. */
export function binOf(seconds: number): number {
  const bin = EDGES_S.findIndex((edge) => seconds <= edge);
  return bin === -1 ? BINS - 1 : bin;
}

/** The seconds that a bin spans; the last spans as many as the one before it. */
export function widthOf(bin: number): number {
  const at = Math.min(bin, EDGES_S.length - 1);
  return (EDGES_S[at] ?? 0) - (EDGES_S[at - 1] ?? 0);
}

/** The sum of the first bins, up to and with one. */
export function upTo(bins: ArrayLike<number>, bin: number): number {
  let sum = 0;
  for (let at = 0; at <= bin; at++) sum += bins[at] ?? 0;
  return sum;
}

/** Fewer peers say too little about how far apart they usually are. */
export const PEERS_MIN = 8;
/** Makes the median absolute deviation of normal values their standard deviation. */
const NORMAL = 0.6745;

/** The median; of no values, 0. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? 0) + upper) / 2
    : upper;
}

/**
 * How far a value lies from its peers' median, in units that outliers don't stretch (Iglewicz and
 * Hoaglin: over 3.5 is one). `floor` is the least deviation that counts, above 0. Null with fewer
 * than eight peers.
 */
export function robustZ(
  value: number,
  peers: readonly number[],
  floor: number,
): number | null {
  if (peers.length < PEERS_MIN) return null;
  const middle = median(peers);
  const spread = median(peers.map((peer) => Math.abs(peer - middle)));
  return (NORMAL * (value - middle)) / Math.max(spread, floor);
}

import { wilsonBounds, Z_99 } from "./bounds.ts";
import { betaBinomialTail } from "./tails.ts";

/** Below this many, nothing is said about a distribution. */
export const SAMPLE_MIN = 30;

/** How often something happens to the others of the same offer. */
export interface Usual {
  /** Their share, and its bound above. */
  share: number;
  share_high: number;
  /** How much their own shares differ, as a correlation from 0 to 1. */
  spread: number;
  /** How many of their conversions it rests on. */
  n: number;
}

/** How much more often something happens to a group than to the others. */
export interface Excess {
  k: number;
  n: number;
  usual: Usual;
  p_value: number;
  /** The bound below of the group's share. */
  share_low: number;
  /** The part of the group's hits that isn't usual, by the bounds: 0 to 1. */
  unusual: number;
}

/** Compares `k` in `n` with what is usual; null where either side is too small to say. */
export function excessOf(k: number, n: number, usual: Usual): Excess | null {
  if (n < SAMPLE_MIN || usual.n < SAMPLE_MIN) return null;
  const { share, spread, share_high } = usual;
  const p_value = betaBinomialTail(k, n, { mean: share, spread });
  const share_low = wilsonBounds(k, n, Z_99).low;
  const unusual =
    share_low <= share_high ? 0 : (share_low - share_high) / share_low;
  return { k, n, usual, p_value, share_low, unusual };
}

/** One peer's hits. */
export interface PeerHits {
  k: number;
  n: number;
}

/** A peer counts as at most so many conversions, so that the largest doesn't decide what is usual. */
const PEER_MAX = 500;
/** Peers that are left out where there are enough: those with most hits may be what is looked for. */
const TRIMMED_SHARE = 0.2;
const TRIMMED_FROM = 5;
const SPREAD_MIN = 0.005;
const SPREAD_MAX = 0.2;
/** With few peers nobody knows how much they differ. */
const SPREAD_UNKNOWN = 0.03;
const SPREAD_PEERS_MIN = 8;
const Z_95 = 1.6448536269514722;

/** The usual share among peers, without the worst of them. */
export function usualAmong(peers: readonly PeerHits[]): Usual {
  const counted = peers
    .filter(({ n }) => n > 0)
    .map(({ k, n }) =>
      n <= PEER_MAX ? { k, n } : { k: (k * PEER_MAX) / n, n: PEER_MAX },
    )
    .sort((a, b) => a.k / a.n - b.k / b.n);
  const kept = trimmed(counted);
  const n = kept.reduce((sum, peer) => sum + peer.n, 0);
  const k = kept.reduce((sum, peer) => sum + peer.k, 0);
  if (n === 0) return { share: 0, share_high: 1, spread: SPREAD_UNKNOWN, n: 0 };
  // Half a hit more, so that what nobody has had yet isn't impossible.
  const share = (k + 0.5) / (n + 1);
  const share_high = Math.max(share, wilsonBounds(k, n, Z_95).high);
  return { share, share_high, spread: spreadOf(kept, k / n), n };
}

/** Leaves out the peers with the highest shares, as many as hold a fifth of the conversions. */
function trimmed(sorted: readonly PeerHits[]): PeerHits[] {
  if (sorted.length < TRIMMED_FROM) return [...sorted];
  const keep = Math.ceil(sorted.length * (1 - TRIMMED_SHARE));
  return sorted.slice(0, keep);
}

/** The correlation within peers, by the method of moments, between its bounds. */
function spreadOf(peers: readonly PeerHits[], share: number): number {
  const large = peers.filter(({ n }) => n >= 10);
  if (large.length < SPREAD_PEERS_MIN) return SPREAD_UNKNOWN;
  const variance = share * (1 - share);
  if (variance === 0) return SPREAD_MIN;
  let squares = 0;
  let chance = 0;
  let room = 0;
  for (const { k, n } of large) {
    squares += (k / n - share) ** 2;
    chance += variance / n;
    room += variance * (1 - 1 / n);
  }
  const spread = (squares - chance) / room;
  return Math.min(SPREAD_MAX, Math.max(SPREAD_MIN, spread));
}

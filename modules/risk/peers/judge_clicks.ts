import type { Tested } from "../facts.ts";
import { wilsonBounds } from "../statistics/bounds.ts";
import { SAMPLE_MIN, usualAmong } from "../statistics/excess.ts";
import { median, PEERS_MIN, robustZ } from "../statistics/robust.ts";
import { betaBinomialTail, normalTail } from "../statistics/tails.ts";
import type { Tally } from "./tally.ts";

/** Clicks, and how many of them converted, however often each did. */
type Clicks = Pick<Tally, "timed" | "clicks">;

const Z_MIN = 3.5;
/** Honest affiliates' rates differ by about this much, as a logarithm. */
const Z_FLOOR = 0.25;
const CLICKS_MIN = 100;
/** By bounds, so many times fewer or more conversions a click than the others have. */
const FLOOD_MIN = 4;
const MORE_MIN = 3;
const CONVERSIONS_MIN = 5;

/** The usual share of an offer's clicks that convert; null if too few of them are known. */
export function usualCr(peers: readonly Clicks[]): number | null {
  const known = peers.filter(({ clicks }) => clicks >= CLICKS_MIN);
  const clicks = known.reduce((sum, one) => sum + one.clicks, 0);
  if (clicks * 10 < CLICKS_MIN * SAMPLE_MIN) return null;
  return known.length >= PEERS_MIN
    ? median(known.map(rateOf))
    : usualAmong(known.map(({ timed, clicks: of }) => ({ k: timed, n: of })))
        .share;
}

/**
 * Whether a group's clicks convert far less (`click_flood`) or far more (`cr_outlier`) than the
 * others', by the bounds of its rate, and with enough peers by how much theirs differ.
 */
export function judgeClicks(group: Clicks, peers: readonly Clicks[]): Tested {
  const usual = usualCr(peers);
  const { timed: k, clicks: n } = group;
  if (usual === null || usual <= 0 || n < SAMPLE_MIN || k > n) return null;
  if (k < CONVERSIONS_MIN) return "usual";
  const { low, high } = wilsonBounds(k, n);
  const fewer = usual / high;
  const more = low / usual;
  const is_flood = fewer >= FLOOD_MIN && n * usual >= SAMPLE_MIN;
  const is_more = more >= MORE_MIN && k >= SAMPLE_MIN;
  if (!is_flood && !is_more) return "usual";
  const on_one_side = chanceOf(group, peers, { usual, is_flood });
  if (on_one_side === null) return "usual";
  const p_value = Math.min(1, on_one_side * 2);
  const found = { p_value, k, n, usual, share_low: low };
  return is_flood
    ? {
        code: "click_flood",
        ...found,
        unusual: Math.min(1, Math.log2(fewer) / 4),
      }
    : {
        code: "cr_outlier",
        ...found,
        unusual: Math.min(1, Math.log2(more) / 3),
      };
}

/** How likely a rate is by chance; null if, among its peers, it isn't an outlier. */
function chanceOf(
  group: Clicks,
  peers: readonly Clicks[],
  { usual, is_flood }: { usual: number; is_flood: boolean },
): number | null {
  const known = peers.filter(({ clicks }) => clicks >= CLICKS_MIN);
  const z = robustZ(
    Math.log(rateOf(group)),
    known.map((peer) => Math.log(rateOf(peer))),
    Z_FLOOR,
  );
  if (z !== null) {
    const is_outlier = is_flood ? z < -Z_MIN : z > Z_MIN;
    return is_outlier ? normalTail(Math.abs(z)) : null;
  }
  const { timed: k, clicks: n } = group;
  const spread = usualAmong(
    known.map((peer) => ({ k: peer.timed, n: peer.clicks })),
  ).spread;
  // Rates of a few percent and their spread: a tenth of the correlation of shares.
  const around = { mean: usual, spread: spread / 10 };
  return is_flood
    ? 1 - betaBinomialTail(k + 1, n, around)
    : betaBinomialTail(k, n, around);
}

function rateOf({ timed, clicks }: Clicks): number {
  return (timed + 0.5) / (clicks + 1);
}

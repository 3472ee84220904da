import type { OfferUsual, Tested } from "../facts.ts";
import { SAMPLE_MIN, excessOf, usualAmong } from "../statistics/excess.ts";
import type { PeerHits, Usual } from "../statistics/excess.ts";
import { chiSquareTail } from "../statistics/tails.ts";
import { BINS, EDGES_S, upTo, widthOf } from "./bins.ts";
import { HOURS } from "./tally.ts";
import type { Tally } from "./tally.ts";

type Times = Pick<Tally, "bins" | "timed">;

/** Up to which share of the offer's conversions a time counts as too fast. */
const FAST_SHARE_MAX = 0.02;
/** Nobody calls a minute and more too fast, however patient an offer's customers are. */
const FAST_EDGE_MAX_S = 60;
const FAST_EDGES_MAX = 3;
/** One of these alone is worth a look. */
const RARE_SHARE = 0.005;
/** The slowest part of the offer's conversions, in which a flat group has far more. */
const LATE_SHARE_MAX = 0.3;
const EM_ROUNDS = 60;
const DAY_S = 86_400;

/** The usual share up to an edge that is too fast for an offer. */
export interface FastEdge {
  edge_s: number;
  bin: number;
  usual: Usual;
}

/** The edges, at most three, up to which hardly any of an offer's conversions come. */
export function fastEdges(peers: readonly Times[]): FastEdge[] {
  const edges = EDGES_S.filter((edge_s) => edge_s <= FAST_EDGE_MAX_S);
  return edges
    .map((edge_s, bin) => {
      const usual = usualAmong(peers.map((peer) => hitsUpTo(peer, bin)));
      return { edge_s, bin, usual };
    })
    .filter(({ usual }) => usual.n >= SAMPLE_MIN)
    .filter(({ usual }) => usual.share <= FAST_SHARE_MAX)
    .slice(-FAST_EDGES_MAX);
}

/** The measure of single conversions: the last edge up to which one is rare. */
export function fastOf(edges: readonly FastEdge[]): OfferUsual["fast"] {
  const last = edges.findLast(({ usual }) => usual.share <= RARE_SHARE);
  return last === undefined
    ? null
    : { edge_s: last.edge_s, share: last.usual.share };
}

/** Whether a group has more fast conversions than the others; the likeliest of the edges. */
export function judgeFast(group: Times, edges: readonly FastEdge[]): Tested {
  const tested = edges.flatMap(({ bin, edge_s, usual }) => {
    const excess = excessOf(upTo(group.bins, bin), group.timed, usual);
    return excess === null ? [] : [{ edge_s, excess }];
  });
  if (tested.length === 0) return null;
  const [best] = tested
    .filter(({ excess }) => excess.unusual > 0)
    .sort((a, b) => a.excess.p_value - b.excess.p_value);
  if (best === undefined) return "usual";
  const { k, n, p_value, share_low, unusual, usual } = best.excess;
  return {
    code: "ctit_too_fast",
    p_value: Math.min(1, p_value * edges.length),
    ...{ k, n, share_low, unusual, usual: usual.share, edge_s: best.edge_s },
  };
}

function hitsUpTo({ bins, timed }: Times, bin: number): PeerHits {
  return { k: upTo(bins, bin), n: timed };
}

/**
 * Whether a group's times are flatter than the others': it has more among the offer's slowest.
 * How much of each time is by chance follows from the mixture of the usual times and even ones
 * that explains the group best.
 */
export function judgeFlat(
  group: Times,
  peers: readonly Times[],
  usual_times: Times,
): Tested {
  const { timed } = usual_times;
  if (timed < SAMPLE_MIN) return null;
  const late = EDGES_S.findIndex(
    (_, bin) => 1 - upTo(usual_times.bins, bin) / timed <= LATE_SHARE_MAX,
  );
  const edge_s = EDGES_S[late];
  if (edge_s === undefined) return null;
  const usual = usualAmong(
    peers.map(({ bins, timed: n }) => ({ k: n - upTo(bins, late), n })),
  );
  const excess = excessOf(
    group.timed - upTo(group.bins, late),
    group.timed,
    usual,
  );
  if (excess === null) return null;
  const { k, n, p_value, share_low, unusual } = excess;
  if (unusual === 0) return "usual";
  return {
    code: "ctit_flat",
    ...{ k, n, p_value, share_low, unusual, usual: usual.share, edge_s },
    bins: byChance(group, usual_times),
  };
}

/** The share by chance in each bin, by expectation and maximization over the share in all. */
export function byChance(group: Times, usual_times: Times): number[] {
  const usual = smoothed(usual_times);
  const even = evenOver(lastBin(group, usual_times));
  let share = 0.5;
  let by_chance: number[] = [];
  for (let round = 0; round < EM_ROUNDS; round++) {
    by_chance = even.map((chance, bin) => {
      const both = share * chance + (1 - share) * (usual[bin] ?? 0);
      return both === 0 ? 0 : (share * chance) / both;
    });
    let sum = 0;
    for (const [bin, part] of by_chance.entries()) {
      sum += part * (group.bins[bin] ?? 0);
    }
    share = sum / group.timed;
  }
  return by_chance.map((part) => Math.round(part * 1000) / 1000);
}

/** The usual shares, with half a conversion spread over all times. */
function smoothed({ bins, timed }: Times): number[] {
  return Array.from(bins, (count) => (count + 0.5 / BINS) / (timed + 0.5));
}

/** The last bin that holds anything but stragglers; a day at least. */
function lastBin(group: Times, usual_times: Times): number {
  const day = EDGES_S.indexOf(DAY_S);
  for (let bin = BINS - 1; bin > day; bin--) {
    const beyond = group.timed - upTo(group.bins, bin - 1);
    const usual_beyond = usual_times.timed - upTo(usual_times.bins, bin - 1);
    if (beyond > group.timed * 0.01) return bin;
    if (usual_beyond > usual_times.timed * 0.05) return bin;
  }
  return day;
}

function evenOver(last: number): number[] {
  let whole = 0;
  for (let bin = 0; bin <= last; bin++) whole += widthOf(bin);
  return Array.from({ length: BINS }, (_, bin) =>
    bin > last ? 0 : widthOf(bin) / whole,
  );
}

const HOURS_SAMPLE_MIN = 50;
/** How much affiliates' hours differ anyway. */
const HOURS_SPREAD = 0.01;
const HOUR_ROOM = 1.5;

/** Whether a group's conversions come at other hours than the others'. */
export function judgeHours(
  group: Pick<Tally, "hours" | "firsts">,
  others: Pick<Tally, "hours" | "firsts">,
): Tested {
  const n = group.firsts;
  if (n < HOURS_SAMPLE_MIN || others.firsts < HOURS_SAMPLE_MIN) return null;
  const usual = Array.from(
    others.hours,
    (count) => (count + 1) / (others.firsts + HOURS),
  );
  let squares = 0;
  let more = 0;
  const bins = usual.map((share, hour) => {
    const found = group.hours[hour] ?? 0;
    const expected = share * n;
    squares += (found - expected) ** 2 / expected;
    if (found < 5 || found <= expected * HOUR_ROOM) return 0;
    more += found - expected;
    return Math.round((1 - (expected * HOUR_ROOM) / found) * 1000) / 1000;
  });
  const design = 1 + (n - 1) * HOURS_SPREAD;
  const p_value = chiSquareTail(squares / design, HOURS - 1);
  if (more === 0) return "usual";
  const share_low = more / n;
  return {
    code: "hour_profile",
    ...{ p_value, k: Math.round(more), n, usual: 0 },
    ...{ share_low, unusual: share_low, bins },
  };
}

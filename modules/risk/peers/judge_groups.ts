import type { Finding, OfferUsual, Tested } from "../facts.ts";
import { excessOf, SAMPLE_MIN, usualAmong } from "../statistics/excess.ts";
import type { Usual } from "../statistics/excess.ts";
import { standing } from "../statistics/false_discoveries.ts";
import { BINS } from "./bins.ts";
import type { GroupBook } from "./group_book.ts";
import { judgeClicks, usualCr } from "./judge_clicks.ts";
import {
  fastEdges,
  fastOf,
  judgeFast,
  judgeFlat,
  judgeHours,
} from "./judge_times.ts";
import type { FastEdge } from "./judge_times.ts";
import { HOURS, MARKS } from "./tally.ts";
import type { Mark, Tally } from "./tally.ts";

/** How a group of an affiliate in a campaign stands out. */
export interface GroupFinding extends Finding {
  campaign_id: number;
  affiliate_id: number;
}

/** Of the findings of a run, at most this share is expected to be chance. */
const FALSE_SHARE = 0.05;
/** Who stands out as much is no measure for others. */
const SUSPECT_BELOW = 1e-4;
/** Leaving one affiliate out of so many changes nothing that is usual. */
const MANY_PEERS = 40;

/** Those findings of a run that so many tests at once don't explain. */
export function keepStanding({
  found,
  tests,
}: Pick<OfferFindings, "found" | "tests">): GroupFinding[] {
  const stands = standing(
    found.map(({ p_value }) => p_value),
    { share: FALSE_SHARE, tests },
  );
  return found.filter((_, index) => stands[index] === true);
}

/** The result of comparing an offer's groups. */
export interface OfferFindings {
  found: GroupFinding[];
  /** How many tests were made, with those of groups that look as usual. */
  tests: number;
  usual: OfferUsual;
}

/**
 * Compares each affiliate of an offer, its sources and its labels with the other affiliates; then
 * once more with those others that didn't stand out themselves, as what is usual is theirs.
 */
export function judgeOffer(
  campaign_id: number,
  book: GroupBook,
): OfferFindings {
  const first = judgeGroups(campaign_id, book, book.whole);
  const suspects = new Set(
    first.found
      .filter(({ part, p_value }) => part === "" && p_value < SUSPECT_BELOW)
      .map(({ affiliate_id }) => affiliate_id),
  );
  const rest = [...book.whole].filter(([id]) => !suspects.has(id));
  const is_enough = rest.length * 2 >= book.whole.size;
  const peers = is_enough ? new Map(rest) : book.whole;
  const { found, tests } = is_enough
    ? judgeGroups(campaign_id, book, peers)
    : first;
  return { found, tests, usual: usualOf(new OthersOf(peers).of(null)) };
}

function judgeGroups(
  campaign_id: number,
  book: GroupBook,
  peers: ReadonlyMap<number, Tally>,
): Pick<OfferFindings, "found" | "tests"> {
  const found: GroupFinding[] = [];
  let tests = 0;
  const others = new OthersOf(peers);
  const groups = [
    ...[...book.whole].map(([affiliate_id, tally]) => {
      return { affiliate_id, part: "", tally };
    }),
    ...book.parts(),
  ];
  for (const { affiliate_id, part, tally } of groups) {
    const who = { campaign_id, affiliate_id, part };
    const beside = others.of(affiliate_id);
    const whole = part === "" ? undefined : book.whole.get(affiliate_id);
    for (const result of testsOf(tally, beside, whole)) {
      if (result === null) continue;
      tests++;
      if (result !== "usual") found.push({ ...who, ...result });
    }
  }
  return { found, tests };
}

/** A part that has all of an affiliate's conversions is compared by its clicks alone, if they differ. */
function testsOf(group: Tally, others: Others, whole?: Tally): Tested[] {
  if (group.n !== whole?.n) return judgeGroup(group, others);
  if (group.clicks === whole.clicks) return [];
  return [judgeClicks(group, others.peers)];
}

/** The usual values of an offer, for its single conversions. */
function usualOf({ peers, fast, times }: Others): OfferUsual {
  return { n: times.timed, fast: fastOf(fast), cr: usualCr(peers) };
}

function judgeGroup(group: Tally, others: Others): Tested[] {
  const by_mark = MARKS.map((code): Tested => {
    const { k, n } = group.hits(code);
    if (n < SAMPLE_MIN) return null;
    const excess = excessOf(k, n, others.usual(code));
    if (excess === null) return null;
    const { p_value, share_low, unusual, usual } = excess;
    if (k === 0 || unusual === 0) return "usual";
    return { code, k, n, p_value, share_low, unusual, usual: usual.share };
  });
  return [
    ...by_mark,
    judgeFast(group, others.fast),
    judgeFlat(group, others.peers, others.times),
    judgeHours(group, others.times),
    judgeClicks(group, others.peers),
  ];
}

/** The other affiliates of an offer, and what is usual for them. */
class Others {
  readonly peers: readonly Tally[];
  readonly times: Pick<Tally, "bins" | "hours" | "timed" | "firsts">;
  readonly fast: readonly FastEdge[];
  readonly #usual = new Map<Mark, Usual>();

  constructor(peers: readonly Tally[]) {
    this.peers = peers;
    this.times = pooled(peers);
    this.fast = fastEdges(peers);
  }

  usual(mark: Mark): Usual {
    const known = this.#usual.get(mark);
    if (known !== undefined) return known;
    const usual = usualAmong(this.peers.map((peer) => peer.hits(mark)));
    this.#usual.set(mark, usual);
    return usual;
  }
}

class OthersOf {
  readonly #whole: ReadonlyMap<number, Tally>;
  readonly #made = new Map<number | null, Others>();

  constructor(whole: ReadonlyMap<number, Tally>) {
    this.#whole = whole;
  }

  of(affiliate_id: number | null): Others {
    const without = this.#whole.size > MANY_PEERS ? null : affiliate_id;
    const known = this.#made.get(without);
    if (known !== undefined) return known;
    const others = new Others(
      [...this.#whole]
        .filter(([id]) => id !== without)
        .map(([, tally]) => tally),
    );
    this.#made.set(without, others);
    return others;
  }
}

/** Of the largest peer, no more counts than of so many others together. */
const PEER_SHARE_MAX = 500;

/** The sum of peers, of which a large one counts as a smaller one like it. */
function pooled(
  peers: readonly Tally[],
): Pick<Tally, "bins" | "hours" | "timed" | "firsts"> {
  const bins = new Float64Array(BINS);
  const hours = new Float64Array(HOURS);
  let timed = 0;
  let firsts = 0;
  for (const peer of peers) {
    const part = Math.min(1, PEER_SHARE_MAX / Math.max(1, peer.firsts));
    for (let bin = 0; bin < BINS; bin++) {
      bins[bin] = (bins[bin] ?? 0) + (peer.bins[bin] ?? 0) * part;
    }
    for (let hour = 0; hour < HOURS; hour++) {
      hours[hour] = (hours[hour] ?? 0) + (peer.hours[hour] ?? 0) * part;
    }
    timed += peer.timed * part;
    firsts += peer.firsts * part;
  }
  return { bins, hours, timed, firsts };
}

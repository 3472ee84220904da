import { scoreOf } from "../../../modules/risk/mod.ts";
import type { Reason, RiskCode } from "../../../modules/risk/mod.ts";
import type { Fraud, Oddity, World } from "./traffic.ts";

/** A score as the scorer kept it. */
export interface Scored {
  score: number;
  verdict: string;
  reasons: readonly Reason[];
}

/** A conversion with its truth and its score. */
export interface Case extends Scored {
  fraud: Fraud | null;
  oddity: Oddity | null;
  /** Of a publisher that mixes fraud in. */
  is_mixed: boolean;
  /** The affiliate's pay, if it is approved. */
  payout_micros: bigint;
}

const CLEAR: Scored = { score: 0, verdict: "clear", reasons: [] };

/** A world's conversions with their scores; one without a score is clear. */
export function casesOf(
  world: World,
  ids: readonly string[],
  scores: ReadonlyMap<string, Scored>,
): Case[] {
  return world.conversions.map((one, at) => {
    const click = world.clicks[one.click]!;
    return {
      ...(scores.get(ids[at] ?? "") ?? CLEAR),
      fraud: one.truth === "honest" ? null : one.truth,
      oddity: one.oddity,
      is_mixed: world.affiliates[click.affiliate]?.truth === "mixed",
      payout_micros: one.payout_micros,
    };
  });
}

/** How well one kind of answer meets the truth. */
export interface Measure {
  /** Conversions, and those of them that are fraud. */
  of: number;
  frauds: number;
  /** Those that were named, and those of them that are fraud. */
  named: number;
  right: number;
}

export function measure(
  cases: readonly Case[],
  isNamed: (one: Case) => boolean,
): Measure {
  const named = cases.filter(isNamed);
  return {
    of: cases.length,
    frauds: cases.filter(({ fraud }) => fraud !== null).length,
    named: named.length,
    right: named.filter(({ fraud }) => fraud !== null).length,
  };
}

export const precisionOf = ({ named, right }: Measure) =>
  named === 0 ? 1 : right / named;
export const recallOf = ({ frauds, right }: Measure) =>
  frauds === 0 ? 1 : right / frauds;

/** Whether a conversion is held. */
export const isHeld = ({ verdict }: Case) => verdict === "hold";
/** Whether a conversion is held or watched. */
export const isWatched = ({ verdict }: Case) => verdict !== "clear";

/** Whether a conversion would be held without a code, or from another score on. */
export function isHeldOtherwise(
  one: Case,
  { without, from }: { without?: RiskCode; from?: number },
): boolean {
  if (without === undefined) return one.score >= (from ?? 0);
  const left = one.reasons.filter(({ code }) => code !== without);
  if (left.length === one.reasons.length) return isHeld(one);
  return scoreOf(left).verdict === "hold";
}

/** Honest money that is held, as a share of all honest money. */
export function heldWrongly(cases: readonly Case[]): {
  held_micros: bigint;
  of_micros: bigint;
} {
  const honest = cases.filter(({ fraud }) => fraud === null);
  const sum = (list: readonly Case[]) =>
    list.reduce((total, { payout_micros }) => total + payout_micros, 0n);
  return { held_micros: sum(honest.filter(isHeld)), of_micros: sum(honest) };
}

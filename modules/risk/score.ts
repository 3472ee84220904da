import { SIGNALS } from "./reason.ts";
import type { Reason, RiskCode } from "./reason.ts";

export const RISK_VERDICTS = ["clear", "watch", "hold"] as const;

/** One of what follows from a score. */
export type RiskVerdict = (typeof RISK_VERDICTS)[number];

/** From which scores on a conversion is watched or held, and how much each code counts. */
export interface Thresholds {
  watch_score: number;
  hold_score: number;
  /** Percent of a code's weight that counts; those not named count whole. */
  weights: Readonly<Partial<Record<RiskCode, number>>>;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  watch_score: 30,
  hold_score: 60,
  weights: {},
};

/** A score from 0 to 100 with its reasons, the heaviest first, and what follows from it. */
export interface Risk {
  score: number;
  verdict: RiskVerdict;
  reasons: Reason[];
}

/**
 * The score of reasons: the probability that at least one of them is right, where those of one
 * aspect (an address and its network, say) count once, by the heaviest.
 */
export function scoreOf(
  found: readonly Reason[],
  { watch_score, hold_score, weights }: Thresholds = DEFAULT_THRESHOLDS,
): Risk {
  const reasons = heaviest(found.map((reason) => weighed(reason, weights)));
  const by_aspect = new Map<string, number>();
  for (const { code, weight } of reasons) {
    const { aspect } = SIGNALS[code];
    by_aspect.set(aspect, Math.max(by_aspect.get(aspect) ?? 0, weight));
  }
  let innocent = 1;
  for (const weight of by_aspect.values()) innocent *= 1 - weight / 100;
  const score = Math.round((1 - innocent) * 100);
  const verdict =
    score >= hold_score ? "hold" : score >= watch_score ? "watch" : "clear";
  return { score, verdict, reasons };
}

function weighed(reason: Reason, weights: Thresholds["weights"]): Reason {
  const share = weights[reason.code];
  if (share === undefined) return reason;
  const weight = Math.min(99, Math.round((reason.weight * share) / 100));
  return { ...reason, weight };
}

/** One reason of each code, the heaviest first. */
function heaviest(reasons: readonly Reason[]): Reason[] {
  const by_code = new Map<RiskCode, Reason>();
  for (const reason of reasons) {
    const other = by_code.get(reason.code);
    if (reason.weight > (other?.weight ?? 0)) by_code.set(reason.code, reason);
  }
  return [...by_code.values()].sort(
    (a, b) => b.weight - a.weight || a.code.localeCompare(b.code),
  );
}

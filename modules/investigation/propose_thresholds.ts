import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { conversionRisks } from "../../db/schema/mod.ts";
import { readRules, wilsonBounds } from "../risk/mod.ts";
import type { Thresholds } from "../risk/mod.ts";

/** The precision that holding aims at. */
const AIM = 0.9;
/** Fewer decisions say nothing. */
const DECIDED_MIN = 30;
/** A proposal moves a threshold by at most so much, so that one bad day decides nothing. */
const STEP_MAX = 10;
const SCORE_MIN = 40;
const SCORE_MAX = 95;
/** Campaigns that are answered, those with most decisions first. */
const CAMPAIGNS_MAX = 200;

/** Decided conversions of one score. */
export interface DecidedScore {
  score: number;
  decided: number;
  fraud: number;
}

/** Decisions from a score on, and the share of them that said fraud, with its bounds. */
function from(counts: readonly DecidedScore[], low: number, below = Infinity) {
  const of = counts.filter(({ score }) => score >= low && score < below);
  const decided = of.reduce((sum, one) => sum + one.decided, 0);
  const fraud = of.reduce((sum, one) => sum + one.fraud, 0);
  return { decided, fraud, bounds: wilsonBounds(fraud, decided) };
}

/**
 * The `hold_score` to propose: higher if even the bound above of what it held misses the aim, to where
 * it is met; lower, to where all bands below were fraud by the bound below; else as it is.
 */
export function proposedHoldScore(
  counts: readonly DecidedScore[],
  hold_score: number,
): number {
  const now = from(counts, hold_score);
  if (now.decided >= DECIDED_MIN && now.bounds.high < AIM) {
    const most = Math.max(
      hold_score,
      Math.min(SCORE_MAX, hold_score + STEP_MAX),
    );
    for (let score = hold_score + 1; score < most; score++) {
      const { decided, fraud } = from(counts, score);
      if (decided >= DECIDED_MIN && fraud >= decided * AIM) return score;
    }
    return most;
  }
  const least = Math.min(
    hold_score,
    Math.max(SCORE_MIN, hold_score - STEP_MAX),
  );
  for (let score = least; score < hold_score; score++) {
    const band = from(counts, score, hold_score);
    if (band.decided >= DECIDED_MIN && band.bounds.low >= AIM) return score;
  }
  return hold_score;
}

/**
 * The thresholds of the network and of each campaign in which people decided anything, with how often
 * they were right and what follows from that. Nothing moves by itself: somebody sets it in a rule.
 */
export async function proposeThresholds(db: Database) {
  const [rows, rules] = await Promise.all([
    db.execute<
      DecidedScore & { campaign_id: number } & Record<string, unknown>
    >(sql`
      select r.campaign_id, r.score::int as score, count(*)::int as decided,
        (count(*) filter (where r.decided = 'fraud'))::int as fraud
      from ${conversionRisks} as r where r.decision_id is not null group by 1, 2`),
    readRules(db),
  ]);
  const by_campaign = [...Map.groupBy(rows, ({ campaign_id }) => campaign_id)]
    .sort(([, a], [, b]) => decidedIn(b) - decidedIn(a))
    .slice(0, CAMPAIGNS_MAX);
  return [
    proposalOf(null, rows, rules.of(null)),
    ...by_campaign.map(([id, of]) => proposalOf(id, of, rules.of(id))),
  ];
}

function decidedIn(counts: readonly DecidedScore[]): number {
  return counts.reduce((sum, { decided }) => sum + decided, 0);
}

function proposalOf(
  campaign_id: number | null,
  counts: readonly DecidedScore[],
  { watch_score, hold_score }: Thresholds,
) {
  const { decided, fraud, bounds } = from(counts, hold_score);
  const proposed = proposedHoldScore(counts, hold_score);
  const then = from(counts, proposed);
  const is_said = decided > 0;
  return {
    campaign_id,
    watch_score,
    hold_score,
    decided,
    fraud,
    precision: is_said ? rounded(fraud / decided) : null,
    precision_low: is_said ? rounded(bounds.low) : null,
    precision_high: is_said ? rounded(bounds.high) : null,
    proposed_hold_score: proposed,
    proposed_decided: then.decided,
    proposed_fraud: then.fraud,
  };
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

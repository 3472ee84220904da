import type { Database } from "../../db/mod.ts";
import {
  countDecided,
  proposedPercent,
  readRules,
  RISK_CODES,
  SIGNALS,
  wilsonBounds,
} from "../risk/mod.ts";

/** How often each code was right, as people decided, and the weight that follows from it. */
export async function codePrecision(db: Database) {
  const [counts, rules] = await Promise.all([countDecided(db), readRules(db)]);
  const { weights } = rules.of(null);
  return RISK_CODES.map((code) => {
    const { decided, fraud } = counts.get(code) ?? { decided: 0, fraud: 0 };
    const percent = weights[code] ?? 100;
    const { low, high } = wilsonBounds(fraud, decided);
    return {
      code,
      aspect: SIGNALS[code].aspect,
      weight_max: SIGNALS[code].weight_max,
      ...{ decided, fraud },
      precision: decided === 0 ? null : rounded(fraud / decided),
      precision_low: decided === 0 ? null : rounded(low),
      precision_high: decided === 0 ? null : rounded(high),
      percent,
      proposed_percent: proposedPercent({ decided, fraud }, percent),
    };
  });
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

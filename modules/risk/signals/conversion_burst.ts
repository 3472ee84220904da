import { reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { poissonTail } from "../statistics/tails.ts";

const COUNT_MIN = 10;
const CHANCE = 1e-6;

/**
 * One of many within ten minutes. A newsletter or a viral day does that too: it weighs little, and
 * only beside another reason.
 */
export function conversionBurst(
  burst: { count: number; usual: number } | null,
): Reason | null {
  if (burst === null || burst.count < COUNT_MIN) return null;
  const { count, usual } = burst;
  const mean = Math.max(usual, 1);
  if (poissonTail(count, mean) > CHANCE) return null;
  return reasonOf("conversion_burst", Math.log2(count / mean) / 6 + 0.3, {
    found: `${count} conversions within ten minutes`,
    expected: `about ${Math.max(1, Math.round(usual))}, as at other times`,
    evidence: [
      { name: "conversions", value: count },
      { name: "usual", value: Math.round(usual * 100) / 100 },
    ],
  });
}

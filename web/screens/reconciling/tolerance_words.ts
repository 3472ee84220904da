import type { Tolerance } from "../../api/api_types.ts";
import { RECONCILING } from "../../messages/reconciling.ts";

/** The limits of an advertiser's tolerance. */
export const LIMITS = [
  "row_amount",
  "row_percent",
  "statement_amount",
  "statement_percent",
] as const;

/** The limits that are set, in words. */
export function toleranceInWords(
  tolerance: Omit<Tolerance, "advertiser_id">,
): string {
  const of = (scope: "row" | "statement") => {
    const { [`${scope}_amount` as const]: amount } = tolerance;
    const { [`${scope}_percent` as const]: percent } = tolerance;
    const limits = [
      ...(amount === undefined ? [] : [amount]),
      ...(percent === undefined ? [] : [`${percent} %`]),
    ];
    if (limits.length === 0) return [];
    return [RECONCILING.tolerated[scope](limits)];
  };
  const parts = [...of("row"), ...of("statement")];
  return parts.length === 0 ? RECONCILING.tolerance_none : parts.join(", ");
}

/** What a row or a conversion without a common id says of itself. */
export interface Member {
  no: number;
  /** Seconds. */
  at: number;
  money: bigint;
  status: string;
  order: string | null;
  customer: string | null;
  goal: string | null;
  affiliate: number | null;
  campaign: number | null;
}

/** Which of their columns are of the same kind as ours. */
export interface Speaking {
  orders: boolean;
  customers: boolean;
}

/** Below this a match is not worth considering. */
export const SCORE_MIN = 15;
/** With less than this over the next best a person decides: that one is then less than seven times further away. */
export const MARGIN_MIN = 12;

/**
 * How well a row and a conversion of the same money agree, up to 100; null where
 * something that both say differs. Each time that the times are e times further
 * apart costs six.
 */
export function scorePair(
  row: Member,
  line: Member,
  speaking: Speaking,
): number | null {
  const is_other =
    differ(row.goal, line.goal) ||
    differ(row.affiliate, line.affiliate) ||
    differ(row.campaign, line.campaign) ||
    (speaking.orders && differ(row.order, line.order)) ||
    (speaking.customers && differ(row.customer, line.customer));
  if (is_other) return null;
  const apart_s = Math.abs(row.at - line.at);
  const agreeing =
    (agree(row.goal, line.goal) ? 2 : 0) +
    (agree(row.affiliate, line.affiliate) ? 3 : 0) +
    (agree(row.customer, line.customer) ? 3 : 0) +
    (row.status === line.status ? 2 : 0);
  const score = 90 - Math.round(6 * Math.log(1 + apart_s)) + agreeing;
  return score >= SCORE_MIN ? score : null;
}

function agree<T>(a: T | null, b: T | null): boolean {
  return a !== null && a === b;
}

function differ<T>(a: T | null, b: T | null): boolean {
  return a !== null && b !== null && a !== b;
}

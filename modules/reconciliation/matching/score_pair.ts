/** The facts by which a row and a conversion without a common id are compared. */
export interface Member {
  no: number;
  /** Epoch seconds. */
  at: number;
  money: bigint;
  status: string;
  order: string | null;
  customer: string | null;
  goal: string | null;
  affiliate: number | null;
  campaign: number | null;
}

/** Which ids of the statement are of the same kind as ours. */
export interface ComparableIds {
  orders: boolean;
  customers: boolean;
}

/** Scores below this are no candidates. */
export const SCORE_MIN = 15;
/**
 * With a smaller margin over the runner-up a person decides. 12 points mean that
 * the runner-up is about seven times further away in time.
 */
export const MARGIN_MIN = 12;

/**
 * Scores a row and a conversion with the same money, up to 100; null if a field
 * that both have differs. Each factor e in the time difference costs six points.
 */
export function scorePair(
  row: Member,
  line: Member,
  comparable_ids: ComparableIds,
): number | null {
  const is_other =
    differ(row.goal, line.goal) ||
    differ(row.affiliate, line.affiliate) ||
    differ(row.campaign, line.campaign) ||
    (comparable_ids.orders && differ(row.order, line.order)) ||
    (comparable_ids.customers && differ(row.customer, line.customer));
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

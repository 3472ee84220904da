/** The price of a goal for an affiliate, and what may have changed it. */
export interface PriceHistory {
  /** The id of the price in force at a time; null for the goal's own. */
  priceAt(at_ms: number): number | null;
  now_ms: number;
  /** The goal's prices by time and affiliate. */
  rows: readonly {
    id: number;
    valid_from: number | null;
    valid_to: number | null;
    created_at: number;
  }[];
  /** When the goal's own price was made. */
  own_ms: number;
}

/** Since when the price in force has been in force. */
export function priceSince(history: PriceHistory): number {
  const { now_ms, rows, own_ms } = history;
  const now = history.priceAt(now_ms);
  const row = rows.find(({ id }) => id === now);
  const made_ms =
    row === undefined ? own_ms : (row.valid_from ?? row.created_at);
  const changes = rows
    .flatMap(({ valid_from, valid_to }) => [valid_from, valid_to])
    .filter((at_ms) => at_ms !== null)
    .filter((at_ms) => at_ms > made_ms && at_ms <= now_ms)
    .toSorted((a, b) => b - a);
  return changes.find((at_ms) => history.priceAt(at_ms - 1) !== now) ?? made_ms;
}

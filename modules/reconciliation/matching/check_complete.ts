import { FailedForGoodError } from "../../scheduler/mod.ts";
import { sumOf } from "./count_outcome.ts";
import type { Outcome } from "./count_outcome.ts";

/** Thrown if a matching is incomplete: a bug of ours, not a fault of the statement. */
export class IncompleteError extends FailedForGoodError {
  constructor(what: string) {
    super(`A matching is not complete: ${what}`);
    this.name = "IncompleteError";
  }
}

/**
 * Checks that each row and each conversion of the window is in exactly one item,
 * and that per currency the items add up to the difference between the two sides.
 * Both sides are summed from stored data, not from the matching.
 */
export function checkComplete(outcome: Outcome): void {
  checkOnce(outcome);
  const rest = new Map<string, bigint>();
  const add = (currency: string | null, micros: bigint) => {
    if (currency === null) return;
    rest.set(currency, (rest.get(currency) ?? 0n) + micros);
  };
  for (const { side, currency, status, micros } of outcome.statuses) {
    if (side === "unread" || status !== "approved") continue;
    add(currency, side === "ours" ? BigInt(micros) : -BigInt(micros));
  }
  for (const cell of outcome.cells) {
    add(cell.ours_currency, -BigInt(cell.ours));
    add(cell.theirs_currency, BigInt(cell.theirs));
  }
  const unequal = [...rest].filter(([, micros]) => micros !== 0n).sort();
  if (unequal.length === 0) return;
  const shown = unequal.map(([currency, micros]) => `${currency} ${micros}`);
  throw new IncompleteError(
    `the items leave a difference of ${shown.join(", ")} micros`,
  );
}

function checkOnce({ cells, statuses }: Outcome): void {
  let rows = -sumOf(cells, "rows");
  let lines = -sumOf(cells, "in_window");
  for (const { side, count } of statuses) {
    if (side === "ours") lines += count;
    else rows += count;
  }
  // Unique indexes rule out repeats, so equal counts mean that every one is there.
  if (rows === 0 && lines === 0) return;
  throw new IncompleteError(
    `${rows} rows and ${lines} conversions are in no item`,
  );
}

import type { CompareRequest, DayDifference } from "./comparing.ts";
import { Thread } from "./thread.ts";

export type CompareThread = Thread<CompareRequest, DayDifference[]>;

/** A thread that compares days with their rows, one at a time. */
export function newCompareThread(): CompareThread {
  const url = new URL("./compare_worker.ts", import.meta.url);
  return new Thread("of compared days", () => new Worker(url, { smol: true }));
}

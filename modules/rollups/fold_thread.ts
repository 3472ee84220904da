import type { FoldRequest, FoldedBlock } from "./folding.ts";
import { Thread } from "./thread.ts";

export type FoldThread = Thread<FoldRequest, FoldedBlock[]>;

/** A thread that folds blocks. */
export function newFoldThread(): FoldThread {
  const url = new URL("./fold_worker.ts", import.meta.url);
  return new Thread("of folded blocks", () => new Worker(url, { smol: true }));
}

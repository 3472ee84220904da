import type { Clock } from "../kernel/mod.ts";
import { takeDeltas } from "./copy_deltas.ts";
import type { DeltaPage } from "./copy_deltas.ts";
import type { FoldDeps } from "./fold_blocks.ts";
import { insertBlocks } from "./insert_blocks.ts";

/**
 * Changes folded in one transaction. Clicks of many days come together: the more are folded at once,
 * the fewer small blocks they make.
 */
const ROWS_MAX = 10_000;

/** Puts changes of conversions into blocks, those whose click is stored. */
export async function foldDeltas(
  { db, thread, clock }: FoldDeps & { clock: Clock },
  rows_max = ROWS_MAX,
): Promise<void> {
  let after: DeltaPage["after"] = null;
  do {
    const page: DeltaPage = { now_ms: clock.nowMs(), rows_max, after };
    after = await db.transaction(async (tx) => {
      const taken = await takeDeltas(tx, page);
      if (taken === null) return null;
      const { copied: deltas, end } = taken;
      const folded = await thread.ask({ deltas }, [deltas.buffer]);
      const blocks = folded.map(({ packed }) => packed);
      await insertBlocks(tx, blocks);
      return end;
    });
  } while (after !== null);
}

import type { Clock } from "../kernel/mod.ts";
import { takeDeltas } from "./conversion_entries.ts";
import type { FoldDeps } from "./fold_blocks.ts";
import { insertBlocks } from "./insert_blocks.ts";

/** Changes folded in one transaction. */
const ROWS_MAX = 2000;

/** Puts changes of conversions into blocks, those whose click is stored. */
export async function foldDeltas({
  db,
  thread,
  clock,
}: FoldDeps & { clock: Clock }): Promise<void> {
  for (let taken = ROWS_MAX; taken === ROWS_MAX;) {
    taken = await db.transaction(async (tx) => {
      const due = { now_ms: clock.nowMs(), rows_max: ROWS_MAX };
      const deltas = await takeDeltas(tx, due);
      if (deltas.length === 0) return 0;
      const folded = await thread.ask({ deltas });
      const blocks = folded.map(({ packed }) => packed);
      await insertBlocks(tx, blocks);
      return deltas.length;
    });
  }
}

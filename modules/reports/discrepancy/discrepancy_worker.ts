import { parseBlocks, unpackBlock } from "../../rollups/mod.ts";
import type { ThreadAnswer } from "../../rollups/mod.ts";
import { addMoments } from "./count_moments.ts";
import { explainAll } from "./explain_all.ts";
import type { Moments } from "./model.ts";
import type { DiscrepancyResult, DiscrepancyTask } from "./tasks.ts";

declare const self: Worker;

self.onmessage = ({ data }: MessageEvent<DiscrepancyTask>) => {
  let answer: ThreadAnswer<DiscrepancyResult>;
  try {
    answer = { answer: resultOf(data) };
  } catch (error) {
    answer = { error: String(error) };
  }
  self.postMessage(answer);
};

function resultOf(task: DiscrepancyTask): DiscrepancyResult {
  if (task.step === "explain") return { explained: explainAll(task.asked) };
  const { blocks, affiliate_id } = task;
  const moments: Moments = new Map();
  for (const block of parseBlocks(blocks.copied, blocks.columns)) {
    addMoments(moments, unpackBlock(block), affiliate_id);
  }
  return { moments };
}

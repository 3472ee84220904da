import { mergeBlocks } from "./block.ts";
import { BLOCK_COLUMNS, packBlock, unpackBlock } from "./pack_block.ts";
import { parseBlocks } from "./copy_blocks.ts";
import { blocksOfDeltas } from "./conversion_entries.ts";
import type { DeltaRow } from "./conversion_entries.ts";
import type { FoldRequest, FoldedBlock } from "./folding.ts";
import { sortDay } from "./sort_day.ts";
import type { ThreadAnswer } from "./thread.ts";

declare const self: Worker;

self.onmessage = ({ data }: MessageEvent<FoldRequest>) => {
  let answer: ThreadAnswer<FoldedBlock[]>;
  try {
    answer = { answer: fold(data) };
  } catch (error) {
    answer = { error: String(error) };
  }
  self.postMessage(answer);
};

function fold(request: FoldRequest): FoldedBlock[] {
  if ("deltas" in request) return foldDeltas(request.deltas);
  const { copied, is_whole_day } = request;
  const blocks = parseBlocks(copied, BLOCK_COLUMNS)
    .filter(({ form }) => form === "part" || form === "sorted")
    .map(unpackBlock);
  const folded = is_whole_day
    ? sortDay(blocks)
    : [{ form: "part" as const, block: mergeBlocks(blocks) }];
  return folded.map(({ form, block }) => ({ form, packed: packBlock(block) }));
}

function foldDeltas(deltas: readonly DeltaRow[]): FoldedBlock[] {
  return blocksOfDeltas(deltas).map((block) => ({
    form: "part",
    packed: packBlock(block),
  }));
}

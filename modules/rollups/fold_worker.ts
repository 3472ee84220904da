import { mergeBlocks } from "./merge_blocks.ts";
import type { Block } from "./block.ts";
import { BLOCK_COLUMNS, packBlock, unpackBlock } from "./pack_block.ts";
import { parseBlocks } from "./copy_blocks.ts";
import type { CopiedDeltas } from "./copy_deltas.ts";
import { blocksOfDeltas } from "./delta_blocks.ts";
import type {
  BlockRequest,
  FoldRequest,
  FoldedBlock,
  RowsRequest,
} from "./folding.ts";
import { Recounting } from "./recounting.ts";
import { cubesOf, sortDay } from "./sort_day.ts";
import type { FormedBlock } from "./sort_day.ts";
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
  if ("recount" in request) return takeRows(request).map(packed);
  const { copied, into } = request;
  const blocks = parseBlocks(copied, BLOCK_COLUMNS)
    .filter(({ form }) => form === "part" || form === "sorted")
    .map(unpackBlock);
  // Another fold has replaced them since they were chosen.
  if (blocks.length === 0) return [];
  return foldBlocks(blocks, into).map(packed);
}

function foldBlocks(
  blocks: readonly Block[],
  into: BlockRequest["into"],
): FormedBlock[] {
  if (into === "sorted") return sortDay(blocks);
  if (into === "cubes") return cubesOf(mergeBlocks(blocks));
  return [{ form: "part", block: mergeBlocks(blocks) }];
}

function packed({ form, block }: FormedBlock): FoldedBlock {
  return { form, packed: packBlock(block) };
}

const recounts = new Map<string, Recounting>();

function takeRows(request: RowsRequest): FormedBlock[] {
  const { recount } = request;
  if ("form" in request) {
    const { form, is_whole_day } = request;
    const into = is_whole_day ? "sorted" : "part";
    const fold = (blocks: readonly Block[]) => foldBlocks(blocks, into);
    recounts.set(recount, new Recounting(form, fold));
    return [];
  }
  const recounting = recounts.get(recount);
  if ("end" in request) recounts.delete(recount);
  if ("end" in request && request.end === "failed") return [];
  // Blocks without what an earlier thread took would be wrong.
  if (recounting === undefined) throw new Error("The recount has no beginning");
  return "rows" in request
    ? recounting.take(request.rows)
    : recounting.finish();
}

function foldDeltas(deltas: CopiedDeltas): FoldedBlock[] {
  return blocksOfDeltas(deltas).map((block) => ({
    form: "part",
    packed: packBlock(block),
  }));
}

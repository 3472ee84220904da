import { Problem } from "../kernel/mod.ts";
import { blocksOfDeltas, parseBlocks } from "../rollups/mod.ts";
import type { Block, ThreadAnswer } from "../rollups/mod.ts";
import { BlockStore } from "./block_store.ts";
import { Counting } from "./counting.ts";
import { cellsOf, hasMinute } from "./live/minute_counts.ts";
import { planPricing } from "./plan_pricing.ts";
import { planReading } from "./plan_reading.ts";
import { planReport } from "./report_plan.ts";
import type {
  MinutesTask,
  Opened,
  ReportTask,
  TaskResult,
} from "./report_tasks.ts";

declare const self: Worker;

type OpenTask = Extract<ReportTask, { step: "open" }>;

const open = new Map<number, Counting>();
const store = new BlockStore();

self.onmessage = ({ data }: MessageEvent<ReportTask | MinutesTask>) => {
  let answer: ThreadAnswer<TaskResult>;
  try {
    answer = { answer: resultOf(data) };
  } catch (error) {
    if ("report" in data) close(data.report);
    answer =
      error instanceof Problem
        ? { answer: { problem: partsOf(error) } }
        : { error: String(error) };
  }
  self.postMessage(answer);
};

function resultOf(task: ReportTask | MinutesTask): TaskResult {
  if (!("report" in task)) return minutesOf(task);
  if (task.step === "open") return { opened: opened(task) };
  if (task.step === "close") {
    close(task.report);
    return { done: true };
  }
  // Kept even if the report is closed by now: others count on it.
  const blocks = "blocks" in task ? store.load(task.blocks) : [];
  const report = open.get(task.report);
  if (report === undefined) {
    throw new Error(`Report ${task.report} is not open in the thread`);
  }
  switch (task.step) {
    case "count_blocks":
      return countEach(report, blocks, (block) => report.add(block));
    case "count_priced":
      return countEach(report, blocks, (block) => report.addPriced(block));
    case "count_deltas":
      for (const block of blocksOfDeltas(task.deltas, task.axis)) {
        report.add(block);
      }
      return { is_full: report.is_full };
    case "sums":
      report.startSums();
      return { done: true };
    case "lanes":
      return { lanes: report.lanes() };
    case "convert":
      report.convert(task.rates);
      return { done: true };
    case "next_slice":
      return { has_slice: report.nextSlice() };
    case "page":
      return { page: report.page() };
    case "rows":
      return { rows: report.rows(task.from, task.count) };
  }
}

/** Blocks that have entries of a minute or later, or their counts. */
function minutesOf({ step, blocks, from }: MinutesTask): TaskResult {
  const parsed = parseBlocks(blocks.copied, blocks.columns);
  if (step === "minute_cells") {
    return { cells: parsed.map((block) => [block.id, cellsOf(block, from)]) };
  }
  const recent = parsed.filter((block) => hasMinute(block, from));
  return { ids: recent.map(({ id }) => id) };
}

function opened({ report, request, facts, file }: OpenTask): Opened {
  const { plan, compared } = planReport(request, facts);
  open.set(report, new Counting(plan, file));
  const reading = planReading(request, plan);
  return { reading, pricing: planPricing(request, plan), compared };
}

function countEach(
  report: Counting,
  blocks: Iterable<Block>,
  count: (block: Block) => void,
): TaskResult {
  for (const block of blocks) {
    if (report.is_full) break;
    count(block);
  }
  return { is_full: report.is_full };
}

function close(number: number): void {
  open.get(number)?.close();
  open.delete(number);
}

function partsOf({ status, code, detail, errors }: Problem) {
  return { status, code, detail, errors };
}

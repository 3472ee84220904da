import { Problem } from "../kernel/mod.ts";
import { parseBlocks, unpackBlock } from "../rollups/mod.ts";
import type { ThreadAnswer } from "../rollups/mod.ts";
import { BlockCounter, CountedReport, Report } from "./engine/mod.ts";
import type { ReportPlan } from "./engine/mod.ts";
import { planReading } from "./plan_reading.ts";
import { planReport } from "./report_plan.ts";
import type {
  CopiedBlocks,
  Opened,
  ReportTask,
  TaskResult,
} from "./report_tasks.ts";

declare const self: Worker;

type OpenTask = Extract<ReportTask, { step: "open" }>;
type RowsTask = Extract<ReportTask, { step: "rows" }>;

/** Rows of an export after which garbage is collected. */
const COLLECTED_ROWS = 50_000;

/** A report in one of its three states. */
type Open =
  | { plan: ReportPlan; counter: BlockCounter }
  | { counted: CountedReport }
  | { report: Report };

const open = new Map<number, Open>();

self.onmessage = ({ data }: MessageEvent<ReportTask>) => {
  let answer: ThreadAnswer<TaskResult>;
  try {
    answer = { answer: resultOf(data) };
  } catch (error) {
    open.delete(data.report);
    answer =
      error instanceof Problem
        ? { answer: { problem: partsOf(error) } }
        : { error: String(error) };
  }
  self.postMessage(answer);
};

function resultOf(task: ReportTask): TaskResult {
  switch (task.step) {
    case "open":
      return { opened: opened(task) };
    case "count_copied":
      countCopied(counterOf(task.report), task.blocks);
      break;
    case "count_packed":
      for (const packed of task.blocks) {
        counterOf(task.report).add(unpackBlock(packed));
      }
      break;
    case "lanes":
      return { lanes: lanesOf(task.report) };
    case "convert":
      open.set(task.report, {
        report: new Report(countedOf(task.report), task.rates),
      });
      break;
    case "page":
      return { page: reportOf(task.report).page() };
    case "rows":
      return { rows: rowsOf(task) };
    case "close":
      open.delete(task.report);
  }
  return { done: true };
}

function opened({ report, request, facts }: OpenTask): Opened {
  const { plan, compared } = planReport(request, facts);
  open.set(report, { plan, counter: new BlockCounter(plan) });
  return { reading: planReading(request, plan), compared };
}

/** Unpacks block by block, so that only one is in memory at a time. */
function countCopied(
  counter: BlockCounter,
  { copied, columns }: CopiedBlocks,
): void {
  for (const block of parseBlocks(copied, columns)) {
    counter.add(unpackBlock(block));
  }
}

/** Rows of an export. Those before are garbage, which would grow to the size of the report. */
function rowsOf({ report, from, count }: RowsTask) {
  if (from % COLLECTED_ROWS < count) Bun.gc(true);
  return reportOf(report).rows(from, count);
}

function lanesOf(number: number) {
  const state = open.get(number);
  if (state === undefined || !("counter" in state)) throw notIn(number);
  const counted = new CountedReport(state.plan, state.counter.counted);
  open.set(number, { counted });
  return { currency: counted.currency, lanes: counted.lanesToConvert() };
}

function counterOf(number: number): BlockCounter {
  const state = open.get(number);
  if (state !== undefined && "counter" in state) return state.counter;
  throw notIn(number);
}

function countedOf(number: number): CountedReport {
  const state = open.get(number);
  if (state !== undefined && "counted" in state) return state.counted;
  throw notIn(number);
}

function reportOf(number: number): Report {
  const state = open.get(number);
  if (state !== undefined && "report" in state) return state.report;
  throw notIn(number);
}

function notIn(number: number): Error {
  return new Error(`Report ${number} is not open in the thread at that step`);
}

function partsOf({ status, code, detail, errors }: Problem) {
  return { status, code, detail, errors };
}

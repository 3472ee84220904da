import { Comparing } from "./comparing.ts";
import type { CompareRequest, DayDifference } from "./comparing.ts";
import type { ThreadAnswer } from "./thread.ts";

declare const self: Worker;

let comparing: Comparing | undefined;

self.onmessage = ({ data }: MessageEvent<CompareRequest>) => {
  let answer: ThreadAnswer<DayDifference[]>;
  try {
    answer = { answer: take(data) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
};

function take(request: CompareRequest): DayDifference[] {
  if ("form" in request) comparing = new Comparing(request.form);
  // A part of the day alone would differ.
  if (comparing === undefined)
    throw new Error("The comparison has no beginning");
  if ("rows" in request) comparing.takeRows(request.rows);
  if ("copied" in request) comparing.takeBlocks(request.copied);
  return "end" in request ? comparing.finish() : [];
}

import type { Task } from "../../modules/scheduler/mod.ts";

const BAR_CELLS_MAX = 40;
const BAR_CELLS_MIN = 10;
const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** The parts of a task that its line shows. */
export type ShownTask = Pick<
  Task,
  | "name"
  | "state"
  | "done"
  | "total"
  | "rate_per_second"
  | "eta_at"
  | "error"
  | "cancel_requested_at"
>;

/** A task's progress in one line, with a bar if the terminal's width is given. */
export function progressLine(
  task: ShownTask,
  input: { columns: number | null; now_ms: number },
): string {
  const { columns, now_ms } = input;
  const words = [
    task.name,
    countText(task),
    ...(task.rate_per_second === null ? [] : [`${task.rate_per_second}/s`]),
    ...(task.eta_at === null ? [] : [leftText(task.eta_at, now_ms)]),
    stateText(task),
  ].filter((word) => word !== "");
  // Without a terminal, lines go to a log: one per change, not one per second.
  if (columns === null) {
    return [task.name, countText(task), stateText(task)].join("  ");
  }
  const text = words.join("  ");
  const room = columns - text.length - 4;
  if (task.total === null || room < BAR_CELLS_MIN) {
    return text.slice(0, Math.max(1, columns - 1));
  }
  const cells = Math.min(room, BAR_CELLS_MAX);
  const full = Math.round(share(task.done, task.total) * cells);
  return `[${"#".repeat(full)}${" ".repeat(cells - full)}] ${text}`;
}

function countText({ done, total }: ShownTask): string {
  if (total === null) return String(done);
  return `${done}/${total} ${Math.floor(share(done, total) * 100)}%`;
}

function share(done: number, total: number): number {
  return total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
}

function stateText(task: ShownTask): string {
  const { state, error, cancel_requested_at } = task;
  if (state === "running" && cancel_requested_at !== null) return "cancelling";
  if (error === null || state === "done" || state === "cancelled") return state;
  const kept = error.replaceAll(/\s+/g, " ");
  return state === "failed" ? `failed: ${kept}` : `${state}, after ${kept}`;
}

/** The two largest units, whole. */
function leftText(eta_at: string, now_ms: number): string {
  const left_s = Math.max(
    0,
    Math.round((Date.parse(eta_at) - now_ms) / SECOND_MS),
  );
  const hours = Math.floor(left_s / HOUR_S);
  const minutes = Math.floor((left_s % HOUR_S) / MINUTE_S);
  const seconds = left_s % MINUTE_S;
  if (hours > 0) return `${hours}h ${minutes}m left`;
  return minutes > 0 ? `${minutes}m ${seconds}s left` : `${seconds}s left`;
}

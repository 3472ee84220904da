import { systemClock } from "../../modules/kernel/mod.ts";
import { progressLine } from "./progress_line.ts";

const COLUMNS_DEFAULT = 80;
const REDRAW_MS = 100;
const SECOND_MS = 1_000;
const CLEAR_LINE = "\r\x1b[K";

/** A bar on the terminal for long work; nothing where stderr isn't one. */
export class ShownProgress {
  readonly #name: string;
  readonly #began_ms = systemClock.nowMs();
  #drawn_ms = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Draws how far the work is. */
  show(done: number, total: number): void {
    const { stderr } = process;
    const now_ms = systemClock.nowMs();
    if (!stderr.isTTY || now_ms - this.#drawn_ms < REDRAW_MS) return;
    this.#drawn_ms = now_ms;
    const spent_ms = now_ms - this.#began_ms;
    const left_ms = done > 0 ? (spent_ms * (total - done)) / done : 0;
    const line = progressLine(
      {
        name: this.#name,
        state: "running",
        done,
        // An estimate that was passed says nothing.
        total: done <= total ? total : null,
        rate_per_second: Math.round((done * SECOND_MS) / Math.max(1, spent_ms)),
        eta_at: new Date(now_ms + Math.max(0, left_ms)).toISOString(),
        error: null,
        cancel_requested_at: null,
      },
      { columns: stderr.columns || COLUMNS_DEFAULT, now_ms },
    );
    stderr.write(`${CLEAR_LINE}${line}`);
  }

  /** Removes the bar. */
  clear(): void {
    if (this.#drawn_ms > 0) process.stderr.write(CLEAR_LINE);
  }
}

/** Runs work that says how far it is, and removes the bar at its end. */
export async function withProgress<Result>(
  name: string,
  work: (show: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  const shown = new ShownProgress(name);
  try {
    return await work((done, total) => shown.show(done, total));
  } finally {
    shown.clear();
  }
}

import { readdirSync, readFileSync } from "node:fs";
import { ticksMs } from "../../modules/kernel/mod.ts";
import type { Series } from "../../modules/kernel/mod.ts";
import { VERSION } from "../version.ts";
import type { Snapshot } from "./snapshot.ts";

const TICK_MS = 500;
const KEPT_TICKS = 60;

/** The only series of a metric; none where the figure isn't known. */
export function only(value: number | null): Series[] {
  return value === null ? [] : [{ labels: {}, value }];
}

/** Measures how late timers are: what holds the process up holds up every request. */
export class EventLoopDelay {
  readonly #late_ms: number[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    let due_ms = ticksMs() + TICK_MS;
    this.#timer ??= setInterval(() => {
      const now_ms = ticksMs();
      this.#late_ms.push(Math.max(0, now_ms - due_ms));
      if (this.#late_ms.length > KEPT_TICKS) this.#late_ms.shift();
      due_ms = now_ms + TICK_MS;
    }, TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The longest of the last half minute, in seconds. */
  get max_s(): number {
    return Math.max(0, ...this.#late_ms) / 1_000;
  }
}

/** The figures of this process. Descriptors are counted on Linux only. */
export function processFigures(delay: EventLoopDelay): Snapshot {
  const versions = { version: VERSION, bun: Bun.version };
  return {
    tallyho_resident_memory_bytes: only(process.memoryUsage.rss()),
    tallyho_open_files: only(openFiles()),
    tallyho_open_files_max: only(openFilesMax()),
    tallyho_event_loop_delay_seconds: only(delay.max_s),
    tallyho_build_info: [{ labels: versions, value: 1 }],
    tallyho_start_time_seconds: only(
      Math.round(performance.timeOrigin) / 1_000,
    ),
  };
}

function openFiles(): number | null {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return null;
  }
}

const LIMIT = /^Max open files +(\d+)/m;

function openFilesMax(): number | null {
  try {
    const found = LIMIT.exec(readFileSync("/proc/self/limits", "utf8"));
    return found?.[1] === undefined ? null : Number(found[1]);
  } catch {
    return null;
  }
}

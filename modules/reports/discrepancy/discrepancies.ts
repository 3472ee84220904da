import type { Database } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { Thread } from "../../rollups/mod.ts";
import { Turns } from "../turns.ts";
import type { TheirDay } from "./model.ts";
import { readOurs } from "./read_ours.ts";
import type { DiscrepancyResult, DiscrepancyTask, Explained } from "./tasks.ts";

const LIMITS = {
  at_once: 2,
  of_one_max: 1,
  waiting_max: 20,
  waiting_of_one_max: 5,
};

/** Figures of an affiliate's own tool, to be explained. */
export interface AskedDiscrepancy {
  affiliate_id: number;
  /** In order, each once. */
  days: readonly TheirDay[];
  /** First the one whose days they are said to be of, then likely ones. */
  timezones: readonly [string, ...string[]];
  /** Whose turns it takes. */
  whose: string;
  signal: AbortSignal;
}

/** An explanation, and the moment that ours were counted as of. */
export interface FoundDiscrepancy extends Explained {
  as_of_ms: number;
  /** Counts of ours that lack something, and why. */
  limits: readonly string[];
}

/** Explains figures in a thread of its own. */
export class Discrepancies {
  readonly #deps: { db: Database; clock: Clock };
  readonly #thread: Thread<DiscrepancyTask, DiscrepancyResult>;
  readonly #turns = new Turns(LIMITS);

  constructor(deps: { db: Database; clock: Clock }) {
    this.#deps = deps;
    this.#thread = new Thread("of discrepancies", discrepancyWorker);
  }

  /** Explains figures as of one moment. */
  async explain({
    affiliate_id,
    days,
    timezones,
    whose,
    signal,
  }: AskedDiscrepancy): Promise<FoundDiscrepancy> {
    const end = await this.#turns.take(whose, signal);
    try {
      const thread = this.#thread;
      const as_of_ms = this.#deps.clock.nowMs();
      const { ours, limits } = await readOurs(
        { db: this.#deps.db, thread },
        { affiliate_id, first: days[0]!.day, last: days.at(-1)!.day, signal },
      );
      const asked = { days, timezones, ours };
      const result = await thread.ask({ step: "explain", asked });
      if (!("explained" in result)) throw unexpected();
      return { ...result.explained, as_of_ms, limits };
    } finally {
      end();
    }
  }

  async stop(): Promise<void> {
    await this.#thread.stop();
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
function discrepancyWorker(): Worker {
  const url = new URL("./discrepancy_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}

function unexpected(): Error {
  return new Error("The thread of discrepancies answered another step");
}

import { cutFunctions } from "./cut_functions.ts";

/**
 * Preloaded into a bench's tracker and its drain's thread (`bun --preload …`): makes no blocks of
 * clicks and no changes of conversions. The product has no such switch; the difference is what
 * reports cost.
 */
cutFunctions("without roll-ups", [
  {
    file: /modules\/rollups\/insert_blocks\.ts$/,
    head: /export async function insertBlocks\([^)]*\): Promise<void> \{/,
    instead: "if (blocks.length >= 0) return;",
  },
  {
    file: /modules\/rollups\/insert_deltas\.ts$/,
    head: /export async function insertDeltas\([^)]*\): Promise<void> \{/,
    instead: "if (steps.length >= 0) return;",
  },
  {
    file: /modules\/clicks\/click_entry\.ts$/,
    head: /export function clickEntry\([^)]*\): Facts \{/,
    instead: "if (fields) return {};",
  },
  {
    file: /modules\/clicks\/drain_batch\.ts$/,
    head: /  blocks\(\): DayBlock\[\] \{/,
    instead: "if (this.#days.size >= 0) return [];",
  },
  {
    file: /modules\/clicks\/drain_thread\.ts$/,
    head: /export function drainWorker\(\): Worker \{/,
    instead: `return new Worker(new URL("./drain_worker.ts", import.meta.url), { smol: true, preload: [${JSON.stringify(import.meta.path)}] });`,
  },
]);

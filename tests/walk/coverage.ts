import { Session } from "node:inspector";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

interface Script {
  url: string;
  functions: {
    ranges: { startOffset: number; endOffset: number; count: number }[];
  }[];
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const IDLE_ROUNDS = 3;

/** How often each character of our files ran since the last look, by path. */
type Counts = Map<string, Uint32Array>;

/** Counts, by the engine's coverage, which product files run while something is done. */
export class Coverage {
  readonly #session = new Session();

  /** Starts counting; files must be imported afterwards. */
  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", {
      callCount: true,
      detailed: true,
    });
  }

  /** The files in which code runs in every round of the work and never when idle. */
  async filesOf(rounds: number, work: () => Promise<unknown>) {
    const idle: Counts[] = [];
    for (let round = 0; round < IDLE_ROUNDS; round += 1) {
      await this.#take();
      idle.push(await this.#take());
    }
    let common: Set<string> | undefined;
    for (let round = 0; round < rounds; round += 1) {
      await this.#take();
      await work();
      const files = ranIn(await this.#take(), idle);
      common = common === undefined ? files : common.intersection(files);
    }
    return [...(common ?? [])].sort();
  }

  async #take(): Promise<Counts> {
    const { promise, resolve, reject } = Promise.withResolvers<Script[]>();
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error !== null) reject(error);
      else resolve((answer as { result: Script[] }).result);
    });
    const scripts = await promise;
    return new Map(
      scripts.flatMap((script) => {
        const path = pathOf(script.url);
        return path === undefined ? [] : [[path, countsOf(script)] as const];
      }),
    );
  }
}

/** Files with a character that ran now; what counts even when idle is the file's top level. */
function ranIn(now: Counts, idle: readonly Counts[]): Set<string> {
  const files = new Set<string>();
  for (const [path, counts] of now) {
    const ran = counts.some(
      (count, at) =>
        count > 0 && idle.some((before) => before.get(path)?.[at] === 0),
    );
    if (ran) files.add(path);
  }
  return files;
}

/** Paints inner ranges over outer ones. */
function countsOf({ functions }: Script): Uint32Array {
  const ranges = functions
    .flatMap(({ ranges }) => ranges)
    .sort((a, b) => length(b) - length(a));
  const counts = new Uint32Array(
    Math.max(0, ...ranges.map(({ endOffset }) => endOffset)),
  );
  for (const { startOffset, endOffset, count } of ranges) {
    counts.fill(count, startOffset, endOffset);
  }
  return counts;
}

function length(range: { startOffset: number; endOffset: number }): number {
  return range.endOffset - range.startOffset;
}

function pathOf(url: string): string | undefined {
  const file = url.startsWith("file:") ? fileURLToPath(url) : url;
  const path = relative(ROOT, file).replaceAll("\\", "/");
  return /^(?:src|modules|db)\//.test(path) ? path : undefined;
}

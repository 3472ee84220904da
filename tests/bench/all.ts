import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { CURVES_FILE, drawCurve } from "./curves.ts";
import type { CurvePoint } from "./curves.ts";
import { mergeSections, section } from "./benchmark_page.ts";

const DOCS = join(import.meta.dir, "../../docs");
const PAGE = join(DOCS, "benchmarks.md");

/** The benches of the page in its order, each with a sentence for its reader. */
const SECTIONS = {
  clicks:
    "A click from the request to the redirect, on disk, drained into the table; beside a server that only redirects (`bare`, `elysia`) and a textbook tracker that inserts each click before it answers.",
  postbacks:
    "A signed postback that becomes a conversion with its history, its ledger entry and a delivery, all committed before the answer; then many on few clicks, and what each touches as conversions grow.",
  deliveries:
    "Forwarded postbacks to partners that answer at once, each try on record, beside two job queues that keep no record; how long a partner waits; and what a backlog costs.",
  reconcile: "A statement of a million rows against a million conversions.",
  money:
    "Verifying the ledger, payment runs and balances at a million conversions.",
  growth: "What a look-up by click id touches as clicks grow.",
  reports:
    "Reports over a year of clicks, beside the textbook's query over the same rows.",
  report_ingest: "What the counts that reports read cost where they are made.",
  risk_ingest: "What judging each sale for fraud costs a postback.",
  workers: "One process against two, load generator and Postgres included.",
  start: "From the start of the program until `/readyz` answers 200.",
  pages: "What a browser on a slow processor needs for a page.",
} as const;

/**
 * `bun run bench all`: runs every path, and writes `docs/benchmarks.md` with its curves. With names, only
 * these are run anew: `bun run bench all clicks start`. What stands in the page before its first
 * section is kept.
 */
export async function benchAll(names: readonly string[]): Promise<void> {
  const known = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    throw new Error(`There is no bench ${unknown.join(", ")}`);
  }
  const base = mkdtempSync(join(tmpdir(), "tallyho-bench-all-"));
  try {
    for (const name of known) {
      if (names.length > 0 && !names.includes(name)) continue;
      const curves_file = join(base, `${name}.curves`);
      const output = await runBench(name, curves_file);
      const drawn = await draw(name, curves_file);
      const part = section({
        ...{ name, about: SECTIONS[name], output, drawn },
        machine: describeMachine(),
        date: new Date(systemClock.nowMs()).toISOString().slice(0, 10),
      });
      // After each, so that an interruption loses one.
      const before = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
      await Bun.write(PAGE, mergeSections(before, { name, part }, known));
      console.log(`${name}: written to docs/benchmarks.md`);
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function runBench(name: string, curves_file: string): Promise<string> {
  const child = Bun.spawn([process.execPath, Bun.main, name], {
    env: {
      ...process.env,
      [CURVES_FILE]: curves_file,
      // Each has a section of its own.
      TALLYHO_BENCH_INGEST: "0",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    process.stdout.write(piece);
    output += piece;
  }
  if ((await child.exited) !== 0) throw new Error(`The bench ${name} failed`);
  return output;
}

/** Writes the curves of a bench, and returns their files by title. */
async function draw(
  name: string,
  curves_file: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  if (!existsSync(curves_file)) return files;
  const points = readFileSync(curves_file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as CurvePoint);
  for (const [curve, own] of Map.groupBy(points, (point) => point.curve)) {
    const file = `benchmarks/${name}-${files.size + 1}.svg`;
    await Bun.write(join(DOCS, file), drawCurve(own));
    files.set(curve, file);
  }
  return files;
}

function describeMachine(): string {
  const model = cpus()[0]?.model ?? "unknown";
  return `${cpus().length} × ${model}, Bun ${Bun.version}`;
}

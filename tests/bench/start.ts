import { chmodSync, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printMachine } from "./machine.ts";

const ROUNDS = Number(process.env.TALLYHO_BENCH_ROUNDS ?? "5");
/** Starts of each data directory after its first. */
const NEXT_STARTS = 2;
const POLL_MS = 2;
const POLLS_MAX = 30_000;
const FIRST_PORT = 23_400;
const ROOT = join(import.meta.dir, "../..");
const WAYS = {
  source: [process.execPath, join(ROOT, "src/main.ts")],
  binary: [join(ROOT, "dist/tallyho")],
};

/** `bun run bench start`: the time from the start of the program until `/readyz` answers 200. */
export async function benchStart(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  const times = new Map<string, number[]>();
  try {
    printMachine(base);
    let port = FIRST_PORT;
    for (let round = 0; round < ROUNDS; round++) {
      for (const [way, words] of Object.entries(WAYS)) {
        // The binary is measured once it was built: bun run build.
        if (!existsSync(words.at(-1) ?? "")) continue;
        const data_dir = join(base, `${way}-${round}`);
        for (let start = 0; start <= NEXT_STARTS; start++) {
          const kind = `${way}, ${start === 0 ? "first" : "next"} start`;
          const took_ms = await timeStart(words, data_dir, (port += 1));
          times.set(kind, [...(times.get(kind) ?? []), took_ms]);
        }
        await rm(data_dir, { recursive: true, force: true });
      }
    }
    for (const [kind, all] of times) {
      const sorted = all.toSorted((a, b) => a - b);
      const at = (share: number) =>
        Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
      console.log(
        `${kind.padEnd(22)} median ${at(0.5)} ms, ${at(0)} to ${at(1)} ms in ${sorted.length} starts`,
      );
    }
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** Milliseconds until it is ready; then it is stopped. */
async function timeStart(
  words: readonly string[],
  data_dir: string,
  port: number,
): Promise<number> {
  const began_ms = performance.now();
  const child = Bun.spawn([...words, "serve"], {
    env: {
      PATH: process.env.PATH ?? "",
      TALLYHO_DATA_DIR: data_dir,
      PORT: String(port),
    },
    stdout: "ignore",
    stderr: "inherit",
  });
  try {
    for (let poll = 0; poll < POLLS_MAX; poll++) {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(
        () => null,
      );
      if (response?.ok === true) return performance.now() - began_ms;
      await response?.body?.cancel();
      await Bun.sleep(POLL_MS);
    }
    throw new Error("The tracker was not ready in time");
  } finally {
    child.kill("SIGTERM");
    await child.exited;
  }
}

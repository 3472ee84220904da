import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ticksMs } from "../modules/kernel/mod.ts";

const READY_LINE = "Tallyho listens on";

/**
 * Starts a binary twice in an empty directory with an empty environment. Returns the milliseconds
 * until it listens: of the first start, which makes the database, and of the next.
 */
export async function measureStart(
  binary: string,
): Promise<{ first_ms: number; next_ms: number }> {
  const directory = mkdtempSync(join(tmpdir(), "tallyho-start-"));
  // Root's Postgres runs as another user, who must be able to enter.
  chmodSync(directory, 0o755);
  try {
    const first_ms = await startOnce(binary, directory);
    return { first_ms, next_ms: await startOnce(binary, directory) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function startOnce(binary: string, cwd: string): Promise<number> {
  const began_ms = ticksMs();
  const child = Bun.spawn([binary, "serve"], {
    cwd,
    env: { PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const decoder = new TextDecoder();
  let said = "";
  let ready_ms: number | undefined;
  for await (const bytes of child.stdout) {
    said += decoder.decode(bytes, { stream: true });
    if (ready_ms !== undefined || !said.includes(READY_LINE)) continue;
    ready_ms = Math.round(ticksMs() - began_ms);
    child.kill("SIGTERM");
  }
  await child.exited;
  if (ready_ms !== undefined) return ready_ms;
  throw new Error(`The binary did not start: ${said.trim()}`);
}

import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

/** Prints the machine, and how long a sync takes. */
export function printMachine(base: string): void {
  const path = join(base, "sync-probe");
  const descriptor = openSync(path, "a");
  const bytes = Buffer.alloc(8192, 1);
  const times = Array.from({ length: 200 }, () => {
    const began = performance.now();
    writeSync(descriptor, bytes);
    fdatasyncSync(descriptor);
    return performance.now() - began;
  }).sort((a, b) => a - b);
  const model = cpus()[0]?.model ?? "unknown";
  console.log(
    `${cpus().length} × ${model}, Bun ${Bun.version}; fdatasync of 8 KiB: median ${round2(times[100] ?? 0)} ms`,
  );
}

/** Resident memory of a process. */
export async function residentMib(pid: number): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** The first match in a program's output, once its line is complete. */
export async function firstMatch(
  stream: ReadableStream<Uint8Array>,
  pattern: RegExp,
): Promise<string> {
  let text = "";
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`It ended before it was ready: ${text}`);
    text += new TextDecoder().decode(value);
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && text.includes("\n")) {
      reader.releaseLock();
      return found;
    }
  }
}

/** Formats a number with at most two decimals. */
export function round2(value: number): string {
  return (Math.round(value * 100) / 100).toString();
}

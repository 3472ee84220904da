import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { ExternalPostgres } from "../faults/external_postgres.ts";

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

/** CPU time used by a process so far. */
export async function cpuSeconds(pid: number): Promise<number> {
  const text = await Bun.file(`/proc/${pid}/stat`).text();
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** CPU time used so far by a process and those that it started and that still run. */
export async function treeSeconds(pid: number): Promise<number> {
  const children = await Bun.file(`/proc/${pid}/task/${pid}/children`).text();
  const pids = children.split(" ").filter((one) => one !== "");
  const below = await Promise.all(pids.map((one) => treeSeconds(Number(one))));
  const own = await cpuSeconds(pid);
  return below.reduce((sum, one) => sum + one, own);
}

/** CPU time used so far by the sessions of a database that are open. */
export async function databaseSeconds(
  server: ExternalPostgres,
  database: string,
): Promise<number> {
  const sessions = await server.ask(
    "postgres",
    `select pid from pg_stat_activity where datname = '${database}'
       and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  const seconds = sessions.map(({ pid }) => cpuSeconds(Number(pid)));
  return (await Promise.all(seconds)).reduce((sum, one) => sum + one, 0);
}

/** The middle of some numbers; 0 of none. */
export function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

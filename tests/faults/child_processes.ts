import { readdirSync, readFileSync } from "node:fs";

/** The processes that a process started. */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command, in parentheses, may contain anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** The workers of a tracker, by their process ids. */
export function workersOf(pid: number): number[] {
  return childrenOf(pid).filter((child) => {
    try {
      const words = readFileSync(`/proc/${child}/cmdline`, "utf8").split("\0");
      return words.includes("worker");
    } catch {
      return false;
    }
  });
}

import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from "node:fs";
import { join } from "node:path";
import { hasCode, isAlive } from "../data_dir.ts";

const FAST_STOP_TIMEOUT_MS = 30_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 10;

/**
 * Stops a Postgres that still runs on `data` because its tallyho was killed; it is replaced rather than kept, so that every
 * start has the settings and the version of the running program. Fast shutdown loses nothing that was committed.
 *
 * Returns the id in `postmaster.pid` if a program that has nothing to do with us bears it by now (as happens in containers,
 * where ids begin anew). The file itself stays: Postgres also finds in it whether backends of the former server are alive.
 */
export async function endOrphan(
  data: string,
  log: (line: string) => void,
): Promise<number | undefined> {
  const pid = readPostmasterPid(data);
  if (pid === undefined) return undefined;
  if (isPostgresOf(pid, data)) await endServer(pid, data, log);
  endBackends(data);
  return isAlive(pid) ? pid : undefined;
}

async function endServer(
  pid: number,
  data: string,
  log: (line: string) => void,
): Promise<void> {
  log(`Stopping the database that an earlier run left behind (pid ${pid})`);
  signal(pid, "SIGINT");
  if (await hasEnded(pid, data, FAST_STOP_TIMEOUT_MS)) return;
  signal(pid, "SIGQUIT");
  if (await hasEnded(pid, data, IMMEDIATE_STOP_TIMEOUT_MS)) return;
  throw new Error(
    `Cannot start the database in "${data}": the one of an earlier run (pid ${pid}) does not stop`,
  );
}

function readPostmasterPid(data: string): number | undefined {
  const path = join(data, "postmaster.pid");
  if (!existsSync(path)) return undefined;
  const pid = Math.abs(Number.parseInt(readFileSync(path, "utf8"), 10));
  return pid > 0 ? pid : undefined;
}

async function hasEnded(
  pid: number,
  data: string,
  timeout_ms: number,
): Promise<boolean> {
  for (let waited_ms = 0; waited_ms < timeout_ms; waited_ms += POLL_MS) {
    if (!isPostgresOf(pid, data)) return true;
    await Bun.sleep(POLL_MS);
  }
  return !isPostgresOf(pid, data);
}

/**
 * Ends the backends of a server that is dead already. They go by themselves when they next wait for something, but one that
 * computes a long query would keep the new server from starting until it is done. Their transactions are lost in any case.
 */
function endBackends(data: string): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !isPostgresOf(pid, data)) continue;
    signal(pid, "SIGKILL");
  }
}

/** Sends a signal to a process that may have ended a moment ago. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

/** A server works in its data directory, which tells it from any other program, another Postgres included. */
function isPostgresOf(pid: number, data: string): boolean {
  if (process.platform === "linux") {
    try {
      const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      return name === "postgres" && cwd === realpathSync(data);
    } catch {
      return false;
    }
  }
  if (process.platform === "win32") return false;
  const { stdout } = Bun.spawnSync({
    cmd: ["/bin/ps", "-ww", "-o", "command=", "-p", String(pid)],
  });
  const command = stdout.toString();
  return command.includes("postgres") && command.includes(`-D ${data}`);
}

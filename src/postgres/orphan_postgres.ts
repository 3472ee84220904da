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
 * Stops a Postgres left running on `data` by a killed tallyho. It is replaced rather than reused,
 * so that every start has the settings and version of the running program. A fast shutdown loses
 * nothing committed. Returns the id in `postmaster.pid` if an unrelated program has it by now (in
 * containers, ids start over). The file itself stays: Postgres also uses it to detect surviving
 * backends of the old server. Gives up waiting for it once `abandoned` rejects.
 */
export async function endOrphan(
  data: string,
  log: (line: string) => void,
  abandoned: Promise<never> = new Promise(() => {}),
): Promise<number | undefined> {
  const pid = readPostmasterPid(data);
  if (pid === undefined) return undefined;
  if (isPostgresOf(pid, data)) {
    await endServer({ pid, data, abandoned }, log);
  }
  endBackends(data);
  return isAlive(pid) ? pid : undefined;
}

/** A server that was left, and when to give up waiting for its end. */
interface Orphan {
  pid: number;
  data: string;
  abandoned: Promise<never>;
}

async function endServer(
  orphan: Orphan,
  log: (line: string) => void,
): Promise<void> {
  const { pid, data } = orphan;
  log(`Stopping the database that an earlier run left behind (pid ${pid})`);
  signal(pid, "SIGINT");
  if (await hasEnded(orphan, FAST_STOP_TIMEOUT_MS)) return;
  signal(pid, "SIGQUIT");
  if (await hasEnded(orphan, IMMEDIATE_STOP_TIMEOUT_MS)) return;
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
  { pid, data, abandoned }: Orphan,
  timeout_ms: number,
): Promise<boolean> {
  for (let waited_ms = 0; waited_ms < timeout_ms; waited_ms += POLL_MS) {
    if (!isPostgresOf(pid, data)) return true;
    await Promise.race([Bun.sleep(POLL_MS), abandoned]);
  }
  return !isPostgresOf(pid, data);
}

/**
 * Ends the backends of a dead server. They exit by themselves at their next wait, but one computing
 * a long query would keep the new server from starting. Their transactions are lost in any case.
 */
function endBackends(data: string): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !isPostgresOf(pid, data)) continue;
    signal(pid, "SIGKILL");
  }
}

/** Signals a process that may just have ended. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

/**
 * A server's working directory is its data directory, which distinguishes it from any other
 * program, even another Postgres.
 */
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

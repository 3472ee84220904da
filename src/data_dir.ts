import { dlopen, FFIType, read } from "bun:ffi";
import type { Pointer } from "bun:ffi";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

const LOCK_EXCLUSIVE_NONBLOCKING = 2 | 4;
const EWOULDBLOCK = process.platform === "darwin" ? 35 : 11;
const TRAVERSABLE = 0o011;

/** An exclusive hold on a directory, until released or the process ends. */
export interface DirectoryLock {
  release(): void;
}

/** Kind of process that holds a directory: commands finish soon, a tracker doesn't. */
export type Holder = "tracker" | "command";

/** Another tallyho holds the directory. */
export class DirectoryInUse extends Error {
  /** Unknown if it has only just started. */
  readonly pid: number | undefined;
  readonly holder: Holder;

  constructor(directory: string, found: LockText) {
    const { pid, holder } = found;
    const who = pid === undefined ? "" : ` (pid ${pid})`;
    super(`Data directory "${directory}" is in use by another tallyho${who}`);
    this.pid = pid;
    this.holder = holder;
  }
}

/**
 * Creates the data directory if missing and locks it; throws DirectoryInUse if another tallyho
 * holds it.
 */
export function lockDataDir(
  data_dir: string,
  holder: Holder = "tracker",
): DirectoryLock {
  makeDataDir(data_dir);
  return lockDirectory(data_dir, holder);
}

/** Like lockDataDir, for a tracker: waits for commands that hold the directory. */
export async function lockAfterCommands(
  data_dir: string,
  log: (line: string) => void,
): Promise<DirectoryLock> {
  for (let waited_ms = 0; ; waited_ms += COMMAND_POLL_MS) {
    try {
      return lockDataDir(data_dir);
    } catch (error) {
      const waits = error instanceof DirectoryInUse;
      if (!waits || error.holder === "tracker") throw error;
      if (waited_ms >= COMMAND_WAIT_MS_MAX) throw error;
      if (waited_ms === 0) {
        log(`Waiting for a command (pid ${error.pid}) to finish`);
      }
    }
    await Bun.sleep(COMMAND_POLL_MS);
  }
}

/**
 * Creates the data directory with mode 0700. Root's is 0711, since its Postgres runs as another
 * user and must reach its own directory inside; an empty one is treated as new, since nothing in it
 * relies on being private.
 */
export function makeDataDir(data_dir: string): void {
  mkdirSync(dirname(data_dir), { recursive: true });
  try {
    mkdirSync(data_dir, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  const { mode, uid } = statSync(data_dir);
  if (process.getuid?.() !== 0 || uid !== 0 || (mode & 0o001) !== 0) return;
  if (readdirSync(data_dir).length > 0) return;
  chmodSync(data_dir, (mode & 0o777) | TRAVERSABLE);
}

const COMMAND_WAIT_MS_MAX = 60_000;
const COMMAND_POLL_MS = 100;
const TRIES_MAX = 50;
const TRY_AGAIN_MS = 20;

/**
 * Locks `directory` through its file `lock`. The kernel releases the lock when the process ends,
 * and the file is closed on exec, so that a surviving Postgres doesn't keep it.
 */
export function lockDirectory(
  directory: string,
  holder: Holder = "tracker",
): DirectoryLock {
  const path = join(directory, "lock");
  const text = `${process.pid} ${holder}\n`;
  if (process.platform === "win32") {
    return lockByExistence(directory, path, text);
  }
  const descriptor = openSync(path, "a+", 0o600);
  let errno = flock(descriptor);
  // A process killed while spawning leaves the lock to the child until its exec.
  for (let tries = 0; tries < TRIES_MAX && errno === EWOULDBLOCK; tries++) {
    const { pid } = readLock(path);
    if (pid !== undefined && isAlive(pid)) break;
    Bun.sleepSync(TRY_AGAIN_MS);
    errno = flock(descriptor);
  }
  if (errno !== 0) {
    closeSync(descriptor);
    throw errno === EWOULDBLOCK
      ? new DirectoryInUse(directory, readLock(path))
      : new Error(`Cannot lock "${path}": error number ${errno}`);
  }
  ftruncateSync(descriptor, 0);
  writeSync(descriptor, text);
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      ftruncateSync(descriptor, 0);
      closeSync(descriptor);
    },
  };
}

/** Whether `error` is a system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function flock(descriptor: number): number {
  const darwin = process.platform === "darwin";
  const int = FFIType.i32;
  const library = dlopen(darwin ? "libSystem.B.dylib" : "libc.so.6", {
    flock: { args: [int, int], returns: int },
    [darwin ? "__error" : "__errno_location"]: {
      args: [],
      returns: FFIType.ptr,
    },
  });
  try {
    const { flock: lock, ...others } = library.symbols;
    if (lock(descriptor, LOCK_EXCLUSIVE_NONBLOCKING) === 0) return 0;
    const errno = Object.values(others)[0] as unknown as () => Pointer;
    return read.i32(errno(), 0);
  } finally {
    library.close();
  }
}

function lockByExistence(
  directory: string,
  path: string,
  text: string,
): DirectoryLock {
  for (;;) {
    try {
      const descriptor = openSync(path, "wx", 0o600);
      writeSync(descriptor, text);
      closeSync(descriptor);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
      const found = readLock(path);
      if (found.pid === undefined || isAlive(found.pid)) {
        throw new DirectoryInUse(directory, found);
      }
      rmSync(path, { force: true });
    }
  }
}

/** Whether a process with this id exists, whoever its owner is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

interface LockText {
  pid: number | undefined;
  holder: Holder;
}

function readLock(path: string): LockText {
  const text = readFileSync(path, "utf8");
  const pid = Number.parseInt(text, 10);
  return {
    pid: Number.isNaN(pid) ? undefined : pid,
    holder: text.trimEnd().endsWith(" command") ? "command" : "tracker",
  };
}

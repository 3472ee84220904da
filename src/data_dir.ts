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

/** A directory held by this process until it is released or the process ends. */
export interface DirectoryLock {
  release(): void;
}

/** Makes the data directory if it is missing and holds it; throws where another tallyho has it. */
export function lockDataDir(data_dir: string): DirectoryLock {
  makeDataDir(data_dir);
  return lockDirectory(data_dir);
}

/**
 * Makes the data directory with mode 0700. Root's is 0711, since its Postgres runs as another user and must get to its own
 * directory inside; an empty one is treated as if just made, as nothing in it can have counted on being closed.
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

const TRIES_MAX = 50;
const TRY_AGAIN_MS = 20;

/**
 * Holds `directory` through a lock on its file `lock`. The kernel lets go of it when the process ends, however it ends, and
 * the file is closed on exec, so a Postgres that outlives its tallyho does not keep it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(directory, "lock");
  if (process.platform === "win32") return lockByExistence(directory, path);
  const descriptor = openSync(path, "a+", 0o600);
  let errno = flock(descriptor);
  // A process that was killed while it started another one leaves the lock to that one until its exec.
  for (let tries = 0; tries < TRIES_MAX && errno === EWOULDBLOCK; tries++) {
    const pid = readPid(path);
    if (pid !== undefined && isAlive(pid)) break;
    Bun.sleepSync(TRY_AGAIN_MS);
    errno = flock(descriptor);
  }
  if (errno !== 0) {
    closeSync(descriptor);
    throw errno === EWOULDBLOCK
      ? inUse(directory, readPid(path))
      : new Error(`Cannot lock "${path}": error number ${errno}`);
  }
  ftruncateSync(descriptor, 0);
  writeSync(descriptor, `${process.pid}\n`);
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

function lockByExistence(directory: string, path: string): DirectoryLock {
  for (;;) {
    try {
      const descriptor = openSync(path, "wx", 0o600);
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
      const pid = readPid(path);
      if (pid === undefined || isAlive(pid)) throw inUse(directory, pid);
      rmSync(path, { force: true });
    }
  }
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function readPid(path: string): number | undefined {
  const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
  return Number.isNaN(pid) ? undefined : pid;
}

function inUse(directory: string, pid: number | undefined): Error {
  const who = pid === undefined ? "" : ` (pid ${pid})`;
  return new Error(
    `Data directory "${directory}" is in use by another tallyho${who}`,
  );
}

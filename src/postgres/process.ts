import type { BoundedLog } from "../bounded_log.ts";
import { programPath } from "./files.ts";
import type { PostgresFiles } from "./files.ts";
import type { SystemUser } from "./user.ts";

const READY = "database system is ready to accept connections";

/** Postgres' message while children of a killed postmaster are still exiting. */
const FORMER_STILL_ENDING = "pre-existing shared memory block";
const FORMER_ENDING_TRIES_MAX = 100;
const FORMER_ENDING_PAUSE_MS = 100;

/**
 * Crash recovery reads the WAL since the last checkpoint, which may take minutes on a slow disk.
 */
const START_MS_MAX = 30 * 60_000;
const SLOW_START_MS = 5_000;
const FAST_STOP_TIMEOUT_MS = 30_000;
/** The time that a start that was given up gets to shut down. */
const GIVEN_UP_STOP_MS = 3_000;
/** Postgres kills its own children after 5 s of an immediate shutdown. */
const IMMEDIATE_STOP_TIMEOUT_MS = 700;
const KILLED_TIMEOUT_MS = 5_000;
const TAIL_CHARACTERS_MAX = 4_000;

/** Options of startPostgresProcess. */
export interface PostgresProcessOptions {
  files: PostgresFiles;
  /** PGDATA. */
  data: string;
  user: SystemUser | undefined;
  settings: Record<string, string>;
  /** A dead server's id that another program has by now; tells Postgres not to wait for it. */
  stale_pid: number | undefined;
  output: BoundedLog;
  log: (line: string) => void;
  /** Follows a start that is known to take long. */
  starting?: FollowedStart | undefined;
  /** Rejects when the start is to be given up. */
  abandoned: Promise<never>;
}

/** A start that is known to take long, as one that recovers. */
export interface FollowedStart {
  /** The longest that it may take to be ready. */
  ms_max: number;
  /** Called with what the server writes to its log. */
  read(text: string): void;
}

/** A running Postgres. */
export interface PostgresProcess {
  pid: number;
  /** Resolves when the server has ended, with the reason. */
  ended: Promise<string>;
  /**
   * Shuts down fast; immediately, and then by a kill, if that takes longer than is given. Waits
   * until it has ended. After those the next start recovers from the WAL.
   */
  stop(within_ms?: number): Promise<void>;
}

/** Starts the server and waits until it accepts connections. */
export async function startPostgresProcess(
  options: PostgresProcessOptions,
): Promise<PostgresProcess> {
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(options);
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      const ending = message.includes(FORMER_STILL_ENDING);
      if (!ending || tries >= FORMER_ENDING_TRIES_MAX) throw error;
      await Bun.sleep(FORMER_ENDING_PAUSE_MS);
    }
  }
}

/**
 * Options to spawn one of Postgres' programs: as its own account, detached from our terminal's
 * signals and environment.
 */
export function spawnOptions(
  user: SystemUser | undefined,
  stale_pid?: number,
): { cwd?: string; uid?: number; gid?: number; env?: Record<string, string> } {
  if (process.platform === "win32") return {};
  const env: Record<string, string> = { LC_ALL: "C", PATH: "/usr/bin:/bin" };
  if (stale_pid !== undefined) env.PG_GRANDPARENT_PID = String(stale_pid);
  const account = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  return { cwd: "/", env, ...account };
}

async function startOnce(
  options: PostgresProcessOptions,
): Promise<PostgresProcess> {
  const { files, data, user, settings, log, starting } = options;
  const child = Bun.spawn({
    cmd: [
      programPath(files, "postgres"),
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => [
        "-c",
        `${name}=${value}`,
      ]),
    ],
    ...spawnOptions(user, options.stale_pid),
    detached: true,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const output = readOutput(child.stderr, options);
  const ended = child.exited.then(() => {
    return String(child.signalCode ?? `exit code ${child.exitCode}`);
  });
  const stop = (within_ms = FAST_STOP_TIMEOUT_MS) =>
    stopChild(child, ended, { files, data, within_ms });
  const slow = setTimeout(() => {
    if (starting !== undefined) return;
    log("Postgres is still starting: it may be recovering from a crash");
  }, SLOW_START_MS);
  const failed = ended.then(async (how) => {
    await Promise.race([output.done, Bun.sleep(1_000)]);
    throw new Error(`Postgres did not start (${how}): ${output.tail()}`);
  });
  failed.catch(() => {});
  try {
    await within(
      Promise.race([output.ready, failed, options.abandoned]),
      starting?.ms_max ?? START_MS_MAX,
      "Postgres did not become ready",
    );
  } catch (error) {
    await stop(GIVEN_UP_STOP_MS);
    throw error;
  } finally {
    clearTimeout(slow);
  }
  return { pid: child.pid, ended, stop };
}

interface ServerOutput {
  ready: Promise<void>;
  done: Promise<void>;
  tail: () => string;
}

function readOutput(
  stream: ReadableStream<Uint8Array>,
  { output, starting }: Pick<PostgresProcessOptions, "output" | "starting">,
): ServerOutput {
  const ready = Promise.withResolvers<void>();
  const decoder = new TextDecoder();
  let tail = "";
  const read = async () => {
    for await (const bytes of stream) {
      output.write(bytes);
      const text = decoder.decode(bytes, { stream: true });
      starting?.read(text);
      tail = (tail + text).slice(-TAIL_CHARACTERS_MAX);
      if (tail.includes(READY)) ready.resolve();
    }
  };
  return { ready: ready.promise, done: read(), tail: () => tail.trim() };
}

async function stopChild(
  child: Bun.Subprocess,
  ended: Promise<string>,
  {
    files,
    data,
    within_ms,
  }: { files: PostgresFiles; data: string; within_ms: number },
): Promise<void> {
  if (process.platform === "win32") {
    Bun.spawnSync({
      cmd: [programPath(files, "pg_ctl"), "stop", "-D", data, "-m", "fast"],
      stdio: ["ignore", "ignore", "ignore"],
    });
    await ended;
    return;
  }
  for (const [signal, timeout_ms] of [
    ["SIGINT", within_ms],
    ["SIGQUIT", IMMEDIATE_STOP_TIMEOUT_MS],
  ] as const) {
    child.kill(signal);
    if (await isWithin(ended, timeout_ms)) return;
  }
  child.kill("SIGKILL");
  const what = `Postgres (pid ${child.pid}) did not stop`;
  await within(ended, KILLED_TIMEOUT_MS, what);
}

async function isWithin(
  promise: Promise<unknown>,
  timeout_ms: number,
): Promise<boolean> {
  try {
    await within(promise, timeout_ms, "");
    return true;
  } catch {
    return false;
  }
}

async function within<T>(
  promise: Promise<T>,
  timeout_ms: number,
  what: string,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`${what}: waited ${timeout_ms / 1_000} s`));
  }, timeout_ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

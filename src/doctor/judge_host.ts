import { fault, ok, skipped, warning } from "./finding.ts";
import type { Verdict } from "./finding.ts";

const MB = 1_048_576;
const GB = 1_024 * MB;
const DISK_BYTES_MIN = GB;
const DISK_SHARE_MIN = 0.05;
/** Below this the journal soon takes no more clicks. */
const DISK_BYTES_FAULT = 256 * MB;
const INODES_SHARE_MIN = 0.05;
const MEMORY_BYTES_MIN = 512 * MB;
const DRIFT_MS_MAX = 2_000;
const DRIFT_MS_FAULT = 30_000;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/** A file or directory that others on the machine may be able to open. */
export interface KeptPath {
  path: string;
  mode: number;
  is_directory: boolean;
  /** Whether this user owns it, or is root. */
  is_ours: boolean;
}

/** Secrets are for their owner; others may at most pass through the directory. */
export function judgePermissions(paths: readonly KeptPath[]): Verdict {
  const open = paths.filter(
    ({ mode, is_directory }) =>
      (mode & (is_directory ? OTHERS_WRITE : OTHERS)) !== 0,
  );
  const [first] = open;
  if (first !== undefined) {
    const names = open
      .map(({ path, mode }) => `${path} (${(mode & 0o777).toString(8)})`)
      .join(", ");
    const todo = open.map(
      ({ path, is_directory }) =>
        `chmod ${is_directory ? "go-w" : "600"} ${path}`,
    );
    return fault(`Others on this machine can open ${names}`, todo.join("; "));
  }
  const foreign = paths.find(({ is_ours }) => !is_ours);
  if (foreign !== undefined) {
    return warning(
      `${foreign.path} belongs to another user`,
      "Run tallyho as the user that owns its data directory",
    );
  }
  return ok(`${paths.length} files and directories are for their owner only`);
}

/** Room on the disk of the data directory. */
export interface DiskRoom {
  bytes_free: number;
  bytes: number;
  /** Both 0 where the file system doesn't count them. */
  inodes_free: number;
  inodes: number;
}

export function judgeDisk(room: DiskRoom): Verdict {
  const { bytes_free, bytes, inodes_free, inodes } = room;
  const share = `${Math.floor((100 * bytes_free) / Math.max(bytes, 1))} %`;
  const free = `${Math.floor(bytes_free / MB)} MB (${share}) of the disk are free`;
  const todo = "Make room, or move TALLYHO_DATA_DIR to a larger disk";
  if (bytes_free < DISK_BYTES_FAULT) return fault(`Only ${free}`, todo);
  if (inodes > 0 && inodes_free / inodes < INODES_SHARE_MIN) {
    return warning(`Only ${inodes_free} of ${inodes} inodes are free`, todo);
  }
  if (bytes_free < DISK_BYTES_MIN || bytes_free / bytes < DISK_SHARE_MIN) {
    return warning(`Only ${free}`, todo);
  }
  return ok(free);
}

/** The memory that this process may use. */
export function judgeMemory(memory: {
  bytes: number;
  /** Whether a container sets the limit. */
  is_limited: boolean;
}): Verdict {
  const by = memory.is_limited ? "the container allows" : "the machine has";
  const says = `${by} ${Math.floor(memory.bytes / MB)} MB of memory`;
  if (memory.bytes >= MEMORY_BYTES_MIN) return ok(says);
  return warning(
    `Only ${Math.floor(memory.bytes / MB)} MB of memory: the database may be killed under load`,
    "Give it at least 512 MB",
  );
}

/** A clock compared with this machine's: positive where it is ahead. */
export function judgeClock(drifts: {
  database_ms: number | null;
  files_ms: number;
  /** How far the newest job lies in the future. */
  job_ahead_ms: number | null;
}): Verdict {
  const { database_ms, files_ms, job_ahead_ms } = drifts;
  const named = [
    { what: "the database's clock", ms: database_ms ?? 0 },
    { what: "the clock of the data directory's disk", ms: files_ms },
  ].sort((a, b) => Math.abs(b.ms) - Math.abs(a.ms));
  const [worst] = named;
  const todo = "Synchronize the clocks of all machines by NTP";
  if (worst !== undefined && Math.abs(worst.ms) > DRIFT_MS_MAX) {
    const says = `${worst.what} differs by ${seconds(worst.ms)} from this machine's`;
    const is_large = Math.abs(worst.ms) > DRIFT_MS_FAULT;
    return is_large ? fault(says, todo) : warning(says, todo);
  }
  if (job_ahead_ms !== null && job_ahead_ms > DRIFT_MS_FAULT) {
    return fault(
      `the last job began ${seconds(job_ahead_ms)} from now: a clock was set back`,
      todo,
    );
  }
  return ok(`clocks differ by less than ${DRIFT_MS_MAX / 1_000} s`);
}

function seconds(ms: number): string {
  return `${Math.round(Math.abs(ms) / 100) / 10} s`;
}

/** A compiled program brings its own Bun. */
export function judgeBun(found: string, wanted: string | null): Verdict {
  if (wanted === null) return skipped("the program brings its own Bun");
  if (found === wanted) return ok(`Bun ${found}`);
  return warning(
    `Bun ${found} runs this version, which is tested with ${wanted}`,
    `Install Bun ${wanted}`,
  );
}

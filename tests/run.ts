/**
 * Runs the tests on one embedded Postgres: a database is migrated once, and each
 * test file works on its own copy.
 *
 *     bun run test                     everything but the long fault suites
 *     bun tests/run.ts tests/journeys  only what lies there
 *     bun tests/run.ts --postgres=/usr/lib/postgresql/15/bin tests/journeys
 *                                      on another Postgres, such as the oldest that is promised
 *     TALLYHO_TEST_POSTGRES=JSON bun tests/run.ts
 *                                      on a server that runs: addresses of `owner`, `app` and `superuser`,
 *                                      each of a migrated database, of which every file gets a copy; it may
 *                                      be distributed over Citus
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../db/mod.ts";
import { isAlive } from "../src/data_dir.ts";
import { startEmbeddedPostgres } from "../src/postgres/embedded_postgres.ts";
import type { EmbeddedPostgres } from "../src/postgres/embedded_postgres.ts";
import { endOrphan } from "../src/postgres/orphan_postgres.ts";
import { otherPostgres } from "./other_postgres.ts";
import { bundleProgram } from "./program.ts";

/** Test databases are temporary, so there is no need to wait for the disk. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "512MB",
  max_connections: "300",
};
const TEST_TIMEOUT_MS = 60_000;
/** Milliseconds of the slowest files, which start first: no worker ends long after the other. */
const SLOW_FILES = join(import.meta.dir, "slow_files.json");
/** The list of mounts, on Linux. */
const MOUNTS = "/proc/self/mounts";
/** A disk in memory: nothing in it waits for a write, and files are created and removed at once. */
const MEMORY = "/dev/shm";
const MEMORY_BYTES_MIN = 4 * 1024 ** 3;
/** A process keeps the memory that it had: what is given back, even a second later, is soon asked for again. */
const KEEP_MEMORY = { MIMALLOC_PURGE_DELAY: "-1" };
/** Five times the engine's own counts: most code of a test runs too seldom to be worth a compilation, which took a fifth of a worker's time. */
const COMPILE_LATER = {
  BUN_JSC_thresholdForOptimizeAfterWarmUp: "5000",
  BUN_JSC_thresholdForFTLOptimizeAfterWarmUp: "500000",
};
const OF_RUN = /^tallyho-tests-(\d+)-/;

const OPTION = "--postgres=";
const given = process.argv.slice(2);
const programs = given
  .find((argument) => argument.startsWith(OPTION))
  ?.slice(OPTION.length);
if (programs !== undefined && !existsSync(join(programs, "postgres"))) {
  console.error(`Cannot start Postgres: there is none in "${programs}"`);
  process.exit(1);
}

await removeLeftOver();
const base = makeBase();
process.env.TMPDIR = base;
const running = process.env.TALLYHO_TEST_POSTGRES;
const files =
  programs === undefined ? undefined : await otherPostgres(programs);
let server: EmbeddedPostgres | undefined;
let exit_code = 1;
try {
  const bundled = bundleProgram(join(base, "program"));
  const data_dir = join(base, "data");
  const cluster = join(base, "cluster");
  if (running === undefined) server = await startServer(data_dir, cluster);
  const paths = given.filter((argument) => !argument.startsWith(OPTION));
  if (paths.length === 0) {
    console.log("Running all tests takes minutes; only what fails is shown");
  }
  exit_code = await runTests(paths, {
    TMPDIR: base,
    TALLYHO_TEST_POSTGRES: running ?? JSON.stringify(server),
    TALLYHO_TEST_PROGRAM: await bundled,
    ...KEEP_MEMORY,
    ...COMPILE_LATER,
    ...(existsSync(cluster) ? { TALLYHO_TEST_CLUSTER: cluster } : {}),
  });
} finally {
  await server?.stop();
  removeBase(base);
}
process.exit(exit_code);

/** Starts a migrated Postgres; if it is the binary's own, its files are copied for trackers in processes. */
async function startServer(
  data_dir: string,
  cluster: string,
): Promise<EmbeddedPostgres> {
  const options = {
    data_dir,
    log: () => {},
    settings: SETTINGS,
    ...(files === undefined ? {} : { files }),
  };
  const started = await startEmbeddedPostgres(options);
  if (files !== undefined) console.log(`On Postgres ${started.version}`);
  await migrateDatabase(started.owner, { takes_on_role: false });
  if (files !== undefined) return started;
  await started.stop();
  cpSync(join(data_dir, "postgres", "data"), cluster, { recursive: true });
  return await startEmbeddedPostgres(options);
}

/** Removes what runs that were killed left in memory. */
async function removeLeftOver(): Promise<void> {
  if (!existsSync(MEMORY)) return;
  for (const name of readdirSync(MEMORY)) {
    const pid = Number(name.match(OF_RUN)?.[1]);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const directory = join(MEMORY, name);
    if (statSync(directory).uid !== process.getuid?.()) continue;
    await endOrphan(join(directory, "data", "postgres", "data"), () => {});
    removeBase(directory);
  }
}

/** Removes a directory, and first the small disks of tests that were killed. */
function removeBase(directory: string): void {
  if (existsSync(MOUNTS)) {
    const paths = readFileSync(MOUNTS, "utf8")
      .split("\n")
      .map((line) => line.split(" ")[1] ?? "")
      .filter((path) => path.startsWith(`${directory}/`));
    for (const path of paths) Bun.spawnSync(["umount", "-l", path]);
  }
  rmSync(directory, { recursive: true, force: true });
}

/** Makes the directory for all that the tests write: in memory where there is room. */
function makeBase(): string {
  const in_memory = existsSync(MEMORY) ? newDirectory(MEMORY) : undefined;
  if (in_memory !== undefined && isRoomy(in_memory)) return in_memory;
  if (in_memory !== undefined) rmSync(in_memory, { recursive: true });
  return newDirectory(tmpdir());
}

function newDirectory(parent: string): string {
  const directory = mkdtempSync(join(parent, `tallyho-tests-${process.pid}-`));
  // Root's Postgres runs as another user, who has to get through here.
  chmodSync(directory, 0o755);
  return directory;
}

/** Whether a directory has enough room, and may hold programs. */
function isRoomy(directory: string): boolean {
  const { bsize, bavail } = statfsSync(directory);
  if (bsize * bavail < MEMORY_BYTES_MIN) return false;
  const program = join(directory, "program.sh");
  writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
  try {
    return Bun.spawnSync([program]).success;
  } catch {
    return false;
  } finally {
    rmSync(program);
  }
}

async function runTests(
  paths: readonly string[],
  env: Record<string, string>,
): Promise<number> {
  const child = Bun.spawn(
    [
      process.execPath,
      "test",
      "--parallel=2",
      "--no-isolate",
      `--timeout=${TEST_TIMEOUT_MS}`,
      `--timings=${SLOW_FILES}`,
      // Among thousands of lines of what passes nobody finds what doesn't.
      ...(paths.length === 0 ? ["--only-failures"] : []),
      ...paths,
    ],
    {
      env: { ...process.env, ...env },
      stdin: "ignore",
      stdout: "inherit",
      stderr: "pipe",
    },
  );
  // However it is stopped, it stops its Postgres and removes what it wrote.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stderr) {
    process.stderr.write(chunk);
    text += decoder.decode(chunk, { stream: true });
  }
  const code = await child.exited;
  const count = (word: string) =>
    Number(
      text
        .match(new RegExp(`^\\s*(\\d+) ${word}$`, "gm"))
        ?.at(-1)
        ?.match(/\d+/)?.[0] ?? 0,
    );
  console.log(`${count("pass")} passed, ${count("fail")} failed`);
  return code === 0 && count("pass") === 0 ? 1 : code;
}

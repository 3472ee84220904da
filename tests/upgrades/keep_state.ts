/**
 * Keeps the database and data directory that a program leaves, for the test of upgrades:
 *
 *     bun tests/upgrades/keep_state.ts            of this checkout; run before a migration is added
 *     bun tests/upgrades/keep_state.ts DIRECTORY  of another one, with its packages installed
 *
 * The program plays a day on Debian's Postgres 15, loses its database, answers some more, and is killed.
 */
import {
  mkdtempSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { ADMIN_TOKEN, TEST_KEY } from "../harness.ts";
import { OldProgram } from "./old_program.ts";
import { playAway, playDay } from "./play_day.ts";
import { KEPT_DATABASE, writeState } from "./state_file.ts";

const PG_DUMP = "/usr/lib/postgresql/15/bin/pg_dump";
/** Files that hold no state of the network, or that this program's start makes anew. */
const LEFT_OUT = /(^|\/)(lock|admin-token|geo\S*|.*\.log)$/;

const checkout = resolve(process.argv[2] ?? join(import.meta.dir, "..", ".."));
const base = mkdtempSync(join(tmpdir(), "tallyho-state-"));
chmodSync(base, 0o755);
const data_dir = join(base, "data");
const postgres = await ExternalPostgres.start(base, "postgres_15");
try {
  const url = await postgres.makeDatabase(KEPT_DATABASE, "createrole");
  const program = await OldProgram.start(checkout, {
    PORT: "0",
    DATABASE_URL: url,
    TALLYHO_DATA_DIR: data_dir,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
    TALLYHO_KEY: TEST_KEY,
    TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  });
  let books;
  try {
    const day = await playDay(program);
    await postgres.stop();
    books = await playAway(program, day);
  } finally {
    await program.kill();
  }
  await postgres.startAgain();
  const migration = readdirSync(join(checkout, "db", "migrations"))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .at(-1)
    ?.replace(/\.sql$/, "");
  if (migration === undefined) throw new Error("There is no migration");
  const size = await writeState({
    migration,
    program: commitOf(checkout),
    sql: dump(url),
    files: filesOf(data_dir),
    books,
  });
  console.log(`${migration}: ${size} bytes`);
} finally {
  await postgres.stop();
  rmSync(base, { recursive: true, force: true });
}

function commitOf(directory: string): string {
  return run(["git", "-C", directory, "rev-parse", "--short", "HEAD"]).trim();
}

/** The database as statements that its owner can run; meta-commands are psql's alone. */
function dump(url: string): string {
  const text = run([PG_DUMP, "--no-owner", "--rows-per-insert=1000", url]);
  return text
    .split("\n")
    .filter((line) => !line.startsWith("\\") && !line.startsWith("--"))
    .join("\n")
    .replaceAll(/\n{2,}/g, "\n");
}

function filesOf(directory: string): Record<string, string> {
  const paths = readdirSync(directory, {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(directory.length + 1),
    )
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      readFileSync(join(directory, path)).toString("base64"),
    ]),
  );
}

function run(cmd: string[]): string {
  const { success, stdout, stderr } = Bun.spawnSync(cmd);
  if (success) return stdout.toString();
  throw new Error(`${cmd.join(" ")}: ${stderr.toString()}`);
}

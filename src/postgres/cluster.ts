import { randomBytes } from "node:crypto";
import {
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import postgres from "postgres";
import { APP_ROLE } from "../../db/mod.ts";
import { renameDurably, syncTree, writeDurably } from "../durable_files.ts";
import { programPath } from "./files.ts";
import type { PostgresFiles } from "./files.ts";
import { makePrivate } from "./home.ts";
import type { PostgresHome } from "./home.ts";
import { DATABASE, OWNER_ROLE, SUPERUSER } from "./listening.ts";
import type { Listening } from "./listening.ts";
import { spawnOptions } from "./process.ts";
import type { SystemUser } from "./user.ts";

const END_TIMEOUT_S = 5;
/** The first Postgres whose initdb has `--sync-method`. */
const SYNCFS_VERSION_MIN = 17;

/** Written to postgresql.conf, where the operator may change them. */
export const INITIAL_SETTINGS: readonly string[] = [
  "max_connections=100",
  "shared_buffers=128MB",
  "max_wal_size=2GB",
  // Until tables have statistics, the planner guesses, and may find a conversion by its campaign
  // alone: a new tracker's first load must not wait a minute for them.
  "autovacuum_naptime=10s",
  "password_encryption=scram-sha-256",
  "log_checkpoints=off",
];

/**
 * Creates the cluster if missing; a kill midway leaves nothing half-made. Returns whether it was
 * created.
 */
export async function ensureCluster(
  home: PostgresHome,
  files: PostgresFiles,
  listening: Listening,
): Promise<boolean> {
  const { data, user } = home;
  if (existsSync(data) && readdirSync(data).length > 0) {
    checkCluster(data, files);
    if (user !== undefined) giveTo(data, user);
    removeHalfMade(data);
    return false;
  }
  // Random: the initdb of a killed start may still be writing to the previous one.
  const temporary = `${data}.new-${randomBytes(4).toString("hex")}`;
  makePrivate(temporary, user);
  rmSync(rolesFileOf(data), { force: true });
  const password = listening.passwords?.[SUPERUSER];
  await runInitdb(temporary, home, files, password);
  if (!syncsItself(files)) await syncTree(temporary);
  renameDurably(temporary, data);
  removeHalfMade(data);
  return true;
}

/**
 * Creates missing roles and the database, so that the next start completes an interrupted one. A
 * file beside the cluster says that it was done: asking the server takes a tenth of a second.
 */
export async function ensureRoles(
  { data }: PostgresHome,
  listening: Listening,
): Promise<void> {
  const done = rolesFileOf(data);
  if (listening.passwords === undefined && existsSync(done)) return;
  const address = listening.address(SUPERUSER, "postgres");
  const sql = postgres({ ...address, max: 1, onnotice: () => {} });
  try {
    const roles = await sql`select rolname from pg_roles`;
    const names = new Set(roles.map((role) => role.rolname));
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      if (!names.has(role)) await sql`create role ${sql(role)} login`;
      const password = listening.passwords?.[role];
      if (password === undefined) continue;
      await sql.unsafe(`alter role ${role} password '${password}'`);
    }
    const found = await sql`
      select from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) {
      await sql`
        create database ${sql(DATABASE)} owner ${sql(OWNER_ROLE)}`;
    }
  } finally {
    await sql.end({ timeout: END_TIMEOUT_S });
  }
  writeDurably(done, "");
}

/** The file that says that a cluster has the roles and the database. */
export function rolesFileOf(data: string): string {
  return `${data}.roles`;
}

async function runInitdb(
  directory: string,
  { user }: PostgresHome,
  files: PostgresFiles,
  password: string | undefined,
): Promise<void> {
  const password_file = `${directory}.password`;
  if (password !== undefined) {
    writeFileSync(password_file, password, { mode: 0o600 });
  }
  const child = Bun.spawn({
    cmd: [
      programPath(files, "initdb"),
      `--pgdata=${directory}`,
      `--username=${SUPERUSER}`,
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
      "--auth-local=trust",
      "--auth-host=scram-sha-256",
      "--no-instructions",
      syncsItself(files) ? "--sync-method=syncfs" : "--no-sync",
      ...INITIAL_SETTINGS.map((setting) => `--set=${setting}`),
      ...(password === undefined ? [] : [`--pwfile=${password_file}`]),
    ],
    ...spawnOptions(user),
    detached: true,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [code, stdout, stderr] = await Promise.all([
    child.exited,
    child.stdout.text(),
    child.stderr.text(),
  ]);
  rmSync(password_file, { force: true });
  if (code === 0) return;
  rmSync(directory, { recursive: true });
  throw new Error(
    `Cannot initialise the database: ${stderr.trim() || stdout.trim()}`,
  );
}

/** Whether initdb can sync all of its thousand files at once, which takes a fifth of the time. */
function syncsItself({ version }: PostgresFiles): boolean {
  return (
    process.platform === "linux" &&
    Number.parseInt(version, 10) >= SYNCFS_VERSION_MIN
  );
}

function removeHalfMade(data: string): void {
  const prefix = `${basename(data)}.new-`;
  for (const name of readdirSync(dirname(data))) {
    if (!name.startsWith(prefix)) continue;
    try {
      rmSync(join(dirname(data), name), { recursive: true });
    } catch {
      // Its initdb is still writing; the next start removes it.
      continue;
    }
  }
}

/** The major version of Postgres that made a cluster; null if there is none. */
export function clusterVersion(data: string): string | null {
  const path = join(data, "PG_VERSION");
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}

function checkCluster(data: string, files: PostgresFiles): void {
  const theirs = clusterVersion(data);
  if (theirs === null) {
    throw new Error(
      `Cannot use "${data}": it is not empty and holds no database`,
    );
  }
  const ours = files.version.split(".")[0];
  if (theirs === ours) return;
  throw new Error(
    `Cannot open the database in "${data}": it was made by Postgres ${theirs}, and this tallyho brings Postgres ${ours}`,
  );
}

/** A copy restored by root belongs to root, and Postgres must own its files. */
function giveTo(data: string, user: SystemUser): void {
  if (statSync(data).uid === user.uid) return;
  for (const path of readdirSync(data, { recursive: true, encoding: "utf8" })) {
    lchownSync(join(data, path), user.uid, user.gid);
  }
  lchownSync(data, user.uid, user.gid);
}

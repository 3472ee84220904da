import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { isAlive, lockDataDir } from "../data_dir.ts";
import { startEmbeddedPostgres } from "./embedded_postgres.ts";
import type { DatabaseAddress } from "./embedded_postgres.ts";
import { spawnOptions } from "./process.ts";
import { systemUsers, unprivilegedUser } from "./user.ts";

const is_root = process.getuid?.() === 0;
/** Directories created outside `base`. */
const elsewhere: string[] = [];
let base: string;
let template: string;

/**
 * An initialized data directory with a table, which tests copy: initializing takes most of the
 * time.
 */
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "tallyho-postgres-"));
  chmodSync(base, 0o755);
  template = join(base, "template");
  const server = await startEmbeddedPostgres({ data_dir: template, log });
  await query(server.owner, "create table notes (text text)");
  await server.stop();
});

afterAll(() => {
  for (const directory of [base, ...elsewhere]) {
    rmSync(directory, { recursive: true, force: true });
  }
});

function log(): void {}

function newDataDir(name: string): string {
  const data_dir = join(base, name);
  cpSync(template, data_dir, { recursive: true });
  chmodSync(data_dir, 0o711);
  return data_dir;
}

async function query(
  address: DatabaseAddress,
  text: string,
): Promise<Record<string, unknown>[]> {
  const sql = postgres({ ...address, max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

async function notesOf(address: DatabaseAddress): Promise<unknown[]> {
  const rows = await query(address, "select text from notes order by text");
  return rows.map((row) => row.text);
}

function postmasterPath(data_dir: string): string {
  return join(data_dir, "postgres", "data", "postmaster.pid");
}

function postmasterPid(data_dir: string): number {
  return Number.parseInt(readFileSync(postmasterPath(data_dir), "utf8"), 10);
}

/**
 * A process that locks `data_dir` like a tracker, prints "ready" once its database is up, and waits
 * to be killed.
 */
async function startTracker(data_dir: string): Promise<Bun.Subprocess> {
  const tracker = spawnTracker(data_dir);
  let said = "";
  for await (const bytes of tracker.stdout) {
    said += new TextDecoder().decode(bytes);
    if (said.includes("ready")) return tracker;
  }
  throw new Error(`The tracker ended before it was ready: ${said}`);
}

function spawnTracker(data_dir: string): Bun.Subprocess<"ignore", "pipe"> {
  const source = (file: string) => JSON.stringify(join(import.meta.dir, file));
  const code = `
    const { lockDataDir } = await import(${source("../data_dir.ts")});
    const { startEmbeddedPostgres } = await import(${source("embedded_postgres.ts")});
    const data_dir = ${JSON.stringify(data_dir)};
    lockDataDir(data_dir);
    await startEmbeddedPostgres({ data_dir, log: () => {} });
    process.stdout.write("ready\\n");`;
  return Bun.spawn({
    cmd: [process.execPath, "-e", code],
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
}

describe("startEmbeddedPostgres()", () => {
  test("keeps what was committed from one start to the next", async () => {
    const data_dir = newDataDir("twice");
    const first = await startEmbeddedPostgres({ data_dir, log });
    await query(first.owner, "insert into notes values ('kept')");
    await first.stop();
    const second = await startEmbeddedPostgres({ data_dir, log });
    expect(await notesOf(second.owner)).toEqual(["kept"]);
    await second.stop();
  });

  test("leaves no process and no pid file behind after stop(), which may be called twice", async () => {
    const data_dir = template;
    const server = await startEmbeddedPostgres({ data_dir, log });
    const pid = postmasterPid(data_dir);
    expect(isAlive(pid)).toBeTrue();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(isAlive(pid)).toBeFalse();
    expect(existsSync(postmasterPath(data_dir))).toBeFalse();
    expect(readdirSync(join(data_dir, "postgres", "socket"))).toEqual([]);
  });

  test("ends open connections rather than wait for them to go", async () => {
    const data_dir = template;
    const server = await startEmbeddedPostgres({ data_dir, log });
    const sql = postgres({ ...server.app, max: 1 });
    await sql`select 1`;
    await server.stop();
    expect(existsSync(postmasterPath(data_dir))).toBeFalse();
    await sql.end({ timeout: 0 });
  });

  test("stays durable whatever postgresql.conf says", async () => {
    const data_dir = newDataDir("durable");
    appendFileSync(
      join(data_dir, "postgres", "data", "postgresql.conf"),
      "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n",
    );
    const server = await startEmbeddedPostgres({ data_dir, log });
    const [row] = await query(
      server.app,
      `select ${[
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "data_checksums",
        "listen_addresses",
        "server_encoding",
        "TimeZone",
        "max_wal_size",
        "autovacuum_naptime",
      ]
        .map((name) => `current_setting('${name}') as "${name}"`)
        .join(", ")}`,
    );
    expect(row).toEqual({
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      data_checksums: "on",
      listen_addresses: "",
      server_encoding: "UTF8",
      TimeZone: "UTC",
      max_wal_size: "2GB",
      autovacuum_naptime: "10s",
    });
    expect(server.version).toMatch(/^18\./);
    const { host } = server.app;
    expect(statSync(host).mode & 0o777).toBe(0o700);
    await server.stop();
  });

  test("gives the program a role that owns nothing, and makes what is missing of roles and database", async () => {
    const data_dir = newDataDir("roles");
    const first = await startEmbeddedPostgres({ data_dir, log });
    await query(first.superuser, "drop database tallyho");
    await query(first.superuser, "drop role tallyho_app");
    await first.stop();
    // As a kill in the middle of the first start leaves it.
    rmSync(join(data_dir, "postgres", "data.roles"));
    const server = await startEmbeddedPostgres({ data_dir, log });
    const roles = await query(
      server.superuser,
      `select rolname, rolcanlogin, rolsuper or rolcreatedb or rolcreaterole
         or rolreplication or rolbypassrls as is_powerful,
         exists (select from pg_database where datdba = pg_roles.oid) as owns
       from pg_roles where rolname in ('tallyho_owner', 'tallyho_app')
       order by rolname`,
    );
    const plain = { rolcanlogin: true, is_powerful: false };
    expect(roles).toEqual([
      { rolname: "tallyho_app", ...plain, owns: false },
      { rolname: "tallyho_owner", ...plain, owns: true },
    ]);
    const [owned] = await query(
      server.app,
      "select count(*)::int as n from pg_class where relowner = 'tallyho_app'::regrole",
    );
    expect(owned).toEqual({ n: 0 });
    await expect(query(server.app, "create table mine ()")).rejects.toThrow(
      "permission denied",
    );
    await server.stop();
  });

  test("loses nothing committed to kill -9, and stops the Postgres that was left behind", async () => {
    const data_dir = newDataDir("killed");
    const tracker = await startTracker(data_dir);
    const orphan = postmasterPid(data_dir);
    expect(() => lockDataDir(data_dir)).toThrow(
      `Data directory "${data_dir}" is in use by another tallyho (pid ${tracker.pid})`,
    );
    const host = join(data_dir, "postgres", "socket");
    const user = "tallyho_owner";
    const address = { host, port: 5432, user, database: "tallyho" };
    await query(address, "insert into notes values ('committed')");
    tracker.kill("SIGKILL");
    await tracker.exited;
    expect(isAlive(orphan)).toBeTrue();
    const lock = lockDataDir(data_dir);
    const lines: string[] = [];
    const push = (line: string) => void lines.push(line);
    const server = await startEmbeddedPostgres({ data_dir, log: push });
    expect(lines).toEqual([
      `Stopping the database that an earlier run left behind (pid ${orphan})`,
    ]);
    expect(postmasterPid(data_dir)).not.toBe(orphan);
    expect(await notesOf(server.owner)).toEqual(["committed"]);
    await server.stop();
    lock.release();
  });

  test("starts over after a kill while initializing", async () => {
    const data_dir = join(base, "half");
    const home = join(data_dir, "postgres");
    mkdirSync(home, { recursive: true });
    const begun = Promise.withResolvers<void>();
    const watcher = watch(home, (_, name) => {
      if (name?.startsWith("data.new-")) begun.resolve();
    });
    const tracker = spawnTracker(data_dir);
    await begun.promise;
    watcher.close();
    tracker.kill("SIGKILL");
    await tracker.exited;
    expect(existsSync(join(home, "data"))).toBeFalse();
    const server = await startEmbeddedPostgres({ data_dir, log });
    expect(await query(server.app, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
    expect(readdirSync(home).sort()).toEqual(
      ["data", "data.roles", "lock", "postgres.log", "socket"].sort(),
    );
  });

  test("refuses a second start on one directory and leaves the first in peace", async () => {
    const data_dir = template;
    const server = await startEmbeddedPostgres({ data_dir, log });
    await expect(startEmbeddedPostgres({ data_dir, log })).rejects.toThrow(
      /^Data directory ".*" is in use by another tallyho \(pid \d+\)$/,
    );
    expect(await notesOf(server.owner)).toEqual([]);
    await server.stop();
  });

  test("is not stopped by a pid file that names another program by now", async () => {
    const data_dir = newDataDir("stale");
    const former = await startEmbeddedPostgres({ data_dir, log });
    const pid_file = readFileSync(postmasterPath(data_dir), "utf8");
    await former.stop();
    const user = is_root ? unprivilegedUser(systemUsers()) : undefined;
    const stranger = Bun.spawn({
      cmd: ["/bin/sleep", "60"],
      ...spawnOptions(user),
    });
    const lines = pid_file.split("\n").with(0, String(stranger.pid));
    writeFileSync(postmasterPath(data_dir), lines.join("\n"));
    try {
      const server = await startEmbeddedPostgres({ data_dir, log });
      expect(await notesOf(server.owner)).toEqual([]);
      await server.stop();
      expect(isAlive(stranger.pid)).toBeTrue();
    } finally {
      stranger.kill("SIGKILL");
    }
  });

  test("starts Postgres again when it ends by itself, though a query of the dead one still computes", async () => {
    const data_dir = newDataDir("supervised");
    const back = Promise.withResolvers<void>();
    const server = await startEmbeddedPostgres({
      data_dir,
      log: (line) => line === "The database is back" && back.resolve(),
    });
    await query(server.owner, "insert into notes values ('committed')");
    const computes = Promise.withResolvers<void>();
    const onnotice = () => computes.resolve();
    const sql = postgres({ ...server.app, max: 1, onnotice });
    const busy = sql
      .unsafe(
        `do $$ begin
           raise notice 'computes';
           perform count(*) from generate_series(1, 2000000000);
         end $$`,
      )
      .catch(() => "lost");
    await computes.promise;
    process.kill(postmasterPid(data_dir), "SIGKILL");
    await back.promise;
    expect(await busy).toBe("lost");
    expect(await notesOf(server.owner)).toEqual(["committed"]);
    await sql.end({ timeout: 0 });
    await server.stop();
  });

  test.if(process.platform === "linux")(
    "keeps Postgres out of reach of the terminal's signals to us",
    async () => {
      const data_dir = template;
      const server = await startEmbeddedPostgres({ data_dir, log });
      const pid = postmasterPid(data_dir);
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1];
      const [, , group, session] = stat?.split(" ") ?? [];
      expect([group, session]).toEqual([String(pid), String(pid)]);
      await server.stop();
    },
  );

  test("listens in a short directory where the path is too long for a socket, and says so", async () => {
    const data_dir = join(base, ...Array<string>(12).fill("long-name-"));
    mkdirSync(dirname(data_dir), { recursive: true });
    cpSync(template, data_dir, { recursive: true });
    chmodSync(data_dir, 0o711);
    const server = await startEmbeddedPostgres({ data_dir, log });
    const { host } = server.app;
    elsewhere.push(host);
    expect(server.notes.join()).toContain(host);
    expect(statSync(host).mode & 0o777).toBe(0o700);
    expect(await notesOf(server.owner)).toEqual([]);
    await server.stop();
  });

  test("refuses what is no database, or one of another Postgres", async () => {
    const data_dir = newDataDir("other");
    const version = join(data_dir, "postgres", "data", "PG_VERSION");
    writeFileSync(version, "17\n");
    await expect(startEmbeddedPostgres({ data_dir, log })).rejects.toThrow(
      "Postgres 17 made it, whose programs are not in",
    );
    rmSync(version);
    await expect(startEmbeddedPostgres({ data_dir, log })).rejects.toThrow(
      "it is not empty and holds no database",
    );
  });

  test.if(is_root)(
    "keeps the database in a directory of its own under a closed parent, says so, and finds it again",
    async () => {
      const parent = join(base, "closed");
      mkdirSync(parent, { mode: 0o700 });
      const data_dir = join(parent, "data");
      const first = await startEmbeddedPostgres({ data_dir, log });
      const home = dirname(first.app.host);
      elsewhere.push(home);
      expect(home.startsWith(base)).toBeFalse();
      const [where, ...made] = first.notes;
      expect(where).toContain(home);
      expect(made).toEqual([expect.stringContaining("Made a database")]);
      await query(first.owner, "create table notes (text text)");
      await first.stop();
      const second = await startEmbeddedPostgres({ data_dir, log });
      expect(await notesOf(second.owner)).toEqual([]);
      expect(second.notes).toEqual([String(where)]);
      await second.stop();
      expect(statSync(parent).mode & 0o777).toBe(0o700);
    },
  );
});

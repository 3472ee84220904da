import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { childrenOf } from "./child_processes.ts";
import { findPostgresFiles } from "../../src/postgres/files.ts";
import { spawnOptions } from "../../src/postgres/process.ts";
import { systemUsers, unprivilegedUser } from "../../src/postgres/user.ts";

const HOST = "127.0.0.1";
const SUPERUSER = "operator";
const PASSWORD = "hidden";
const READY = /database system is ready to accept (?:read-only )?connections/;

/** Where Debian installs the oldest supported Postgres. */
const DEBIAN_15 = "/usr/lib/postgresql/15";

/** Whether the oldest supported Postgres is installed. */
export const HAS_POSTGRES_15 = existsSync(join(DEBIAN_15, "bin", "initdb"));

type Server = Bun.Subprocess<"ignore", "ignore", "pipe">;

/** Options of `pg_basebackup` that make a standby. */
export const STANDBY_OPTIONS = [
  "--write-recovery-conf",
  "--wal-method=stream",
  "--checkpoint=fast",
];

/** A cluster on disk, and how it is run. */
interface Cluster {
  /** Where the programs are, in `bin`. */
  programs: string;
  data: string;
  user: Parameters<typeof spawnOptions>[0];
  settings: readonly string[];
}

/** An external Postgres: reached over TCP by password, with its own superuser. */
export class ExternalPostgres {
  readonly #cluster: Cluster;
  #child: Server | undefined;
  #log = "";
  readonly #port: number;

  /** Creates one below `base`, or goes on with it, with the bundled programs or Debian's. */
  static async start(
    base: string,
    which: "bundled" | "postgres_15",
    settings: readonly string[] = ["fsync=off"],
  ): Promise<ExternalPostgres> {
    const user =
      process.getuid?.() === 0 ? unprivilegedUser(systemUsers()) : undefined;
    const home = join(base, which);
    mkdirSync(home, { mode: 0o700, recursive: true });
    const password_file = join(home, "password");
    writeFileSync(password_file, PASSWORD);
    if (user !== undefined) {
      for (const path of [home, password_file]) {
        chownSync(path, user.uid, user.gid);
      }
    }
    const programs =
      which === "postgres_15"
        ? DEBIAN_15
        : (await findPostgresFiles(join(base, "programs"), user)).directory;
    const data = join(home, "data");
    if (!existsSync(data)) {
      const prepared = join(tmpdir(), `external-${which}`, "data");
      if (existsSync(prepared)) copyCluster(prepared, data);
      else {
        makeCluster({ programs, data, password_file, user });
        keepCluster(data, prepared);
      }
    }
    const server = new ExternalPostgres({ programs, data, user, settings });
    await server.startAgain();
    return server;
  }

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#port = freePort();
  }

  /** Copies it while it runs, beside its own files, and starts the copy as a standby that follows it. */
  async startStandby(name = "standby"): Promise<ExternalPostgres> {
    const { programs, user } = this.#cluster;
    const data = join(dirname(this.#cluster.data), name);
    const copying = Bun.spawn({
      cmd: [
        ...[join(programs, "bin", "pg_basebackup"), `--pgdata=${data}`],
        ...[`--dbname=${this.url("postgres")}`, "--no-sync"],
        ...STANDBY_OPTIONS,
      ],
      ...spawnOptions(user),
      stdin: "ignore",
      stdout: "ignore",
      stderr: "pipe",
    });
    const said = await new Response(copying.stderr).text();
    if ((await copying.exited) !== 0) throw new Error(said);
    const standby = new ExternalPostgres({ ...this.#cluster, data });
    await standby.startAgain();
    return standby;
  }

  /** Starts it, initially or after a stop. */
  async startAgain(): Promise<void> {
    this.#child = startServer(this.#cluster, this.#port);
    await untilReady(this.#child.stderr, (text) => {
      this.#log += text;
    });
  }

  /** `DATABASE_URL` of a role and database. */
  url(database: string, role: string = SUPERUSER): string {
    return `postgres://${role}:${PASSWORD}@${HOST}:${this.#port}/${database}`;
  }

  /** Creates a database whose owner has the given privileges, and returns its URL. */
  async makeDatabase(name: string, privileges: string): Promise<string> {
    const owner = `${name}_owner`;
    await this.ask(
      "postgres",
      `create role ${owner} login ${privileges} password '${PASSWORD}'`,
    );
    await this.ask("postgres", `create database ${name} owner ${owner}`);
    return this.url(name, owner);
  }

  /** Runs a query as superuser. */
  async ask(
    database: string,
    ...texts: string[]
  ): Promise<Record<string, unknown>[]> {
    const sql = postgres(this.url(database), { max: 1, onnotice: () => {} });
    try {
      let rows: Record<string, unknown>[] = [];
      for (const text of texts) rows = await sql.unsafe(text);
      return rows;
    } finally {
      await sql.end();
    }
  }

  /** Holds a table of a database, so that who works on it waits; returns what releases it. */
  async hold(
    database: string,
    table: string,
  ): Promise<{ release(): Promise<void> }> {
    const sql = postgres(this.url(database), { max: 1, onnotice: () => {} });
    await sql.unsafe("begin");
    await sql.unsafe(`lock table ${table} in access exclusive mode`);
    return {
      async release() {
        await sql.unsafe("rollback");
        await sql.end();
      },
    };
  }

  /** The process id of its first process; 0 if it doesn't run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Its log so far. */
  get log(): string {
    return this.#log;
  }

  /** The port that it listens on. */
  get port(): number {
    return this.#port;
  }

  /** Kills it with its backends, as a machine that is switched off. */
  async kill(): Promise<void> {
    this.#signalAll("SIGKILL");
    await this.#child?.exited;
  }

  /** Stops it in the middle of what it does, as a machine that hangs. */
  freeze(): void {
    this.#signalAll("SIGSTOP");
  }

  /** Lets it go on after a freeze. */
  thaw(): void {
    this.#signalAll("SIGCONT");
  }

  #signalAll(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    // The postmaster first: it starts no other backend meanwhile.
    process.kill(pid, signal);
    for (const child of childrenOf(pid)) {
      try {
        process.kill(child, signal);
      } catch {
        // It has ended.
      }
    }
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.#child?.kill("SIGINT");
    await this.#child?.exited;
  }
}

function startServer(
  { programs, data, user, settings }: Cluster,
  port: number,
): Server {
  return Bun.spawn({
    cmd: [
      ...[join(programs, "bin", "postgres"), "-D", data],
      ...["-p", String(port), "-h", HOST, "-k", ""],
      ...settings.flatMap((setting) => ["-c", setting]),
    ],
    ...spawnOptions(user),
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
}

/** Keeps a new cluster for other files of this run: initialising one takes longer than a copy. */
function keepCluster(data: string, prepared: string): void {
  const kept = mkdtempSync(join(tmpdir(), "external-"));
  copyCluster(data, join(kept, "data"));
  try {
    renameSync(kept, dirname(prepared));
  } catch {
    // Another process of the run kept one first; this goes with all that the run wrote.
  }
}

/** Copies a cluster that isn't running, with its owner and modes. */
function copyCluster(from: string, to: string): void {
  const copy = Bun.spawnSync(["cp", "-a", from, to]);
  if (!copy.success) throw new Error(copy.stderr.toString());
}

function makeCluster({
  programs,
  data,
  password_file,
  user,
}: Omit<Cluster, "settings"> & { password_file: string }): void {
  const initdb = Bun.spawnSync({
    cmd: [
      join(programs, "bin", "initdb"),
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password_file}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ],
    ...spawnOptions(user),
  });
  if (!initdb.success) throw new Error(initdb.stderr.toString());
}

/** Keeps reading after the ready line, since a full pipe would block the server. */
async function untilReady(
  stderr: ReadableStream<Uint8Array>,
  logged: (text: string) => void,
): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const read = async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const bytes of stderr) {
      const more = decoder.decode(bytes, { stream: true });
      text += more;
      logged(more);
      if (READY.test(text)) ready.resolve();
    }
    ready.reject(new Error(`Postgres did not start: ${text}`));
  };
  read().catch(ready.reject);
  await ready.promise;
}

function freePort(): number {
  const listener = Bun.listen({
    hostname: HOST,
    port: 0,
    socket: { data() {} },
  });
  const { port } = listener;
  listener.stop(true);
  return port;
}

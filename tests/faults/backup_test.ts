// A backup is taken on a busy day and restored on a bad one: it has all of one moment, whatever was going
// on, and whatever kills it midway leaves either nothing or what can be gone on with. Its short form is `src/backup/restore_test.ts`.
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../src/postgres/embedded_postgres.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { IS_LONG, longTest } from "../long.ts";
import { PROGRAM, runProgram } from "../program.ts";
import { readAllRows } from "../table_rows.ts";
import { until } from "../until.ts";
import { BackupLoad, clickIdOfRow } from "./backup_load.ts";
import { chanceOf, untilDrained } from "./click_load.ts";
import { ExternalPostgres, HAS_POSTGRES_15 } from "./external_postgres.ts";
import { ROUNDS } from "./load.ts";
import { TrackerDirectory, TrackerProcess } from "./tracker_process.ts";

const PASSPHRASE = "seven grey herons at dusk";
const SALES_MIN = 60;
/** Whole restores in processes of their own, while other files of the suite run. */
const TIMEOUT_MS = 300_000;
/** Each takes as long as a restore. */
const ROUNDS_MAX = 5;
/** Only ever added to: a row stays as it was written. */
const APPENDED = [
  /^clicks_\d{8}$/,
  /^conversion_versions$/,
  /^ledger_transactions$/,
  /^payment_runs$/,
];

setDefaultTimeout(TIMEOUT_MS);

const directory = new TrackerDirectory();
const backups = join(directory.base, "backups");
const file = join(backups, "busy.tar");
let before: Map<string, string[]>;
let after: Map<string, string[]>;
let restored: Map<string, string[]>;
let load: BackupLoad;

beforeAll(async () => {
  if (!IS_LONG) return;
  const tracker = await directory.start();
  mkdirSync(backups);
  load = await BackupLoad.start(tracker.api);
  await until("the load is going", () => (enough(load) ? true : null));
  before = await readEmbedded(directory.data_dir);
  const sales_before = load.sales.size;
  expect(await run(["backup", file])).toMatchObject({ code: 0 });
  await until("the load went on", () =>
    load.sales.size > sales_before + SALES_MIN ? true : null,
  );
  await load.stop();
  await untilDrained(tracker.api);
  after = await readEmbedded(directory.data_dir);
  await tracker.stop();
});

afterAll(async () => {
  await directory.remove();
});

function enough({ sales, refunds, runs, delivered }: BackupLoad): boolean {
  return sales.size > SALES_MIN && refunds > 3 && runs > 3 && delivered > 10;
}

async function run(words: string[], env: Record<string, string> = {}) {
  return await runProgram(words, {
    TALLYHO_DATA_DIR: directory.data_dir,
    TALLYHO_BACKUP_PASSPHRASE: PASSPHRASE,
    ...env,
  });
}

/** Reads a data directory's database, running or not. */
async function readEmbedded(data_dir: string) {
  const host = join(data_dir, "postgres", "socket");
  const address = { host, port: 5432, database: "tallyho" };
  const owner = { ...address, user: "tallyho_owner" };
  if (data_dir === directory.data_dir) return await readAllRows(owner);
  const server = await startEmbeddedPostgres({ data_dir, log: () => {} });
  try {
    return await readAllRows(server.owner);
  } finally {
    await server.stop();
  }
}

function missingFrom(some: readonly string[], all: readonly string[]) {
  const known = new Set(all);
  return some.filter((row) => !known.has(row));
}

describe("a backup under load", () => {
  longTest(
    "is restored onto an empty data directory: each row that was there before it, none that came after, and verified",
    async () => {
      const data_dir = join(directory.base, "restored");
      const said = await run(["restore", file], { TALLYHO_DATA_DIR: data_dir });
      expect(said).toMatchObject({ code: 0 });
      expect(said.stdout).toMatch(/^Restored \d+ rows of \d+ tables/);
      expect(said.stdout).toContain("The ledger is valid: ");
      expect(said.stdout).toContain("The journal is valid: ");
      expect(said.stdout).toContain("The reports are valid: ");
      restored = await readEmbedded(data_dir);
      expect([...restored.keys()].sort()).toEqual([...before.keys()].sort());
      const appended = [...restored].filter(([name]) =>
        APPENDED.some((pattern) => pattern.test(name)),
      );
      expect(appended.length).toBeGreaterThan(4);
      for (const [name, rows] of appended) {
        expect(missingFrom(before.get(name) ?? [], rows)).toEqual([]);
        expect(missingFrom(rows, after.get(name) ?? [])).toEqual([]);
      }
    },
  );

  longTest(
    "goes on where it is restored: each click once, an old one converts, nothing is made twice, and the ledger is verified",
    async () => {
      const data_dir = join(directory.base, "restored");
      const tracker = await startOn({ TALLYHO_DATA_DIR: data_dir });
      try {
        await untilDrained(tracker.api);
        const now = await readEmbeddedOf(data_dir);
        const clicks = [...now].flatMap(([name, rows]) =>
          /^clicks_\d{8}$/.test(name) ? rows.map(clickIdOfRow) : [],
        );
        expect(new Set(clicks).size).toBe(clicks.length);
        expect(missingFrom(clicks, load.clicks)).toEqual([]);
        const orders = (now.get("conversions") ?? []).map(
          (row) => (JSON.parse(row) as { order_id: string }).order_id,
        );
        expect(new Set(orders).size).toBe(orders.length);
        const [order_id = ""] = orders;
        const click_id = load.sales.get(order_id) ?? "";
        const again = await tracker.api.postback({ click_id, order_id });
        expect(again.status).toBe(200);
        const fresh = { click_id: clicks[0] ?? "", order_id: "a new one" };
        expect((await tracker.api.postback(fresh)).status).toBe(201);
        const verified = await run(["verify"], { TALLYHO_DATA_DIR: data_dir });
        expect(verified).toMatchObject({ code: 0 });
      } finally {
        await tracker.stop();
      }
    },
  );

  test.skipIf(!HAS_POSTGRES_15 || !IS_LONG)(
    "is restored onto another Postgres, whose owner is no superuser, and from there onto an embedded one: the same rows each time",
    async () => {
      const server = await ExternalPostgres.start(
        directory.base,
        "postgres_15",
      );
      try {
        const url = await server.makeDatabase("moved", "createrole");
        const there = join(directory.base, "there");
        const env = { DATABASE_URL: url, TALLYHO_DATA_DIR: there };
        const to = await run(["restore", file], env);
        expect(to).toMatchObject({ code: 0 });
        expect(await readAllRows(url)).toEqual(restored);
        const twice = await run(["restore", file], {
          ...env,
          TALLYHO_DATA_DIR: join(directory.base, "twice"),
        });
        expect(twice).toMatchObject({ code: 1, stdout: "" });
        expect(twice.stderr).toBe(
          "Cannot restore: the database is not empty; create an empty one and set DATABASE_URL to it\n",
        );
        const back = join(backups, "back.tar");
        expect(await run(["backup", back], env)).toMatchObject({ code: 0 });
        const home = join(directory.base, "home");
        const from = await run(["restore", back], { TALLYHO_DATA_DIR: home });
        expect(from).toMatchObject({ code: 0 });
        expect(await readEmbedded(home)).toEqual(restored);
      } finally {
        await server.stop();
      }
    },
  );
});

for (let round = 1; round <= Math.min(ROUNDS, ROUNDS_MAX); round++) {
  const random = chanceOf(`backup, round ${round}`);

  longTest(
    `a killed backup leaves nothing that looks like one, and the next removes what is left (round ${round})`,
    async () => {
      const folder = join(directory.base, `killed-${round}`);
      mkdirSync(folder);
      const to = join(folder, "a.tar");
      const child = spawn(["backup", to], directory.data_dir);
      await until("it writes", () =>
        readdirSync(folder).length > 0 ? true : null,
      );
      await Bun.sleep(random() * 300);
      child.kill("SIGKILL");
      await child.exited;
      const left = readdirSync(folder);
      // It may have been done by then.
      if (!left.includes("a.tar")) {
        expect(left).toEqual([`a.tar.partial-${child.pid}`]);
        expect(await run(["backup", to])).toMatchObject({ code: 0 });
        expect(readdirSync(folder)).toEqual(["a.tar"]);
      }
    },
  );

  longTest(
    `a killed restore is said by the tracker, and the same command goes on with it (round ${round})`,
    async () => {
      const data_dir = join(directory.base, `half-${round}`);
      const child = spawn(["restore", file], data_dir);
      await until("it is marked", () =>
        listed(data_dir).includes("restoring.json") ? true : null,
      );
      await Bun.sleep(random() * 4_000);
      child.kill("SIGKILL");
      await child.exited;
      const env = { TALLYHO_DATA_DIR: data_dir };
      const is_done = !listed(data_dir).includes("restoring.json");
      if (!is_done) {
        const refused = await startRefused(env);
        expect(refused).toContain(
          `The data directory "${data_dir}" is half restored: run "tallyho restore ${file}" again`,
        );
        expect(await run(["restore", file], env)).toMatchObject({ code: 0 });
      }
      expect(await readEmbedded(data_dir)).toEqual(restored);
    },
  );
}

function spawn(words: string[], data_dir: string) {
  return Bun.spawn([process.execPath, PROGRAM, ...words], {
    env: {
      PATH: process.env.PATH ?? "",
      TALLYHO_DATA_DIR: data_dir,
      TALLYHO_BACKUP_PASSPHRASE: PASSPHRASE,
    },
    stdio: ["ignore", "ignore", "ignore"],
  });
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function startOn(env: Record<string, string>): Promise<TrackerProcess> {
  const tracker = new TrackerProcess({
    ...{ PORT: "0", TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN },
    ...env,
  });
  await tracker.ready();
  return tracker;
}

async function startRefused(env: Record<string, string>): Promise<string> {
  const refused = await new TrackerProcess({ PORT: "0", ...env }).ended();
  expect(refused.exit_code).toBe(1);
  return refused.stderr;
}

/** Reads the database of a tracker that runs on another data directory. */
async function readEmbeddedOf(data_dir: string) {
  return await readAllRows({
    host: join(data_dir, "postgres", "socket"),
    port: 5432,
    user: "tallyho_owner",
    database: "tallyho",
  });
}

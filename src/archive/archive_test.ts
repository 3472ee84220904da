// The short form of `tests/faults/point_in_time_test.ts`, without a tracker: a database is archived, copied
// while it is written, and recovered as of a time.
import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { systemClock } from "../../modules/kernel/mod.ts";
import { copyCluster } from "../../tests/cluster_copy.ts";
import { until } from "../../tests/until.ts";
import { openPostgresHome } from "../postgres/home.ts";
import { startEmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import type { EmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import { archiveDirectory, chooseLine, removeGivenUp } from "./archive_line.ts";
import { partKey } from "./archive_keys.ts";
import { readWaiting } from "./archive_status.ts";
import { DirectoryStore } from "./directory_store.ts";
import { layOutBase, layOutWal } from "./lay_out_base.ts";
import { planRestore } from "./plan_restore.ts";
import { readArchive } from "./read_archive.ts";
import { recover } from "./recover.ts";
import { Shipper } from "./shipper.ts";
import { STOPPED, takeBase } from "./take_base.ts";

const ARCHIVING = { interval_s: 3600 };
const base = mkdtempSync(join(tmpdir(), "tallyho-archive-"));
chmodSync(base, 0o755);
const store = new DirectoryStore(join(base, "store"));
mkdirSync(join(base, "store"));
const servers: EmbeddedPostgres[] = [];

afterAll(async () => {
  for (const server of servers) await server.stop();
  rmSync(base, { recursive: true, force: true });
});

function log(): void {}

async function notesIn({ owner }: EmbeddedPostgres): Promise<string[]> {
  const sql = postgres({ ...owner, max: 1, onnotice: log });
  const rows = await sql<{ note: string }[]>`select note from notes order by 1`;
  await sql.end();
  return rows.map(({ note }) => note);
}

test("a database that is archived is recovered with what was committed by a time, and nothing later", async () => {
  const data_dir = join(base, "data");
  copyCluster(data_dir);
  const server = await startEmbeddedPostgres({
    ...{ data_dir, log, archiving: ARCHIVING },
  });
  servers.push(server);
  const { line, home } = server;
  if (line === null) throw new Error("It is not archived");
  const directory = archiveDirectory(home);
  const shipper = new Shipper(store, line, directory);
  const ship = async () => {
    while ((await shipper.runOnce()) !== null);
  };
  const sql = postgres({ ...server.owner, max: 1, onnotice: log });
  await sql`create table notes (note text)`;
  await sql`insert into notes values ('before')`;
  const options = {
    ...{ store, line, directory, data: home.data, clock: systemClock },
    ...{ superuser: server.superuser, keys: null, key: null, settings: {} },
    bases_kept: 2,
    notRemoved: log,
    async isShipped(segment: string) {
      await ship();
      return await shipper.hasShipped(segment);
    },
  };
  class Keeping extends DirectoryStore {
    override async remove(key: string): Promise<void> {
      throw new Error(`${key} stays`);
    }
  }
  const left = partKey(line.id, "killed", 1);
  await store.put(left, Buffer.from("half"));
  const unremoved: unknown[] = [];
  const taken = takeBase({
    ...options,
    store: new Keeping(join(base, "store")),
    notRemoved: (error) => unremoved.push(error),
  });
  await sql`insert into notes values ('meanwhile')`;
  await taken;
  expect(unremoved).toEqual([new Error(`${left} stays`)]);
  await sql`insert into notes values ('then')`;
  const at_ms = systemClock.nowMs();
  await sql`insert into notes values ('too late')`;
  await sql.end();
  const admin = postgres({ ...server.superuser, max: 1, onnotice: log });
  await admin`select pg_switch_wal()`;
  await admin.end();
  await until(
    "the segment is copied",
    () => readWaiting(directory, home.data).files > 0,
  );
  await ship();
  class Stopping extends DirectoryStore {
    override async put(key: string, bytes: Uint8Array): Promise<void> {
      await server.stop();
      await super.put(key, bytes);
    }
  }
  const unfinished = { ...options, store: new Stopping(join(base, "store")) };
  await expect(takeBase(unfinished)).rejects.toThrow(STOPPED);
  await ship();

  const restored = join(base, "restored");
  const plan = planRestore(await readArchive(store), {
    ...{ at_ms, line: null, base: null },
  });
  const { data } = openPostgresHome(restored);
  await layOutBase(store, { data, base: plan.base }, log);
  await layOutWal(store, { data, plan, at_ms }, log);
  const replayed: [done: number, total: number][] = [];
  const recovered = await recover(
    restored,
    { plan, at_ms },
    { log, progress: (done, total) => replayed.push([done, total]) },
  );
  const [[done, total] = [0, 0]] = replayed;
  expect(done).toBeWithin(0, total);
  expect(await notesIn(recovered.postgres)).toEqual([
    "before",
    "meanwhile",
    "then",
  ]);
  await recovered.postgres.stop();
}, 120_000);

test("of the copies that a server began, only the newest can still be written, and not for ever", () => {
  const spool = join(base, "spool");
  mkdirSync(spool);
  const copies = ["older", "newer"].map((name) => `archtemp.${name}.1.2`);
  const at_s = 1_000;
  for (const [at, name] of [...copies, "000000010000000000000001"].entries()) {
    writeFileSync(join(spool, name), "half");
    utimesSync(join(spool, name), at_s + at, at_s + at);
  }
  removeGivenUp(spool, (at_s + 2) * 1_000);
  expect(readdirSync(spool).sort()).toEqual([
    "000000010000000000000001",
    "archtemp.newer.1.2",
  ]);
  removeGivenUp(spool, (at_s + 60) * 1_000);
  expect(readdirSync(spool)).toEqual(["000000010000000000000001"]);
});

test("a line goes on in its data directory, as commands start the server too; another cluster or place begins one", () => {
  const home = { directory: join(base, "home"), data: join(base, "home", "d") };
  const control = join(home.data, "global", "pg_control");
  mkdirSync(join(home.data, "global"), { recursive: true });
  writeFileSync(control, Buffer.of(1, 0, 0, 0, 0, 0, 0, 0));
  expect(chooseLine(home, "as_it_was")).toBeNull();
  const line = chooseLine(home, ARCHIVING);
  expect(line).toMatchObject({ system_id: "1", interval_s: 3600 });
  expect(chooseLine(home, ARCHIVING)).toEqual(line);
  expect(chooseLine(home, "as_it_was")).toEqual(line);
  expect(chooseLine(home, { interval_s: 60 })?.id).toBe(line?.id ?? "");
  writeFileSync(control, Buffer.of(2, 0, 0, 0, 0, 0, 0, 0));
  expect(chooseLine(home, "as_it_was")).toBeNull();
  const other = chooseLine(home, ARCHIVING);
  expect(other?.id).not.toBe(line?.id ?? "");
  expect(chooseLine(home, "off")).toBeNull();
  expect(chooseLine(home, "as_it_was")).toBeNull();
  expect(chooseLine(home, ARCHIVING)?.id).not.toBe(other?.id ?? "");
});

// A new tallyho may bring a new major version of Postgres, which can't read the files of the one before:
// the first start moves them by itself, and no moment of it may cost a row.
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrateDatabase } from "../../db/mod.ts";
import { copyPostgres, neededFiles } from "../../src/postgres/archive.ts";
import { startEmbeddedPostgres } from "../../src/postgres/embedded_postgres.ts";
import type { PostgresFiles } from "../../src/postgres/files.ts";
import { endOrphan } from "../../src/postgres/orphan_postgres.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, startTestService, TEST_KEY } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { otherPostgres } from "../other_postgres.ts";
import { PROGRAM } from "../program.ts";
import { readAllRows } from "../table_rows.ts";
import { until } from "../until.ts";
import { chanceOf } from "./click_load.ts";
import { ROUNDS } from "./load.ts";
import { TrackerProcess } from "./tracker_process.ts";

const DEBIAN_15 = "/usr/lib/postgresql/15/bin";
const ROUNDS_MAX = 5;
/** A cluster is made, filled, moved and read again. */
const TIMEOUT_MS = 300_000;
setDefaultTimeout(TIMEOUT_MS);

const base = mkdtempSync(join(tmpdir(), "tallyho-major-"));
chmodSync(base, 0o755);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The package of Postgres 17, which is there on Linux with x64 alone. */
function package17(): string | null {
  try {
    const entry = fileURLToPath(import.meta.resolve("postgres-17"));
    const native = join(dirname(dirname(entry)), "native");
    return existsSync(join(native, "bin", "postgres")) ? native : null;
  } catch {
    return null;
  }
}

const NATIVE_17 = package17();

/** Puts the programs of an older version where the tallyho that brought them left them. */
async function oldPrograms(
  version: "15" | "17",
  data_dir: string,
): Promise<PostgresFiles> {
  const postgres = join(data_dir, "postgres");
  mkdirSync(postgres, { recursive: true });
  for (const path of [data_dir, postgres]) chmodSync(path, 0o711);
  const directory = join(postgres, "binaries", `${version}.0-of-before`);
  if (version === "17") {
    const native = NATIVE_17 ?? "";
    await copyPostgres(native, neededFiles(native), directory).settled;
  } else {
    const made = await otherPostgres(DEBIAN_15);
    cpSync(made.directory, directory, {
      recursive: true,
      verbatimSymlinks: true,
    });
    rmSync(made.directory, { recursive: true });
    writeFileSync(join(directory, "settled"), "");
  }
  return { directory, version: `${version}.0`, settled: Promise.resolve() };
}

/** A data directory of an older version, with a sale in it; returns its rows. */
async function makeOld(version: "15" | "17", data_dir: string) {
  const files = await oldPrograms(version, data_dir);
  const options = { data_dir, files, log: () => {} };
  const server = await startEmbeddedPostgres(options);
  try {
    await migrateDatabase(server.owner, { takes_on_role: false });
    const database = {
      ...server,
      drop: async () => {},
    } as unknown as Parameters<typeof startTestService>[0];
    const service = await startTestService(database, { data_dir });
    const { slug } = await setUp(service.api);
    for (let sale = 0; sale < 20; sale++) {
      const click_id = await service.api.click(slug);
      await service.api.postback({ click_id, order_id: `old-${sale}` });
    }
    while (await service.drain.runOnce());
    await service.stop();
    return await readAllRows(server.owner);
  } finally {
    await server.stop();
  }
}

async function readMoved(data_dir: string) {
  const said: string[] = [];
  const server = await startEmbeddedPostgres({
    data_dir,
    log: (line) => said.push(line),
  });
  try {
    return { ...server, said, rows: await readAllRows(server.owner) };
  } finally {
    await server.stop();
  }
}

/** Asserts that what an earlier move kept is left alone, in one line, before anything is copied. */
async function expectRefusedBesideOld(version: string, data_dir: string) {
  const old = join(data_dir, "postgres", `data.of-${version}`);
  mkdirSync(old);
  writeFileSync(join(old, "kept"), "");
  const said: string[] = [];
  const log = (line: string) => void said.push(line);
  await expect(startEmbeddedPostgres({ data_dir, log })).rejects.toThrow(
    `"${old}", where the old one is to be kept, is there already`,
  );
  expect(said).toEqual([]);
  rmSync(old, { recursive: true });
}

/** Asserts that a stop while rows are copied ends the start, with the old database in its place. */
async function expectGivenUp(version: string, data_dir: string) {
  const stopping = Promise.withResolvers<never>();
  stopping.promise.catch(() => {});
  const log = (line: string) => {
    if (!line.includes("rows are restored")) return;
    stopping.reject(new Error("It is stopped"));
  };
  const { promise: abandoned } = stopping;
  const starting = startEmbeddedPostgres({ data_dir, log, abandoned });
  await expect(starting).rejects.toThrow("It is stopped");
  const made_by = join(data_dir, "postgres", "data", "PG_VERSION");
  expect(readFileSync(made_by, "utf8").trim()).toBe(version);
}

describe.each([
  ["15", existsSync(join(DEBIAN_15, "postgres"))],
  ["17", NATIVE_17 !== null],
] as const)("from Postgres %s", (version, is_there) => {
  const data_dir = join(base, `from-${version}`);

  // One is enough in short.
  test.skipIf(
    !is_there || (!IS_LONG && version === "15" && NATIVE_17 !== null),
  )(
    "the first start moves every row, keeps the old database, and the tracker goes on",
    async () => {
      const rows = await makeOld(version, data_dir);
      await expectRefusedBesideOld(version, data_dir);
      await expectGivenUp(version, data_dir);
      const moved = await readMoved(data_dir);
      expect(moved.version).toStartWith("18.");
      expect(moved.rows).toEqual(rows);
      const old = join(data_dir, "postgres", `data.of-${version}`);
      expect(moved.said[0]).toBe(
        `Moving the database from Postgres ${version} to 18; the tracker starts afterwards`,
      );
      expect(moved.said.join("\n")).toContain(
        `The old database is kept in "${old}" for 14 days`,
      );
      expect(readFileSync(join(old, "PG_VERSION"), "utf8").trim()).toBe(
        version,
      );
      const names = readdirSync(join(data_dir, "postgres"));
      expect(names).not.toContain("move.tar");
      expect(names).not.toContain("data.next");

      const env = {
        PORT: "0",
        TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
        TALLYHO_KEY: TEST_KEY,
      };
      const tracker = new TrackerProcess({
        ...env,
        TALLYHO_DATA_DIR: data_dir,
      });
      await tracker.ready();
      const { slug } = await setUp(tracker.api);
      const click_id = await tracker.api.click(slug);
      const sale = { click_id, order_id: "new" };
      expect((await tracker.api.postback(sale)).status).toBe(201);
      await tracker.stop();

      // Two weeks later.
      const state_path = join(data_dir, "postgres", "move.json");
      const state = JSON.parse(readFileSync(state_path, "utf8")) as object;
      writeFileSync(state_path, JSON.stringify({ ...state, done_at_ms: 1 }));
      const later = await readMoved(data_dir);
      expect(later.notes).toEqual([
        `Deleted the old database of Postgres ${version} in "${old}"`,
      ]);
      expect(existsSync(old)).toBeFalse();
      expect(later.rows.get("conversions")).toHaveLength(21);
    },
  );
});

describe("a move of a database without any table", () => {
  const version = NATIVE_17 !== null ? "17" : "15";
  const is_there =
    NATIVE_17 !== null || existsSync(join(DEBIAN_15, "postgres"));

  test.skipIf(!is_there || !IS_LONG)(
    "is refused, and leaves it to the programs of before",
    async () => {
      const data_dir = join(base, "no-table");
      const files = await oldPrograms(version, data_dir);
      const old = { data_dir, files, log: () => {} };
      await (await startEmbeddedPostgres(old)).stop();
      const moving = startEmbeddedPostgres({ data_dir, log: () => {} });
      await expect(moving).rejects.toThrow(
        "There is nothing to back up: the database is empty",
      );
      await (await startEmbeddedPostgres(old)).stop();
    },
  );
});

describe("a move that is killed", () => {
  const version = NATIVE_17 !== null ? "17" : "15";
  const is_there =
    NATIVE_17 !== null || existsSync(join(DEBIAN_15, "postgres"));
  const template = join(base, "killed");
  let rows: Map<string, string[]> | undefined;

  for (let round = 1; round <= Math.min(ROUNDS, ROUNDS_MAX); round++) {
    test.skipIf(!is_there || !IS_LONG)(
      `loses no row: the next start begins again or finishes it (round ${round})`,
      async () => {
        const random = chanceOf(`major version, round ${round}`);
        rows ??= await makeOld(version, template);
        const data_dir = join(base, `killed-${round}`);
        // With its owners: Postgres runs as another user than root.
        expect(Bun.spawnSync(["cp", "-a", template, data_dir]).success).toBe(
          true,
        );
        const child = Bun.spawn([process.execPath, PROGRAM, "verify"], {
          env: { PATH: process.env.PATH ?? "", TALLYHO_DATA_DIR: data_dir },
          stdio: ["ignore", "ignore", "ignore"],
        });
        const home = join(data_dir, "postgres");
        await until("it moves", () =>
          existsSync(join(home, "move.json")) ? true : null,
        );
        await Bun.sleep(random() * 6_000);
        child.kill("SIGKILL");
        await child.exited;
        const moved = await readMoved(data_dir);
        expect(moved.version).toStartWith("18.");
        // A command that was quicker than the kill has said what it found.
        for (const all of [moved.rows, rows]) all.delete("job_runs");
        expect(moved.rows).toEqual(rows);
        await endOrphan(join(home, "data"), () => {});
      },
    );
  }
});

test.skipIf(NATIVE_17 === null || !IS_LONG)(
  "without the old programs it is refused in one line, and nothing is touched",
  async () => {
    const data_dir = join(base, "without");
    const rows = await makeOld("17", data_dir);
    const binaries = join(data_dir, "postgres", "binaries");
    rmSync(binaries, { recursive: true });
    await expect(
      startEmbeddedPostgres({ data_dir, log: () => {} }),
    ).rejects.toThrow(
      `Postgres 17 made it, whose programs are not in "${binaries}" any more`,
    );
    await oldPrograms("17", data_dir);
    expect((await readMoved(data_dir)).rows).toEqual(rows);
  },
);

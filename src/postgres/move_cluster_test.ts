// Two moves within two weeks: each old database is kept for its own time, and then deleted.
import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { moveCluster } from "./move_cluster.ts";
import type { PostgresHome } from "./home.ts";

const DAY_MS = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), "tallyho-moves-"));
const data = join(directory, "data");
const state = join(directory, "move.json");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const old = (version: string) => `${data}.of-${version}`;

function write(days_ago: { of_16: number; of_17: number }): void {
  const at = (days: number) => systemClock.nowMs() - days * DAY_MS;
  const text = JSON.stringify({
    ...{ state: "done", from: "17", to: "18" },
    done_at_ms: at(days_ago.of_17),
    earlier: [{ from: "16", done_at_ms: at(days_ago.of_16) }],
  });
  writeFileSync(state, text);
}

async function start(): Promise<string[]> {
  const home: PostgresHome = {
    ...{ directory, data, user: undefined, notes: [] },
    settle() {},
  };
  const none = () => Promise.reject(new Error("No server is needed"));
  await moveCluster({
    ...{ home, binaries: join(directory, "binaries"), start: none },
    files: { directory, version: "18.4", settled: Promise.resolve() },
    listening: {
      ...{ settings: {}, passwords: undefined },
      address: () => ({ host: directory, port: 1, user: "", database: "" }),
    },
    log() {},
    abandoned: new Promise(() => {}),
  });
  return home.notes;
}

test("each old database is named with its day, and deleted after it", async () => {
  for (const path of [data, old("16"), old("17")]) mkdirSync(path);
  writeFileSync(join(data, "PG_VERSION"), "18\n");
  write({ of_16: 10, of_17: 3 });
  expect(await start()).toHaveLength(2);
  write({ of_16: 15, of_17: 8 });
  const notes = await start();
  expect(notes).toEqual([
    `Deleted the old database of Postgres 16 in "${old("16")}"`,
    expect.stringContaining(`The database of Postgres 17 is kept`),
  ]);
  expect([existsSync(old("16")), existsSync(old("17"))]).toEqual([false, true]);
  expect(JSON.parse(readFileSync(state, "utf8"))).toMatchObject({
    ...{ state: "done", from: "17", earlier: [] },
  });
});

test("nothing is said to be deleted that somebody moved away", async () => {
  rmSync(old("17"), { recursive: true });
  write({ of_16: 30, of_17: 20 });
  expect(await start()).toEqual([]);
  expect(existsSync(state)).toBeFalse();
});

// A backup that can't be restored is found out on the worst day. So each is restored here, under load,
// and compared row by row; and the tracker that was restored goes on.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../../db/mod.ts";
import { journalFiles } from "../../modules/clicks/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { verifyLedger } from "../../modules/payouts/mod.ts";
import { setUp } from "../../tests/factory.ts";
import {
  createEmptyDatabase,
  createTestDatabase,
  startTestService,
  TEST_KEY,
} from "../../tests/harness.ts";
import type { TestDatabase, TestService } from "../../tests/harness.ts";
import { readAllRows } from "../../tests/table_rows.ts";
import { BackupReader } from "./read_backup.ts";
import { checkKey, restoreFiles } from "./restore_backup.ts";
import { checkRestored, clearMark, markRestoring } from "./restore_mark.ts";
import { finishRestore, restoreRows } from "./restore_rows.ts";
import { writeBackup } from "./write_backup.ts";

const PASSPHRASE = "seven grey herons at dusk";
const KEYS = { key: TEST_KEY, admin_token: "th_an_admin_token_of_some_length" };

let base: string;
let database: TestDatabase;
let service: TestService;
let path: string;
let slug: string;
const drained: string[] = [];
const waiting: string[] = [];
let rows: Map<string, string[]>;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "tallyho-backup-"));
  path = join(base, "network.tar");
  database = await createTestDatabase();
  service = await startTestService(database, { data_dir: join(base, "old") });
  ({ slug } = await setUp(service.api));
  for (let at = 0; at < 20; at++) drained.push(await service.api.click(slug));
  while (await service.drain.runOnce());
  for (const click_id of drained.slice(0, 5)) {
    await service.api.postback({ click_id, order_id: `order-${click_id}` });
  }
  for (let at = 0; at < 7; at++) waiting.push(await service.api.click(slug));
  rows = await readAllRows(database.owner);
  await backup(path);
});

afterAll(async () => {
  await service.stop();
  await database.drop();
  rmSync(base, { recursive: true, force: true });
});

async function backup(to: string, keys: typeof KEYS | null = KEYS) {
  return await writeBackup({
    path: to,
    address: database.owner,
    data_dir: join(base, "old"),
    clock: systemClock,
    keys: keys === null ? null : { keys, passphrase: PASSPHRASE },
    key: TEST_KEY,
    settings: { TALLYHO_CURRENCY: "EUR" },
  });
}

async function restored(
  work: (at: { database: TestDatabase; data_dir: string }) => Promise<void>,
): Promise<void> {
  const empty = await createEmptyDatabase();
  const data_dir = mkdtempSync(join(base, "new-"));
  const reader = new BackupReader(path);
  try {
    const options = { backup: reader, address: empty.owner };
    await restoreRows({
      ...options,
      ...{ takes_on_role: false, is_going_on: false },
    });
    const keys = await reader.openKeys(PASSPHRASE);
    const settings = { key: null, admin_token: null };
    await restoreFiles(data_dir, { backup: reader, keys, settings });
    await finishRestore(empty.owner, reader.manifest.id);
    await migrateDatabase(empty.owner, { takes_on_role: false });
    await work({ database: empty, data_dir });
  } finally {
    reader.close();
    await empty.drop();
  }
}

describe("writeBackup()", () => {
  test("says what it read, and seals what is secret", async () => {
    const written = await backup(join(base, "another.tar"));
    const clicks = written.manifest.tables.filter(
      ({ parent }) => parent === "clicks",
    );
    expect(clicks.reduce((sum, { rows }) => sum + rows, 0)).toBe(20);
    expect(written.manifest).toMatchObject({
      has_keys: true,
      settings: { TALLYHO_CURRENCY: "EUR" },
      other_journals: 0,
    });
    const text = readFileSync(join(base, "another.tar"), "latin1");
    expect(text).not.toContain(KEYS.admin_token);
    expect(text).not.toContain(TEST_KEY);
    expect(statSync(join(base, "another.tar")).mode & 0o777).toBe(0o600);
  });

  test("takes the journals of workers, and restores each into its directory", async () => {
    const from = join(base, "with-workers");
    const journal = join("workers", "3", "journal");
    cpSync(join(base, "old", "journal"), join(from, journal), {
      recursive: true,
    });
    const to = join(base, "workers.tar");
    const { manifest } = await writeBackup({
      ...{ path: to, address: database.owner, data_dir: from },
      ...{ clock: systemClock, keys: null, key: null, settings: {} },
    });
    expect(manifest.journals).toHaveLength(1);
    const reader = new BackupReader(to);
    const data_dir = mkdtempSync(join(base, "workers-"));
    const settings = { key: null, admin_token: null };
    await restoreFiles(data_dir, { backup: reader, keys: null, settings });
    reader.close();
    const names = readdirSync(join(data_dir, journal));
    // The time reserve is of one file only.
    expect(names).not.toContain("time");
    expect(names).toContain("id");
    for (const name of names) {
      const read = (of: string) => readFileSync(join(of, journal, name));
      expect(read(data_dir)).toEqual(read(from));
    }
  });

  test("overwrites nothing, and leaves nothing that looks like a backup", async () => {
    const directory = join(base, "full");
    mkdirSync(directory);
    const to = join(directory, "a.tar");
    writeFileSync(to, "mine");
    // Of a process that was killed: no process has this id.
    writeFileSync(`${to}.partial-4194304`, "");
    // Of one that had our id: in a container each has the same.
    writeFileSync(`${to}.partial-${process.pid}`, "");
    await expect(backup(to)).rejects.toThrow(`"${to}": it exists already`);
    rmSync(to);
    await backup(to);
    expect(readdirSync(directory)).toEqual(["a.tar"]);
    const missing = join(base, "nowhere", "a.tar");
    await expect(backup(missing)).rejects.toThrow("there is no directory");
  });
});

describe("restoreRows()", () => {
  test("restores every row, and the tracker goes on: clicks of the journal once, old clicks convert, nothing twice", async () => {
    await restored(async (at) => {
      expect(await readAllRows(at.database.owner)).toEqual(rows);
      const key = readFileSync(join(at.data_dir, "key"), "utf8");
      expect(key).toBe(`${TEST_KEY}\n`);
      const { data_dir } = at;
      const again = await startTestService(at.database, { data_dir });
      try {
        while (await again.drain.runOnce());
        const found = await again.db.$client.unsafe<
          { count: number; ids: number }[]
        >(
          "select count(*)::int4 as count, count(distinct click_id)::int4 as ids from clicks",
        );
        expect(found[0]).toEqual({ count: 27, ids: 27 });
        const [first = "", , , , , sixth = ""] = drained;
        const answer = (click_id: string) =>
          again.api.postback({ click_id, order_id: `order-${click_id}` });
        expect((await answer(first)).status).toBe(200);
        expect((await answer(sixth)).status).toBe(201);
        expect((await answer(waiting[3] ?? "")).status).toBe(201);
        const { slug: new_slug } = await setUp(again.api);
        expect(new_slug).not.toBe(slug);
        expect((await verifyLedger(again.db)).ok).toBeTrue();
        const journal = await journalFiles.verify(again.db, data_dir);
        expect(journal).toMatchObject({ waiting: 0, difference: null });
      } finally {
        await again.stop();
      }
    });
  });

  test("refuses a database with anything in it", async () => {
    const reader = new BackupReader(path);
    const options = { backup: reader, address: database.owner };
    await expect(
      restoreRows({ ...options, takes_on_role: false, is_going_on: false }),
    ).rejects.toThrow("Cannot restore: the database is not empty");
    reader.close();
  });

  test("does not start on a half restored database, and goes on with it", async () => {
    const empty = await createEmptyDatabase();
    const reader = new BackupReader(path);
    const options = {
      backup: reader,
      address: empty.owner,
      takes_on_role: false,
      is_going_on: false,
    };
    try {
      await restoreRows(options);
      await expect(
        migrateDatabase(empty.owner, { takes_on_role: false }),
      ).rejects.toThrow(
        `The database is half restored, from the backup ${reader.manifest.id}`,
      );
      const done = await restoreRows(options);
      expect(done.rows).toBeGreaterThan(0);
      await finishRestore(empty.owner, reader.manifest.id);
      expect(await readAllRows(empty.owner)).toEqual(rows);
      await expect(restoreRows(options)).rejects.toThrow(
        "the database is not empty",
      );
      await migrateDatabase(empty.owner, { takes_on_role: false });
    } finally {
      reader.close();
      await empty.drop();
    }
  });
});

describe("BackupReader", () => {
  const damaged = (change: (to: string) => void): string => {
    const to = join(mkdtempSync(join(base, "damaged-")), "a.tar");
    copyFileSync(path, to);
    change(to);
    return to;
  };
  const read = async (from: string) => {
    const reader = new BackupReader(from);
    try {
      await reader.verify();
      await reader.openKeys(PASSPHRASE);
    } finally {
      reader.close();
    }
  };

  test("takes the backup as it was written", async () => {
    await read(path);
  });

  test("refuses one that is torn, wherever", async () => {
    const { size } = statSync(path);
    // The last is cut off in the check, before the blocks that end every tar.
    for (const left of [700, size >> 1, size - 5_000, size - 1_100]) {
      const torn = damaged((to) => truncateSync(to, left));
      await expect(read(torn)).rejects.toThrow(/is torn: .+ is missing/);
    }
  });

  test("refuses one with a changed byte, wherever", async () => {
    const bytes = readFileSync(path);
    for (let at = 600; at < bytes.length - 1_100; at += 1_777) {
      const changed = damaged((to) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ 0x10;
        writeFileSync(to, copy);
      });
      // Bytes that only fill a block up to its size say nothing.
      const is_padding = bytes[at] === 0;
      if (!is_padding) {
        await expect(read(changed)).rejects.toThrow(
          /damaged|torn|changed|passphrase|already/,
        );
      }
    }
  });

  test("refuses what is no backup, what is missing, and another passphrase", async () => {
    const other = join(base, "other.txt");
    writeFileSync(other, "text".repeat(1000));
    expect(() => new BackupReader(other)).toThrow("is not a backup of tallyho");
    expect(() => new BackupReader(join(base, "none"))).toThrow("there is none");
    const reader = new BackupReader(path);
    await expect(reader.openKeys("another passphrase")).rejects.toThrow(
      "The passphrase is not the one of this backup",
    );
    reader.close();
  });

  test("wants the key that the backup was encrypted with", async () => {
    const bare = join(base, "bare.tar");
    await backup(bare, null);
    const reader = new BackupReader(bare);
    const check = (setting: string | null) =>
      checkKey(reader, { keys: null, setting });
    expect(() => check(null)).toThrow(
      "This backup has no keys: set TALLYHO_KEY",
    );
    expect(() => check("another key")).toThrow("TALLYHO_KEY is not the key");
    expect(() => check(TEST_KEY)).not.toThrow();
    reader.close();
  });
});

describe("markRestoring()", () => {
  test("refuses a filled directory, and another backup until the first is complete", () => {
    const data_dir = mkdtempSync(join(base, "mark-"));
    writeFileSync(join(data_dir, "lock"), "");
    const mark = { backup: "one", path: "/b/one.tar" };
    markRestoring(data_dir, mark);
    writeFileSync(join(data_dir, "key"), "half");
    expect(() => checkRestored(data_dir)).toThrow(
      'is half restored: run "tallyho restore /b/one.tar" again',
    );
    markRestoring(data_dir, mark);
    expect(() => markRestoring(data_dir, { ...mark, backup: "two" })).toThrow(
      'another backup, "/b/one.tar", is half restored there',
    );
    clearMark(data_dir);
    expect(existsSync(join(data_dir, "restoring.json"))).toBeFalse();
    checkRestored(data_dir);
    expect(() => markRestoring(data_dir, mark)).toThrow(
      "it is not empty (it has key)",
    );
  });
});

// Backups that a liar made, and databases that somebody else uses while they are restored into.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, migrateDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  makeSchemaOf,
  MIGRATION_LOCK,
  writeRestoreState,
} from "../../db/upkeep/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import {
  createEmptyDatabase,
  createTestDatabase,
} from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";
import { until } from "../../tests/until.ts";
import { TAR_END_BYTES, tarHeader, tarPadding } from "../tar.ts";
import { PART_BYTES } from "./backup_file.ts";
import { BackupReader } from "./read_backup.ts";
import { restoreRows } from "./restore_rows.ts";
import { writeBackup } from "./write_backup.ts";

const DAY = "clicks_20260102";

let base: string;
let path: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "tallyho-hazards-"));
  path = join(base, "network.tar");
  const database = await createTestDatabase();
  await using owner = opened(database);
  await owner.db.$client.unsafe(
    "select ensure_days('clicks', array['2026-01-02'::date])",
  );
  await backUp(database, path);
  await database.drop();
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

async function backUp(database: TestDatabase, to: string): Promise<void> {
  await writeBackup({
    ...{ path: to, address: database.owner, data_dir: join(base, "none") },
    ...{ clock: systemClock, keys: null, key: null, settings: {} },
  });
}

test("there is no backup of an empty database", async () => {
  const empty = await createEmptyDatabase();
  const to = join(base, "empty.tar");
  await expect(backUp(empty, to)).rejects.toThrow(
    "There is nothing to back up: the database is empty",
  );
  expect(existsSync(to)).toBeFalse();
  await empty.drop();
});

function opened(database: TestDatabase): AsyncDisposable & { db: Database } {
  const db = openDatabase(database.owner, { connections_max: 1 });
  return { db, [Symbol.asyncDispose]: () => closeDatabase(db) };
}

/** Writes a backup whose checksums fit whatever it says. */
function forge(files: Record<string, unknown>): string {
  const to = join(mkdtempSync(join(base, "forged-")), "a.tar");
  const bytesOf = (value: unknown) =>
    value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
  const manifest = bytesOf(files["manifest.json"] ?? null);
  const sha256 = createHash("sha256").update(manifest).digest("hex");
  const all = {
    "format.json": { format: 1, tallyho: "1.0.0" },
    "check.json": { sha256, mac: null },
    ...files,
  };
  const parts = Object.entries(all).flatMap(([name, value]) => {
    const bytes = bytesOf(value);
    const header = tarHeader({ name, size_bytes: bytes.length }, 0);
    return [header, bytes, new Uint8Array(tarPadding(bytes.length))];
  });
  writeFileSync(to, Buffer.concat([...parts, new Uint8Array(TAR_END_BYTES)]));
  return to;
}

function manifestOf(changes: Record<string, unknown>): unknown {
  const reader = new BackupReader(path);
  reader.close();
  return { ...reader.manifest, ...changes };
}

test("a part that unpacks to more than a part has is refused before it fills the memory", async () => {
  const plain = new Uint8Array(PART_BYTES + 1);
  const bomb = await Bun.zstdCompress(plain);
  expect(bomb.length).toBeLessThan(10_000);
  const sha256 = createHash("sha256").update(plain).digest("hex");
  const content = { path: "journal/id", parts: 1, size_bytes: 9, sha256 };
  const reader = new BackupReader(
    forge({
      "manifest.json": manifestOf({ tables: [], files: [content] }),
      "journal/id/000001.zst": bomb,
    }),
  );
  try {
    await expect(reader.verify()).rejects.toThrow("was changed or damaged");
  } finally {
    reader.close();
  }
});

test("texts of another shape are refused by name, whoever made their checksum", () => {
  const wrong: unknown[] = [
    null,
    [],
    manifestOf({ tables: null }),
    manifestOf({ id: "a b; drop" }),
    manifestOf({ migration_ms: "1" }),
    manifestOf({ files: [{ path: "key", parts: -1 }] }),
    manifestOf({ sequences: [{ name: "a", last_value: "x" }] }),
  ];
  for (const manifest of wrong) {
    expect(
      () => new BackupReader(forge({ "manifest.json": manifest })),
    ).toThrow('was changed or damaged in "manifest.json"');
  }
  const right = { "manifest.json": manifestOf({}) };
  for (const name of ["format.json", "check.json"]) {
    expect(() => new BackupReader(forge({ ...right, [name]: null }))).toThrow(
      `was changed or damaged in "${name}"`,
    );
  }
  new BackupReader(forge(right)).close();
});

test("sealed keys of another shape are refused by name", async () => {
  const manifest = manifestOf({ has_keys: true });
  const files = { "manifest.json": manifest, "keys.json": { sealed: "" } };
  const reader = new BackupReader(forge(files));
  try {
    await expect(reader.openKeys("a passphrase of length")).rejects.toThrow(
      'was changed or damaged in "keys.json"',
    );
  } finally {
    reader.close();
  }
});

test("two restores, or a restore and a tracker that starts, never share a database", async () => {
  const empty = await createEmptyDatabase();
  const reader = new BackupReader(path);
  const options = {
    ...{ backup: reader, address: empty.owner },
    ...{ takes_on_role: false, is_going_on: false },
  };
  try {
    await using other = opened(empty);
    const { $client } = other.db;
    await $client.unsafe(`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`);
    await expect(restoreRows(options)).rejects.toThrow(
      "another restore, or a tracker that starts, is at work on this database",
    );
    const starting = migrateDatabase(empty.owner, { takes_on_role: false });
    const outcome = starting.then(() => "migrated", String);
    await until("the migration waits", async () => {
      const rows = await $client.unsafe(
        `select from pg_locks as l
         join pg_database as d on d.oid = l.database
         where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
      );
      return rows.length > 0;
    });
    await other.db.transaction(async (tx) => {
      await makeSchemaOf(tx, reader.manifest.migration_ms);
      const state = { state: "restoring", backup: "one" } as const;
      await writeRestoreState(tx, state);
    });
    await $client.unsafe(
      `select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`,
    );
    expect(await outcome).toContain("The database is half restored");
  } finally {
    reader.close();
    await empty.drop();
  }
});

test("a day that somebody wrote to while the restore was away is found", async () => {
  const empty = await createEmptyDatabase();
  const reader = new BackupReader(path);
  const options = {
    ...{ backup: reader, address: empty.owner },
    ...{ takes_on_role: false, is_going_on: false },
  };
  try {
    await restoreRows(options);
    const backup = backUp(empty, join(base, "half.tar"));
    await expect(backup).rejects.toThrow("The database is half restored");
    await using owner = opened(empty);
    await owner.db.$client.unsafe(
      `insert into clicks (click_id, clicked_at, campaign_id, link_id,
         affiliate_id, marks, pays, verdict)
       values ('\\x01', '2026-01-02T12:00:00Z', 1, 1, 1, 0, true, 'sent')`,
    );
    await expect(restoreRows(options)).rejects.toThrow(
      `The table "${DAY}" differs from the backup`,
    );
  } finally {
    reader.close();
    await empty.drop();
  }
});

test("a backup whose keys were removed is refused where the passphrase is to prove it, and a directory by name", async () => {
  const data_dir = join(base, "nothing-yet");
  const env = {
    TALLYHO_DATA_DIR: data_dir,
    TALLYHO_KEY: "a".repeat(43),
    TALLYHO_BACKUP_PASSPHRASE: "a passphrase that proves",
  };
  const manifest = manifestOf({ has_keys: false, key_check: null });
  const stripped = forge({ "manifest.json": manifest });
  const refused = await runProgram(["restore", stripped], env);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toStartWith("This backup has no keys, so that");
  const directory = await runProgram(["restore", base], env);
  expect(directory.stderr).toBe(
    `Cannot read the backup "${base}": it is a directory, name a file in it\n`,
  );
  expect(existsSync(data_dir)).toBeFalse();
});

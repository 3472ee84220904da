// Old base backups go, and what others need never does; one that is damaged costs itself alone.
import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineKey, manifestKey, walKey } from "./archive_keys.ts";
import { spoolOf } from "./archive_line.ts";
import { noteStatus, openStatus, readStatus } from "./archive_status.ts";
import { writeManifest } from "./base_manifest.ts";
import { DirectoryStore } from "./directory_store.ts";
import { packObject, unpackObject } from "./packed_object.ts";
import { readArchive } from "./read_archive.ts";
import { removeOld } from "./remove_old.ts";
import { shipLeft } from "./shipper.ts";

const root = mkdtempSync(join(tmpdir(), "tallyho-kept-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LINE = {
  ...{ id: "line", system_id: "1", begun_at: "2026-11-01T00:00:00Z" },
  interval_s: 60,
};

function openStore(name: string): DirectoryStore {
  mkdirSync(join(root, name));
  return new DirectoryStore(join(root, name));
}

const segment = (number: number) => number.toString(16).padStart(24, "0");

async function putBase(
  store: DirectoryStore,
  id: string,
  first: number,
): Promise<void> {
  await writeManifest(store, {
    ...{ id, line: LINE.id, tallyho: "0.1.0", postgres: "18.4" },
    ...{ begun_at: LINE.begun_at, made_at: LINE.begun_at },
    ...{ timeline: "00000000", segment_bytes: 16_777_216 },
    ...{ start_segment: segment(first), stop_segment: segment(first + 1) },
    ...{ backup_label: "", directories: [], files: [], parts: 0 },
    ...{ size_bytes: 0, settings: {}, key_check: null, keys: null },
  });
}

async function putWal(store: DirectoryStore, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const key = walKey(LINE.id, segment(number));
    await store.put(key, await packObject(key, Buffer.from("wal")));
  }
}

test("the newest base backups by their WAL are kept, also where the clock was set back", async () => {
  const store = openStore("by wal");
  await putBase(store, "20261103", 1);
  await putBase(store, "20261102", 5);
  await putBase(store, "20261101", 7);
  await putWal(store, 9);
  await removeOld(store, LINE.id, 2);
  const keys = (await store.list("")).map(({ key }) => key);
  expect(keys).not.toContain(manifestKey(LINE.id, "20261103"));
  expect(keys).toContain(manifestKey(LINE.id, "20261102"));
  expect(keys).not.toContain(walKey(LINE.id, segment(4)));
  expect(keys).toContain(walKey(LINE.id, segment(5)));
});

test("a manifest that is damaged is named, leaves the others, and nothing is removed beside it", async () => {
  const store = openStore("damaged");
  const key = lineKey(LINE.id);
  await store.put(
    key,
    await packObject(key, Buffer.from(JSON.stringify(LINE))),
  );
  await putBase(store, "a", 1);
  const torn = manifestKey(LINE.id, "b");
  await store.put(torn, Buffer.from("torn"));
  const [line] = await readArchive(store);
  expect(line?.bases.map(({ id }) => id)).toEqual(["a"]);
  const reason = `"${torn}" in the archive is damaged`;
  expect(line?.unreadable).toEqual([{ base: "b", reason }]);
  await expect(removeOld(store, LINE.id, 1)).rejects.toThrow(reason);
  expect(await store.has(manifestKey(LINE.id, "a"))).toBeTrue();
});

test("what an earlier line left is shipped under its name; without a line in the store it is removed", async () => {
  const store = openStore("left");
  const directory = join(root, "archive");
  const [known, unknown] = [
    "20261101T000000Z-00000a",
    "20261102T000000Z-00000b",
  ];
  // A spool that is a mounted disk has this directory of the file system's.
  const foreign = spoolOf(directory, { id: "lost+found" });
  mkdirSync(foreign, { recursive: true });
  for (const id of [known, unknown, LINE.id]) {
    const spool = spoolOf(directory, { id });
    mkdirSync(spool, { recursive: true });
    writeFileSync(join(spool, segment(1)), id);
  }
  await store.put(lineKey(known), Buffer.from("{}"));
  while (await shipLeft(store, LINE, directory));
  const keys = (await store.list("")).map(({ key }) => key);
  expect(keys.sort()).toEqual(
    [lineKey(known), walKey(known, segment(1))].sort(),
  );
  for (const id of [known, unknown]) {
    expect(existsSync(spoolOf(directory, { id }))).toBeFalse();
  }
  expect(existsSync(foreign)).toBeTrue();
  expect(existsSync(join(spoolOf(directory, LINE), segment(1)))).toBeTrue();
});

test("another store or another line has no base backup yet", () => {
  const directory = join(root, "status");
  mkdirSync(directory);
  const first = { store: "there", line: "one" };
  openStatus(directory, first);
  noteStatus(directory, { base_at_ms: 1 });
  openStatus(directory, first);
  expect(readStatus(directory).base_at_ms).toBe(1);
  for (const other of [
    { store: "there", line: "two" },
    { store: "elsewhere", line: "two" },
  ]) {
    noteStatus(directory, { base_at_ms: 1 });
    openStatus(directory, other);
    expect(readStatus(directory)).toMatchObject({ ...other, base_at_ms: null });
  }
});

test("an object never unpacks to more than it says", async () => {
  const large = await packObject("large", new Uint8Array(1_000_000));
  const small = Buffer.from(large);
  const [said, less] = ["1000000", "1000   "];
  small.write(less, small.indexOf(said));
  await expect(unpackObject("large", small)).rejects.toThrow("is damaged");
  expect((await unpackObject("large", large)).length).toBe(1_000_000);
});

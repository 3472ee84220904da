import { expect, test } from "bun:test";
import fc from "fast-check";
import { sources } from "../../db/schema/mod.ts";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile, START_MS } from "../../tests/harness.ts";
import { makeSource } from "../../tests/senders.ts";
import { sealKeyFrom } from "../kernel/mod.ts";
import { SourceDirectory } from "./source_directory.ts";
import {
  hashSourceKey,
  openSourceKey,
  readableSourceKey,
  sealSourceKey,
  sealSourceKeys,
} from "./source_key.ts";

const service = await serviceForFile();
const { api, db } = service;
const ours = sealKeyFrom(
  Buffer.from("a key that only tests have, of enough characters"),
);
const foreign = sealKeyFrom(Buffer.from("another network's key"));
const KEY = fc.stringMatching(/^[A-Za-z0-9_-]{6,64}$/);

test("a key opens for its advertiser under the key that sealed it, and is found by its hash", () => {
  fc.assert(
    fc.property(KEY, fc.integer({ min: 1, max: 9_999 }), (key, id) => {
      const sealed = sealSourceKey(ours, id, key);
      expect(JSON.stringify(sealed)).not.toContain(`"${key}"`);
      expect(openSourceKey(ours, id, sealed)).toBe(key);
      expect(sealed.key_hash).toBe(hashSourceKey(ours, key));
      expect(sealed.key_hash).not.toBe(hashSourceKey(foreign, key));
      expect(readableSourceKey(ours, id + 1, sealed)).toBeNull();
      expect(readableSourceKey(foreign, id, sealed)).toBeNull();
    }),
  );
});

test("keys that an earlier version left in clear are sealed at a start, also by two at once", async () => {
  const { advertiser_id } = await setUp(api);
  const keys: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const { key } = await makeSource(api, advertiser_id, {});
    keys.push(key);
  }
  for (const [index, key] of keys.entries()) {
    await db.execute(
      `update sources set key = '${key}', key_sealed = null, key_hash = null
       where id = (select id from sources order by id offset ${index} limit 1)`,
    );
  }
  const before = await db.select().from(sources).orderBy(sources.id);
  const directory = new SourceDirectory(ours);
  directory.build(before);
  expect(directory.all().map(({ key }) => key)).toEqual(keys);

  await Promise.all([sealSourceKeys(db, ours), sealSourceKeys(db, ours)]);
  const after = await db.select().from(sources).orderBy(sources.id);
  expect(after.map(({ key }) => key)).toEqual([null, null, null]);
  expect(after.map(({ key_hash }) => key_hash)).toEqual(
    keys.map((key) => hashSourceKey(ours, key)),
  );
  directory.build(after);
  expect(directory.all().map(({ key }) => key)).toEqual(keys);
});

test("a snapshot of an earlier version, with keys in clear, is read", async () => {
  const rows = await db.select().from(sources);
  const old = rows.map(({ key_sealed, key_hash, ...row }) => ({
    ...row,
    key: openSourceKey(ours, row.advertiser_id, { ...row, key_sealed }),
  }));
  const directory = new SourceDirectory(ours);
  directory.build(JSON.parse(JSON.stringify(old)) as unknown[]);
  for (const { key } of old)
    expect(directory.byKey(key, START_MS)?.key).toBe(key);
});

test("a key that can't be decrypted matches nobody, and is reported once", async () => {
  const told: string[] = [];
  const directory = new SourceDirectory(foreign, (what) => told.push(what));
  const rows = await db.select().from(sources);
  for (let turn = 0; turn < 2; turn++) directory.build(rows);
  expect(told).toHaveLength(rows.length);
  for (const row of rows) {
    expect(directory.byKey("", START_MS)).toBeUndefined();
    expect(
      directory.byKey(openSourceKey(ours, row.advertiser_id, row), START_MS),
    ).toBeUndefined();
  }
});

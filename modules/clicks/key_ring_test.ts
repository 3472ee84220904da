import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clickKeys } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { ManualClock, sealKeyFrom } from "../kernel/mod.ts";
import { KeyRing, KeyRotationRefused } from "./key_ring.ts";

const DAY_MS = 86_400_000;
const SEAL_KEY = sealKeyFrom(Buffer.from("a key that only tests have"));

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 3 });
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock(START_MS);
  await db.delete(clickKeys);
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

function newRing(seal_key = SEAL_KEY): KeyRing {
  return new KeyRing({ db, clock, seal_key });
}

async function loadedRing(): Promise<KeyRing> {
  const ring = newRing();
  await ring.load();
  return ring;
}

/** Counts reads of the database; they block until released. */
function countingRing() {
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
  let reads = 0;
  let is_away = false;
  const orderBy = async () => {
    reads++;
    await gate;
    if (is_away) throw new Error("The database is away");
    return await db.select().from(clickKeys);
  };
  const counting = { select: () => ({ from: () => ({ orderBy }) }) };
  const ring = new KeyRing({
    db: counting as unknown as Database,
    clock,
    seal_key: SEAL_KEY,
  });
  return {
    ring,
    letGo,
    reads: () => reads,
    goAway: (is: boolean) => {
      is_away = is;
    },
  };
}

describe("KeyRing", () => {
  test("makes one first key, which signs at once, however many start together", async () => {
    const rings = await Promise.all([loadedRing(), loadedRing(), loadedRing()]);
    const keys = rings.map((ring) => ring.signing());
    expect(new Set(keys.map(({ key }) => key.toHex())).size).toBe(1);
    expect(keys[0]?.key_number).toBe(0);
  });

  test("verifies with a new key at once and signs with it a minute later, on all instances in the same moment", async () => {
    const [one, two] = [await loadedRing(), await loadedRing()];
    expect(await one.rotate()).toEqual({
      key_number: 1,
      signs_from: START_MS + 60_000,
    });
    expect(one.key(1)).toBeDefined();
    await two.refresh();
    expect(two.key(1)).toEqual(one.key(1) as Uint8Array);
    clock.advance(59_999);
    expect([one, two].map((ring) => ring.signing().key_number)).toEqual([0, 0]);
    clock.advance(1);
    expect([one, two].map((ring) => ring.signing().key_number)).toEqual([1, 1]);
    expect(one.key(0)).toBeDefined();
    const late = await loadedRing();
    expect(late.signing().key_number).toBe(1);
  });

  test("refuses a rotation while the last key has yet to sign, also when two come together", async () => {
    const ring = await loadedRing();
    const both = await Promise.allSettled([ring.rotate(), newRing().rotate()]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
    ]);
    await expect(ring.rotate()).rejects.toThrow(KeyRotationRefused);
    clock.advance(60_000);
    expect((await ring.rotate()).key_number).toBe(2);
  });

  test("uses a number again only 400 days after it signed its last id", async () => {
    const ring = await loadedRing();
    const first = ring.signing().key;
    clock.advance(DAY_MS);
    for (let number = 1; number < 32; number++) {
      expect((await ring.rotate()).key_number).toBe(number);
      clock.advance(60_000);
    }
    await expect(ring.rotate()).rejects.toThrow(
      "Cannot rotate the click key: number 0 signed until 2026-11-23T10:01:00.000Z, and its ids live for 400 days",
    );
    clock.set(START_MS + 60_000 + 401 * DAY_MS - 1);
    await expect(ring.rotate()).rejects.toThrow(KeyRotationRefused);
    clock.advance(1);
    expect((await ring.rotate()).key_number).toBe(0);
    expect(ring.key(0)).not.toEqual(first);
    expect(ring.signing().key_number).toBe(31);
    clock.advance(60_000);
    expect(ring.signing().key_number).toBe(0);
  });

  test("finds a key that another instance published when an id of it comes in", async () => {
    const [one, two] = [await loadedRing(), await loadedRing()];
    await one.rotate();
    expect(two.key(1)).toBeUndefined();
    expect(await two.keyOrReload(1)).toEqual(one.key(1) as Uint8Array);
  });

  test("asks the database once a second at most, however many made-up key numbers come", async () => {
    const { ring, letGo, reads } = countingRing();
    await loadedRing();
    const flood = Array.from({ length: 500 }, (_, at) =>
      ring.keyOrReload(1 + (at % 31)),
    );
    clock.advance(5_000);
    flood.push(ring.keyOrReload(9));
    letGo();
    expect(new Set(await Promise.all(flood))).toEqual(new Set([undefined]));
    expect(reads()).toBe(1);
    clock.advance(1_000);
    await Promise.all([ring.keyOrReload(5), ring.keyOrReload(6)]);
    clock.advance(999);
    await ring.keyOrReload(7);
    expect(reads()).toBe(2);
    expect(await ring.keyOrReload(0)).toBeDefined();
    expect(reads()).toBe(2);
  });

  test("refuses no key while the database is away: it throws", async () => {
    const { ring, letGo, reads, goAway } = countingRing();
    letGo();
    goAway(true);
    await expect(ring.keyOrReload(3)).rejects.toThrow("away");
    await expect(ring.keyOrReload(4)).rejects.toThrow("away");
    expect(reads()).toBe(1);
    goAway(false);
    clock.advance(1_000);
    expect(await ring.keyOrReload(4)).toBeUndefined();
  });

  test("starts from a snapshot without the database, and the snapshot holds no open key", async () => {
    const ring = await loadedRing();
    await ring.rotate();
    const text = JSON.stringify(ring.snapshot());
    const offline = countingRing().ring;
    offline.loadSnapshot(JSON.parse(text));
    expect(offline.key(1)).toEqual(ring.key(1) as Uint8Array);
    expect(offline.signing()).toEqual(ring.signing());
    expect(text).not.toContain(
      Buffer.from(ring.signing().key).toString("base64"),
    );
  });

  test("says that TALLYHO_KEY is another one, and keeps what it has", async () => {
    const ring = await loadedRing();
    const other = newRing(sealKeyFrom(Buffer.from("another network's key")));
    const message =
      "Cannot open click key 0: TALLYHO_KEY is not the one it was sealed with";
    await expect(other.load()).rejects.toThrow(message);
    expect(() => other.signing()).toThrow("has not been loaded");
    const [key] = ring.snapshot();
    const foreign = [{ ...key!, key_number: 1 }];
    expect(() => ring.loadSnapshot(foreign)).toThrow("click key 1");
    expect(ring.signing().key_number).toBe(0);
  });
});

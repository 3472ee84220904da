// A restore on the worst day relies on what a store said that it had. Both are asked the same here, the
// bucket through a real server that checks each signature.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { S3Server } from "../../tests/s3_server.ts";
import { DirectoryStore } from "./directory_store.ts";
import {
  packObject,
  packedSha256,
  sha256Of,
  unpackObject,
} from "./packed_object.ts";
import { S3Store } from "./s3_store.ts";
import type { ArchiveStore } from "./store.ts";

const base = mkdtempSync(join(tmpdir(), "tallyho-stores-"));
const server = new S3Server();

afterAll(async () => {
  await server.stop();
  rmSync(base, { recursive: true });
});

function openBucket(change: { secret_access_key?: string } = {}): S3Store {
  const { bucket, access_key_id, secret_access_key } = server;
  return new S3Store({
    ...{ bucket, access_key_id, secret_access_key, ...change },
    prefix: "network/",
    endpoint: server.url,
    region: null,
  });
}

const STORES: readonly [string, () => ArchiveStore][] = [
  ["a directory", () => new DirectoryStore(base)],
  ["a bucket", () => openBucket()],
];

for (const [name, open] of STORES) {
  describe(`${name}`, () => {
    let store: ArchiveStore;
    beforeAll(() => {
      store = open();
    });

    test("gives back what was put, and says what isn't there", async () => {
      const large = new Uint8Array(17_000_000).fill(7);
      await store.put("a/wal/1.zst", Buffer.from("one"));
      await store.put("a/wal/2 and a half.zst", large);
      expect(await store.get("a/wal/1.zst")).toEqual(
        new Uint8Array(Buffer.from("one")),
      );
      expect(
        sha256Of((await store.get("a/wal/2 and a half.zst")) ?? Buffer.of()),
      ).toBe(sha256Of(large));
      expect(await store.get("a/wal/3.zst")).toBeNull();
      expect([await store.has("a/wal/1.zst"), await store.has("a")]).toEqual([
        true,
        name === "a directory",
      ]);
    });

    test("lists by prefix, however many there are, and removes", async () => {
      const before_ms = systemClock.nowMs() - 2_000;
      for (let at = 100; at < 220; at++) {
        await store.put(`b/${at}.zst`, Buffer.of(1, 2));
      }
      const listed = await store.list("b/");
      expect(listed).toHaveLength(120);
      expect(listed[7]).toMatchObject({ key: "b/107.zst", size_bytes: 2 });
      expect(listed[7]?.modified_ms).toBeGreaterThan(before_ms);
      await store.remove("b/107.zst");
      await store.remove("b/107.zst");
      expect(await store.list("b/107")).toEqual([]);
      expect(await store.list("c/")).toEqual([]);
    });
  });
}

describe("a store that doesn't do it", () => {
  test("a directory that is gone, such as a mount, is not made anew", async () => {
    const store = new DirectoryStore(join(base, "unmounted"));
    await expect(store.put("a", Buffer.of(1))).rejects.toThrow(
      /^Cannot write ".*unmounted\/a": ENOENT/,
    );
    await expect(store.list("")).rejects.toThrow(/^Cannot list ".*unmounted"/);
  });

  test("what a killed put left is no object, and is removed", async () => {
    const store = new DirectoryStore(base);
    await store.put("d/1", Buffer.of(1));
    writeFileSync(join(base, "d", "2.partial-4194304"), "half");
    expect((await store.list("d/")).map(({ key }) => key)).toEqual(["d/1"]);
    expect(readdirSync(join(base, "d"))).toEqual(["1"]);
  });

  test("a wrong key is refused by the bucket, in one line without the key", async () => {
    const store = openBucket({ secret_access_key: "another" });
    await expect(store.put("a", Buffer.of(1))).rejects.toThrow(
      /^Cannot write "a" to s3:\/\/books\/network\/: SignatureDoesNotMatch, No$/,
    );
    await expect(store.list("")).rejects.toThrow("SignatureDoesNotMatch");
    await expect(store.has("a")).rejects.toThrow("SignatureDoesNotMatch");
  });

  test("a server that is away, or breaks off, is an error and never an empty answer", async () => {
    const store = openBucket();
    await store.put("e", Buffer.from("whole"));
    server.fault = () => "away";
    await expect(store.get("e")).rejects.toThrow("ServiceUnavailable");
    await expect(store.has("e")).rejects.toThrow("Cannot read");
    await expect(store.list("")).rejects.toThrow("Cannot list");
    server.fault = (method) => (method === "PUT" ? "cut" : null);
    await expect(store.put("f", Buffer.of(1))).rejects.toThrow("Cannot write");
    server.fault = () => null;
    expect(await store.get("f")).toBeNull();
  });
});

describe("a packed object", () => {
  const content = randomBytes(10_000);

  test("is unpacked as it was, by its own name only, and zstd reads it", async () => {
    const packed = await packObject("a/1", content);
    expect(await unpackObject("a/1", packed)).toEqual(new Uint8Array(content));
    expect(packedSha256("a/1", packed)).toBe(sha256Of(content));
    await expect(unpackObject("a/2", packed)).rejects.toThrow(
      '"a/2" in the archive is damaged',
    );
    expect(await Bun.zstdDecompress(packed)).toEqual(content);
  });

  test("that is torn or changed anywhere is refused", async () => {
    const packed = await packObject("a/1", content);
    for (const length of [0, 7, 8, 100, packed.length - 1]) {
      const torn = packed.subarray(0, length);
      await expect(unpackObject("a/1", torn)).rejects.toThrow("is damaged");
    }
    for (const at of [0, 5, 20, 60, 130, packed.length - 9]) {
      const changed = Buffer.from(packed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      await expect(unpackObject("a/1", changed)).rejects.toThrow("is damaged");
    }
  });
});

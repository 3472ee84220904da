import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTarHeader, TAR_END_BYTES, tarHeader, tarPadding } from "./tar.ts";

describe("tarHeader()", () => {
  test("is read by others: what Bun's archive takes apart is what was written", async () => {
    const files = {
      "a.json": "{}",
      "tables/clicks/000001.zst": "x".repeat(700),
    };
    const pieces = Object.entries(files).flatMap(([name, text]) => [
      tarHeader({ name, size_bytes: text.length }, 1_800_000_000),
      Buffer.from(text),
      new Uint8Array(tarPadding(text.length)),
    ]);
    const bytes = Buffer.concat([...pieces, new Uint8Array(TAR_END_BYTES)]);
    const read = await new Bun.Archive(bytes).files();
    const texts = await Promise.all(
      [...read].map(async ([name, file]) => [name, await file.text()]),
    );
    expect(Object.fromEntries(texts)).toEqual(files);
  });

  test("is what the system's tar lists, with the time and a private mode", () => {
    const directory = mkdtempSync(join(tmpdir(), "tallyho-tar-"));
    const path = join(directory, "a.tar");
    const header = tarHeader({ name: "empty", size_bytes: 0 }, 1_800_000_000);
    writeFileSync(path, Buffer.concat([header, new Uint8Array(TAR_END_BYTES)]));
    const listed = Bun.spawnSync(["tar", "--utc", "-tvf", path]);
    expect(listed.stdout.toString()).toMatch(
      /^-rw------- 0\/0 +0 2027-01-15 08:00 empty\n$/,
    );
    rmSync(directory, { recursive: true });
  });

  test("refuses a name that would be cut", () => {
    const entry = { name: "x".repeat(101), size_bytes: 1 };
    expect(() => tarHeader(entry, 0)).toThrow(/^Cannot name a file/);
  });
});

describe("readTarHeader()", () => {
  const header = tarHeader({ name: "manifest.json", size_bytes: 51_140 }, 0);

  test("reads name and size", () => {
    expect(readTarHeader(header)).toEqual({
      name: "manifest.json",
      size_bytes: 51_140,
    });
    expect(readTarHeader(new Uint8Array(512))).toBeNull();
  });

  test("takes no header with any byte changed, and none that is cut off", () => {
    for (const at of [0, 100, 124, 130, 148, 400]) {
      const changed = header.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(readTarHeader(changed)).toBeUndefined();
    }
    expect(readTarHeader(header.subarray(0, 511))).toBeUndefined();
  });
});

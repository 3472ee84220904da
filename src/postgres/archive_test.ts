import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  copyPostgres,
  hasLinks,
  isSettled,
  neededFiles,
  packPostgres,
  unpackPostgres,
} from "./archive.ts";

const FILES = {
  "bin/postgres": "the server",
  "lib/libpq.so.5.18": "a library",
  "lib/libpq.a": "for compiling only",
  "lib/postgresql/plperl.so": "needs perl",
  "lib/postgresql/plpgsql.so": "needs nothing",
  "lib/postgresql/pgxs/src/Makefile": "for compiling only",
  "share/postgresql/postgres.bki": "the catalogs",
};
const LINKS = [
  { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" },
  { source: "native/lib/libecpg.so.6", target: "native/lib/libecpg.so" },
];

let base: string;
let native: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "tallyho-archive-"));
  native = join(base, "native");
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(native, path)), { recursive: true });
    writeFileSync(join(native, path), text, { mode: 0o600 });
  }
  writeFileSync(join(native, "pg-symlinks.json"), JSON.stringify(LINKS));
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function expectComplete(directory: string): void {
  const needed = neededFiles(native);
  expect(neededFiles(directory)).toEqual([...needed, "settled"].sort());
  for (const path of needed) {
    expect(readFileSync(join(directory, path))).toEqual(
      readFileSync(join(native, path)),
    );
  }
  expect(readFileSync(join(directory, "lib/libpq.so.5"), "utf8")).toBe(
    "a library",
  );
  expect(statSync(join(directory, "bin/postgres")).mode & 0o777).toBe(0o755);
  expect(statSync(join(directory, "lib/postgresql")).mode & 0o777).toBe(0o755);
  expect(
    statSync(join(directory, "share/postgresql/postgres.bki")).mode & 0o777,
  ).toBe(0o644);
}

describe("neededFiles()", () => {
  test("leaves out what only compiling or another language needs", () => {
    expect(neededFiles(native)).toEqual([
      "bin/postgres",
      "lib/libpq.so.5.18",
      "lib/postgresql/plpgsql.so",
      "pg-symlinks.json",
      "share/postgresql/postgres.bki",
    ]);
  });
});

describe("unpackPostgres()", () => {
  test("gives back every file with the links and modes that Postgres needs", async () => {
    const packed = await packPostgres(native, neededFiles(native), 1);
    const directory = join(base, "binaries", "18.4");
    await (
      await unpackPostgres(new Blob([packed]), directory)
    ).settled;
    expectComplete(directory);
  });

  test("does not count what a kill left half-made, and starts over", async () => {
    const packed = await packPostgres(native, neededFiles(native), 1);
    const directory = join(base, "binaries", "18.4");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "torn"), "");
    expect(isSettled(directory)).toBeFalse();
    await (
      await unpackPostgres(new Blob([packed]), directory)
    ).settled;
    expect(isSettled(directory)).toBeTrue();
    expect(existsSync(join(directory, "torn"))).toBeFalse();
  });
});

describe("unpackPostgres() of a damaged archive", () => {
  const directory = () => join(base, "binaries", "18.4");
  const unpack = (tar: Uint8Array) =>
    unpackPostgres(new Blob([Bun.zstdCompressSync(tar)]), directory());

  test("is refused where it is torn, wherever that is", async () => {
    const packed = await packPostgres(native, neededFiles(native), 1);
    const tar = Bun.zstdDecompressSync(packed);
    const last_byte = tar.findLastIndex((byte) => byte !== 0);
    for (const bytes of [0, 100, 600, 1_100, last_byte]) {
      expect(await failure(unpack(tar.subarray(0, bytes)))).toBe(
        "The packed Postgres is torn",
      );
      expect(isSettled(directory())).toBeFalse();
    }
  });

  test("is refused where a header was changed", async () => {
    const packed = await packPostgres(native, neededFiles(native), 1);
    const tar = Bun.zstdDecompressSync(packed);
    tar[3] = 0x78;
    expect(await failure(unpack(tar))).toBe("The packed Postgres is torn");
  });
});

async function failure(unpacking: Promise<unknown>): Promise<string> {
  return await unpacking.then(
    () => "it was unpacked",
    (error) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("copyPostgres()", () => {
  test("makes the links that the package's post-install did not", async () => {
    expect(hasLinks(native)).toBeFalse();
    const directory = join(base, "binaries", "18.4");
    await copyPostgres(native, neededFiles(native), directory).settled;
    expect(hasLinks(directory)).toBeTrue();
    expectComplete(directory);
  });
});

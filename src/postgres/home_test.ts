import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgresHome, openSocketDirectory } from "./home.ts";

const is_root = process.getuid?.() === 0;
let base: string;
let parent: string;
let data_dir: string;
let elsewhere: string[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "tallyho-home-"));
  chmodSync(base, 0o755);
  parent = join(base, "parent");
  data_dir = join(parent, "data");
  mkdirSync(parent, { mode: 0o755 });
  elsewhere = [];
});

afterEach(() => {
  for (const directory of [base, ...elsewhere]) {
    rmSync(directory, { recursive: true, force: true });
  }
});

describe("openPostgresHome()", () => {
  test("gives the directory `postgres` of the data directory", () => {
    const home = openPostgresHome(data_dir);
    expect(home.directory).toBe(join(data_dir, "postgres"));
    expect(home.notes).toEqual([]);
    expect(home.user === undefined).toBe(!is_root);
    expect(home.user?.uid).not.toBe(0);
  });
});

describe.if(is_root)("openPostgresHome() of root", () => {
  test("opens a closed data directory that holds a database, and says so", () => {
    mkdirSync(join(data_dir, "postgres", "data"), { recursive: true });
    chmodSync(data_dir, 0o700);
    const home = openPostgresHome(data_dir);
    expect(statSync(data_dir).mode & 0o777).toBe(0o711);
    expect(home.notes).toEqual([expect.stringContaining("is now 0711")]);
  });

  test("says which directory to open when a database lies under a closed one", () => {
    mkdirSync(join(data_dir, "postgres", "data"), { recursive: true });
    chmodSync(parent, 0o700);
    expect(() => openPostgresHome(data_dir)).toThrow(
      `allow passing through "${parent}" (chmod o+x)`,
    );
    expect(statSync(parent).mode & 0o777).toBe(0o700);
  });

  test("never begins an empty database in place of one that is missing", () => {
    chmodSync(parent, 0o700);
    const first = openPostgresHome(data_dir);
    elsewhere.push(first.directory);
    expect(openPostgresHome(data_dir).directory).toBe(first.directory);
    mkdirSync(first.data);
    first.settle();
    expect(openPostgresHome(data_dir).directory).toBe(first.directory);
    rmSync(first.directory, { recursive: true });
    expect(() => openPostgresHome(data_dir)).toThrow(
      `The database of "${data_dir}" is missing`,
    );
  });

  test("does not come upon the database of a data directory that was removed", () => {
    chmodSync(parent, 0o700);
    const first = openPostgresHome(data_dir);
    elsewhere.push(first.directory);
    mkdirSync(first.data);
    first.settle();
    rmSync(data_dir, { recursive: true });
    const second = openPostgresHome(data_dir);
    elsewhere.push(second.directory);
    expect(second.directory).not.toBe(first.directory);
    expect(existsSync(second.data)).toBeFalse();
  });
});

describe("openSocketDirectory()", () => {
  test("refuses a directory that somebody else put in its place", () => {
    const home = openPostgresHome(data_dir);
    const blocker = join(home.directory, "socket");
    symlinkSync(base, blocker);
    expect(() => openSocketDirectory(home)).toThrow("belongs to somebody else");
  });
});

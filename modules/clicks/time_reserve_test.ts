import { afterAll, describe, expect, test } from "bun:test";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TimeReserve, TimeReserveFailed } from "./time_reserve.ts";
import type { ReserveFile } from "./time_reserve_file.ts";

const NOW_MS = 1_795_348_800_000;
const TERM = {
  node: 77,
  holder: "a holder",
  leased_from: NOW_MS,
  leased_until: NOW_MS + 86_400_000,
};

const base = mkdtempSync(join(tmpdir(), "tallyho-reserve-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let directories = 0;
const newDirectory = () => join(base, `data-${directories++}`);

function failingFile(): ReserveFile & { fails: boolean; writes: number } {
  const file = {
    identity: "a file",
    fails: false,
    writes: 0,
    read: () => "",
    write: async () => file.writeNow(),
    writeNow() {
      file.writes++;
      if (file.fails) throw new Error("EIO");
    },
    close() {},
  };
  return file;
}

describe("TimeReserve", () => {
  test("hands the number and the first free time to the next process on the directory", async () => {
    const directory = newDirectory();
    const reserve = new TimeReserve({ directory });
    expect(reserve.left).toBeNull();
    await reserve.keep(TERM, NOW_MS);
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 5_000);
    reserve.extendNow(NOW_MS + 6_000);
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 11_000);
    const { left } = new TimeReserve({ directory });
    expect(left).toEqual({ ...TERM, leased_from: NOW_MS + 11_000 });
    expect(statSync(join(directory, "time"))).toMatchObject({ size: 512 });
  });

  test("extends in the background, and only then counts on it", async () => {
    const directory = newDirectory();
    const reserve = new TimeReserve({ directory });
    await reserve.keep(TERM, NOW_MS);
    reserve.extend(NOW_MS + 4_000);
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 5_000);
    reserve.extendNow(NOW_MS + 8_000);
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 5_000);
    await reserve.close();
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 9_000);
  });

  test("gives back the time that no id carries when it is closed, never what an earlier process used", async () => {
    const directory = newDirectory();
    const first = new TimeReserve({ directory });
    await first.keep(TERM, NOW_MS);
    await first.close(NOW_MS + 3);
    const second = new TimeReserve({ directory });
    expect(second.left?.leased_from).toBe(NOW_MS + 3);
    await second.close(1);
    const third = new TimeReserve({ directory });
    expect(third.left?.leased_from).toBe(NOW_MS + 3);
  });

  test("refuses a copy, and takes a directory that was renamed", async () => {
    const directory = newDirectory();
    const reserve = new TimeReserve({ directory });
    await reserve.keep(TERM, NOW_MS);
    await reserve.close();
    const copy = newDirectory();
    cpSync(directory, copy, { recursive: true, preserveTimestamps: true });
    expect(new TimeReserve({ directory: copy }).left).toBeNull();
    const renamed = newDirectory();
    renameSync(directory, renamed);
    expect(new TimeReserve({ directory: renamed }).left?.node).toBe(77);
  });

  test("refuses a file of which any one character was changed", async () => {
    const directory = newDirectory();
    await new TimeReserve({ directory }).keep(TERM, NOW_MS);
    const path = join(directory, "time");
    const text = readFileSync(path, "latin1");
    for (let at = 0; at < text.trimEnd().length; at += 7) {
      const other = text[at] === "7" ? "8" : "7";
      writeFileSync(path, text.slice(0, at) + other + text.slice(at + 1));
      expect(new TimeReserve({ directory }).left).toBeNull();
    }
    writeFileSync(path, text.slice(0, 100));
    expect(new TimeReserve({ directory }).left).toBeNull();
    writeFileSync(path, text);
    expect(new TimeReserve({ directory }).left?.node).toBe(77);
  });

  test("writes nothing more once the disk failed, and holds on to the time that is sure", async () => {
    const file = failingFile();
    const reserve = new TimeReserve({ file });
    await reserve.keep(TERM, NOW_MS);
    file.fails = true;
    reserve.extendNow(NOW_MS + 5_000);
    expect(reserve.failed).toBe(true);
    file.fails = false;
    reserve.extendNow(NOW_MS + 5_000);
    reserve.extend(NOW_MS + 5_000);
    await reserve.close(NOW_MS + 1);
    expect(file.writes).toBe(2);
    expect(reserve.limitOf(TERM.holder)).toBe(NOW_MS + 5_000);
    expect(reserve.limitOf("a number that the disk never heard of")).toBe(
      Infinity,
    );
  });

  test("says so where what is held can't be written down", async () => {
    const file = failingFile();
    file.fails = true;
    const reserve = new TimeReserve({ file });
    const keeping = reserve.keep(TERM, NOW_MS);
    await expect(keeping).rejects.toBeInstanceOf(TimeReserveFailed);
  });
});

import { afterAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";
import { verifyJournal } from "./verify_journal.ts";

const data_dir = mkdtempSync(join(tmpdir(), "tallyho-verify-"));
const service = await serviceForFile({ data_dir });
afterAll(() => rmSync(data_dir, { recursive: true, force: true }));
const { slug } = await setUp(service.api);
const directory = join(data_dir, "journal");

const verify = () => verifyJournal(service.db, data_dir);

function lastSegment(): string {
  const names = readdirSync(directory).filter((name) =>
    name.endsWith(".journal"),
  );
  return join(directory, names.sort().at(-1) ?? "");
}

describe("verifyJournal()", () => {
  test("counts what a running tracker has written, and what of it the table lacks", async () => {
    for (let click = 0; click < 3; click++) await service.api.click(slug);
    expect(await verify()).toMatchObject({ records: 3, waiting: 3 });
    while (await service.drain.runOnce());
    await service.api.click(slug);
    expect(await verify()).toEqual({
      segments: 1,
      records: 4,
      waiting: 1,
      difference: null,
    });
  });

  test("takes what was torn off the end for what it is", async () => {
    const path = lastSegment();
    const whole = readFileSync(path);
    for (const bytes of [1, 4, 15, 16, 60]) {
      appendFileSync(path, whole.subarray(0, bytes));
      expect(await verify()).toMatchObject({ records: 4, difference: null });
      truncateSync(path, whole.length);
    }
  });

  test("finds one changed byte wherever it is", async () => {
    const path = lastSegment();
    const whole = readFileSync(path);
    const half = whole.length >> 1;
    for (let at = 0; at < half; at += Math.max(1, Math.floor(half / 40))) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      writeFileSync(path, damaged);
      const { difference } = await verify();
      expect(difference).toMatch(/^segment 1 is damaged at byte \d+$/);
    }
    writeFileSync(path, whole);
    expect((await verify()).difference).toBeNull();
  });

  test("says so where the files are an older copy than the database", async () => {
    const path = lastSegment();
    const whole = readFileSync(path);
    while (await service.drain.runOnce());
    truncateSync(path, whole.length >> 2);
    expect((await verify()).difference).toContain("position");
    writeFileSync(path, whole);
    expect(await verify()).toMatchObject({ waiting: 0, difference: null });
  });

  test("finds nothing where no journal is", async () => {
    const nowhere = join(data_dir, "nowhere");
    expect(await verifyJournal(service.db, nowhere)).toEqual({
      segments: 0,
      records: 0,
      waiting: 0,
      difference: null,
    });
  });
});

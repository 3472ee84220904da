import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";
import { fileOf, NETWORK } from "../../tests/moves_world.ts";
import { runProgram } from "../../tests/program.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const directory = await mkdtemp(join(tmpdir(), "tallyho-moves-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(...words: string[]) {
  const { stdout, stderr, code } = await runProgram(["move", ...words], {
    PORT: new URL(service.url).port,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
  });
  return { stdout, stderr, code };
}

const people = NETWORK.filter(({ kind }) => kind === "affiliate");
const others = [
  ...NETWORK.filter(({ kind }) => kind !== "affiliate"),
  { kind: "link", old_id: "lost", campaign: "99", affiliate: "7" },
  { kind: "cap", campaign: "12", metric: "clicks", period: "hour", limit: "5" },
];
const files = [
  join(directory, "affiliates.csv"),
  join(directory, "others.csv.gz"),
];
await Bun.write(files[0] ?? "", fileOf(people).text);
await Bun.write(files[1] ?? "", Bun.gzipSync(Buffer.from(fileOf(others).text)));

async function countOf(path: string): Promise<number> {
  const { data } = await api.call<{ data: unknown[] }>("GET", path);
  return data.length;
}

describe("tallyho move", () => {
  test("shows what would become of the files, packed ones, too, and changes nothing", async () => {
    const { code, stdout, stderr } = await run(
      ...[...files, "--from", "csv", "--dry-run"],
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/rows +create +skip +refuse/);
    expect(stdout).toMatch(/affiliate +2\n/);
    expect(stdout).toContain(
      'link lost  No campaign "99" is in these files or here',
    );
    expect(stdout).toContain(
      "Caps are by day, month or in total here, not by hour",
    );
    expect(stdout).toContain("Nothing was changed. Apply it: tallyho move");
    expect(await countOf("/affiliates")).toBe(0);
  });

  test("asks before it changes anything", async () => {
    const { code, stderr } = await run(...files, "--from", "csv");
    expect(code).toBe(1);
    expect(stderr).toContain("Confirm with --yes");
    expect(await countOf("/affiliates")).toBe(0);
  });

  test("moves a network in by one command, and takes it back by another", async () => {
    const { code, stdout } = await run(...files, "--from", "csv", "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain("is applied. Undo: tallyho move --undo ");
    expect(await countOf("/affiliates")).toBe(2);
    const id = /--undo ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? "";
    const undone = await run("--undo", id);
    expect(undone.code).toBe(0);
    expect(undone.stdout).toMatch(/rows +removed/);
    expect(await countOf("/affiliates")).toBe(0);
  });

  test("applies a move that was planned before", async () => {
    const { stdout } = await run(...files, "--from", "csv", "--dry-run");
    const id = /--apply ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? "";
    expect((await run("--apply", id)).code).toBe(0);
    expect(await countOf("/affiliates")).toBe(2);
  });

  test("says what is wrong with how it is called", async () => {
    const wrong: [string[], number, string][] = [
      [[], 2, "Name the files, and --from which tracker they are"],
      [["x.csv"], 2, "Name the files"],
      [["x.csv", "--from", "csv"], 1, 'There is no file "x.csv"'],
      [["--undo", "1", "x.csv"], 2, "Give --apply or --undo the id"],
      [[files[0] ?? "", "--from", "excel"], 2, "--from is keitaro, binom"],
      [["--undo", "7"], 1, "Not found"],
    ];
    for (const [words, code, text] of wrong) {
      const ended = await run(...words);
      expect([words, ended.code]).toEqual([words, code]);
      expect(ended.stderr).toContain(text);
    }
  });
});

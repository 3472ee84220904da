import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeBase32, encodeBase32 } from "../../modules/kernel/mod.ts";
import { sealKeyFrom } from "../../modules/kernel/mod.ts";
import { KeyRing } from "../../modules/clicks/mod.ts";
import { setUp } from "../../tests/factory.ts";
import { serviceForFile } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";
import { decodeClick } from "./click.ts";

const service = await serviceForFile();
const { db, clock, api } = service;
const seal_key = sealKeyFrom(
  Buffer.from("a key that only tests have, of enough characters"),
);
const deps = { db, ring: new KeyRing({ db, clock, seal_key }) };
const { slug, link_id } = await setUp(api);
const click_id = await api.click(slug);

const data_dir = mkdtempSync(join(tmpdir(), "tallyho-click-"));
afterAll(() => rmSync(data_dir, { recursive: true, force: true }));

const run = (...words: string[]) =>
  runProgram(["click", ...words], { TALLYHO_DATA_DIR: data_dir });

describe("decodeClick()", () => {
  test("says all that a click id says, and whose it is", async () => {
    const { lines, is_valid } = await decodeClick(deps, click_id.toUpperCase());
    const [node = "", ...rest] = lines.splice(6, 1);
    expect(node).toMatch(/^node {8}\d+$/);
    expect(rest).toEqual([]);
    expect(lines).toEqual([
      `click id    ${click_id}`,
      "version     1",
      "key number  0",
      "signature   valid",
      "pays        yes",
      expect.stringMatching(/^time {8}2026-11-22T10:00:0\d\.\d{3}Z$/),
      "sequence    0",
      `link        ${link_id} ${slug}`,
      expect.stringMatching(/^campaign {4}\d+ Winter shoes$/),
      expect.stringMatching(/^affiliate {3}\d+ Harbour Media$/),
    ]);
    expect(is_valid).toBe(true);
  });

  test("tells a forgery, though the link that it names be real", async () => {
    const last = click_id.endsWith("0") ? "1" : "0";
    const forged = click_id.slice(0, -1) + last;
    const { lines, is_valid } = await decodeClick(deps, forged);
    expect(lines).toContain("signature   not valid");
    expect(lines).toContain(`link        ${link_id} ${slug}`);
    expect(is_valid).toBe(false);
  });

  test("bears made-up ids with any key number, time and link", async () => {
    const bytes = decodeBase32(click_id) as Uint8Array;
    bytes.fill(0xff, 1);
    bytes[0] = (1 << 6) | (30 << 1);
    const { lines, is_valid } = await decodeClick(deps, encodeBase32(bytes));
    expect(lines).toContain("signature   not valid: no such key here");
    expect(lines).toContain("time        281474976710655 ms");
    expect(lines).toContain("link        4294967295 (there is none)");
    expect(is_valid).toBe(false);
  });

  test("says what a click id is where it is given none", async () => {
    const { lines, is_valid } = await decodeClick(deps, "visit-1");
    expect(lines).toEqual([
      '"visit-1" is not a click id: 32 characters of 0-9 and a-z without i, l, o, u',
    ]);
    expect(is_valid).toBe(false);
  });
});

describe("tallyho click", () => {
  test("prints what the id says also where no signature can be checked, makes no key, and says why", async () => {
    const { stdout, code } = await run("decode", click_id);
    expect(stdout).toContain("signature   not checked");
    expect(stdout).toContain(`link        ${link_id}\n`);
    expect(stdout).toContain(
      `Set TALLYHO_KEY: there is no key file in "${data_dir}"`,
    );
    expect(code).toBe(1);
  });

  test("publishes a key, and a second one only when that signs", async () => {
    await runProgram(["migrate"], { TALLYHO_DATA_DIR: data_dir });
    writeFileSync(join(data_dir, "key"), "a key of enough characters\n");
    const first = await run("rotate-key");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toStartWith("Published click key 1; it signs from");
    const second = await run("rotate-key");
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("key 1 signs only from");
    const decoded = await run("decode", click_id);
    expect(decoded.stdout).toContain("signature   not valid\n");
    expect(decoded.code).toBe(1);
  });

  test("says how it is used", async () => {
    for (const words of [[], ["decode"], ["encode", click_id]]) {
      const { stderr, code } = await run(...words);
      expect(stderr).toBe(
        "Usage: tallyho click decode ID\n       tallyho click rotate-key\n",
      );
      expect(code).toBe(2);
    }
  });
});

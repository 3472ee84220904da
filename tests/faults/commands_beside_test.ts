import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockDataDir } from "../../src/data_dir.ts";
import { setUp } from "../factory.ts";
import { CommandProcess, runProgram } from "../program.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const directory = new TrackerDirectory();
let tracker: TrackerProcess;

beforeAll(async () => {
  tracker = await directory.start();
});
afterAll(() => directory.remove());

/** Runs a command with only the data directory. */
const run = (words: readonly string[], stdin = "") =>
  runProgram(words, { TALLYHO_DATA_DIR: directory.data_dir }, stdin);

const runOn = (data_dir: string, words: readonly string[]) =>
  runProgram(words, { TALLYHO_DATA_DIR: data_dir });

async function statusWith(token: string): Promise<number> {
  const answer = await tracker.api.fetch("/api/v1/campaigns", {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}

describe("a command beside a running tracker with the embedded database", () => {
  test("token: what it makes lets in, what it revokes is out at once", async () => {
    const made = await run(["token", "create", "night shift", "manager"]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const token = made.stdout.trim();
    expect(await statusWith(token)).toBe(200);

    const listed = await run(["token", "list"]);
    const tokens = listed.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; name: string });
    const found = tokens.find(({ name }) => name === "night shift");
    expect(found).toBeDefined();

    const revoked = await run(["token", "revoke", found?.id ?? ""]);
    expect(revoked).toMatchObject({ code: 0, stderr: "" });
    expect(await statusWith(token)).toBe(401);
  });

  test("user: who is made can sign in", async () => {
    const password = "correct horse battery";
    const made = await run(
      ["user", "create", "ada@network.example", "admin"],
      `${password}\n`,
    );
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const signed_in = await tracker.api.fetch("/api/v1/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "ada@network.example", password }),
    });
    expect(signed_in.status).toBe(201);
  });

  test("click: an id is proved, and a key that is published verifies on the tracker", async () => {
    const { slug } = await setUp(tracker.api);
    const click_id = await tracker.api.click(slug);
    const decoded = await run(["click", "decode", click_id]);
    expect(decoded).toMatchObject({ code: 0, stderr: "" });
    expect(decoded.stdout).toContain("signature   valid\n");
    const rotated = await run(["click", "rotate-key"]);
    expect(rotated).toMatchObject({ code: 0, stderr: "" });
    expect(rotated.stdout).toStartWith("Published click key 1");
    const again = await run(["click", "rotate-key"]);
    expect(again.stderr).toContain("key 1 signs only from");
  });

  test("verify and migrate", async () => {
    const verified = await run(["verify"]);
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout).toContain("The ledger is valid");
    expect(verified.stdout).toMatch(
      /The journal is valid: [1-9]\d* records in/,
    );
    expect(await run(["migrate"])).toEqual({
      code: 0,
      stdout: "The database is up to date\n",
      stderr: "",
    });
  });

  test("several at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 4 }, () => run(["token", "list"])),
    );
    expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array(4).fill({ code: 0, stderr: "" }),
    );
  });

  test("a copy of its data directory is another network: the original is left alone", async () => {
    const copy = join(directory.base, "copy");
    cpSync(directory.data_dir, copy, {
      recursive: true,
      filter: (path) => !path.includes("/socket"),
    });
    // Locked, as by a tracker that is just starting on the copy: its database doesn't
    // exist yet.
    const lock = lockDataDir(copy);
    const creating = ["token", "create", "copied", "admin"];
    const command = new CommandProcess(creating, { TALLYHO_DATA_DIR: copy });
    await command.hasPrinted("Waiting for the database");
    lock.release();
    const made = await command.ended();
    expect(made.code).toBe(0);
    expect(await statusWith(made.stdout.trim())).toBe(401);
    expect((await tracker.api.fetch("/readyz")).status).toBe(200);
  });
});

describe("a command where no tracker runs", () => {
  test("one that only reads or changes makes no database where there is none", async () => {
    const missing = join(directory.base, "missing");
    const empty = join(directory.base, "empty");
    mkdirSync(empty);
    for (const data_dir of [missing, empty]) {
      for (const words of [
        ["verify"],
        ["token", "list"],
        ["token", "revoke", crypto.randomUUID()],
      ]) {
        expect(await runOn(data_dir, words)).toEqual({
          code: 1,
          stdout: "",
          stderr: `There is no database in "${data_dir}": set TALLYHO_DATA_DIR or DATABASE_URL to the tracker's\n`,
        });
      }
    }
  });

  test("waits for a tracker that stops, shares what it starts, and leaves nothing running", async () => {
    const stopping = tracker.stop();
    const all = await Promise.all(
      Array.from({ length: 3 }, () => run(["token", "list"])),
    );
    expect((await stopping).exit_code).toBe(0);
    for (const { code, stdout, stderr } of all) {
      expect(code, stderr).toBe(0);
      expect(stdout).toContain("night shift");
    }
    expect(directory.postgresPid()).toBeNull();
    lockDataDir(directory.data_dir).release();
  });

  test("and a tracker that is started meanwhile waits for it", async () => {
    const lock = lockDataDir(directory.data_dir, "command");
    const starting = directory.start();
    const listed = run(["token", "list"]);
    lock.release();
    tracker = await starting;
    expect((await listed).code).toBe(0);
    expect((await tracker.api.fetch("/readyz")).status).toBe(200);
  });

  test("a lock file, a server's file and a socket that are left over from a crash hold nobody up", async () => {
    await tracker.kill();
    const listed = await run(["token", "list"]);
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain("night shift");
    writeFileSync(join(directory.data_dir, "lock"), `${process.pid} tracker\n`);
    expect((await run(["token", "list"])).code).toBe(0);
  });
});

// A newcomer runs this first: it must be right, fail when it isn't, and leave nothing behind.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeBooks, compareBooks } from "../../src/demo/books.ts";
import { PLAYED } from "../../src/demo/story.ts";

const MAIN = join(import.meta.dir, "..", "..", "src", "main.ts");
const DIRECTORY = /temporary directory (\S+)/;

const elsewhere = mkdtempSync(join(tmpdir(), "tallyho-demo-test-"));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

/** Settings of an existing tracker that the demo must not touch. */
const NOT_THE_DEMOS = {
  DATABASE_URL: "postgres://nobody:nothing@127.0.0.1:1/none",
  TALLYHO_DATA_DIR: join(elsewhere, "data"),
  PORT: "1",
};

describe("tallyho demo", () => {
  test("plays the story by HTTP, finds the books in agreement, and removes what it made", async () => {
    const { exit_code, stdout, stderr } = await run();
    expect(stderr).toBe("");
    const lines = [
      /^ {2}302 to https:\/\/shop\.example\/shoes\?click_id=[0-9a-z]{32}$/m,
      /clock was moved forward by a day/,
      /^ {2}201 recorded, the conversion is approved$/m,
      /^ {2}try 1: answered 503, so again at /m,
      /^ {2}try 2: answered 503, so again at /m,
      /^ {2}try 3: answered 200, under the same id$/m,
      /^ {2}200 duplicate, the conversion is approved$/m,
      /^ {2}400 invalid_click_id: .* is not a click id that we gave out$/m,
      /checks: parse ok, source ok, proof ok, names ok, click_id REFUSED$/m,
      /^ {2}200 updated, the conversion is reversed$/m,
      /^ {2}told: visit-1 reversed, payout 0\.00$/m,
      /^ok {2}USD payable +-4\.00$/m,
      /^The books agree with what was played: \d+ lines compared\.$/m,
    ];
    for (const line of lines) expect(stdout).toMatch(line);
    expect(stdout).not.toMatch(/^NO /m);
    expect(exit_code).toBe(0);
    expect(existsSync(NOT_THE_DEMOS.TALLYHO_DATA_DIR)).toBe(false);
    expectNothingLeft(stdout);
  });

  test("stops and removes what it made when it is interrupted", async () => {
    const { exit_code, stdout } = await run("It listens on");
    expect(stdout).toContain("Interrupted");
    expect(stdout).not.toContain("The books agree");
    expect(exit_code).toBe(130);
    expectNothingLeft(stdout);
  });
});

describe("the demo's books", () => {
  const wrong = (change: (line: (typeof PLAYED)[number]) => unknown) =>
    closeBooks(PLAYED, PLAYED.flatMap(change) as typeof PLAYED);

  test("agree when every line was found as it was played", () => {
    const { exit_code, lines } = closeBooks(PLAYED, PLAYED);
    expect(exit_code).toBe(0);
    expect(lines.at(-1)).toContain(`${PLAYED.length} lines compared`);
  });

  test("name the one figure that differs, whichever it is", () => {
    for (const { what, value } of PLAYED) {
      const { exit_code, lines } = wrong((line) =>
        line.what === what ? { what, value: `${value}1` } : line,
      );
      expect(exit_code).toBe(1);
      expect(lines.at(-1)).toBe(
        `Difference: ${what}: played ${value}, found ${value}1`,
      );
      expect(lines.filter((line) => line.startsWith("NO"))).toHaveLength(1);
    }
  });

  test("do not agree if a line is missing, added, or duplicated", () => {
    const missing = wrong((line) => (line.what === "USD payable" ? [] : line));
    expect(missing.exit_code).toBe(1);
    expect(missing.lines.at(-1)).toContain("found (nothing)");
    const twice = wrong((line) =>
      line.what === "order A-1001" ? [line, line] : line,
    );
    expect(twice.exit_code).toBe(1);
    const added = [...PLAYED, { what: "EUR margin", value: "0.00" }];
    expect(compareBooks(PLAYED, added).at(-1)).toEqual({
      what: "EUR margin",
      played: null,
      found: "0.00",
      agrees: false,
    });
  });
});

/** Runs the demo to its end, or interrupts it after some output. */
async function run(interrupt_at?: string) {
  const child = Bun.spawn([process.execPath, MAIN, "demo"], {
    env: { ...process.env, ...NOT_THE_DEMOS },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const stderr = child.stderr.text();
  const decoder = new TextDecoder();
  let stdout = "";
  let is_interrupted = false;
  for await (const bytes of child.stdout) {
    stdout += decoder.decode(bytes, { stream: true });
    if (is_interrupted || interrupt_at === undefined) continue;
    if (!stdout.includes(interrupt_at)) continue;
    is_interrupted = true;
    child.kill("SIGINT");
  }
  return { exit_code: await child.exited, stdout, stderr: await stderr };
}

function expectNothingLeft(stdout: string): void {
  const directory = DIRECTORY.exec(stdout)?.[1] ?? "";
  expect(directory).not.toBe("");
  expect(existsSync(directory)).toBe(false);
}

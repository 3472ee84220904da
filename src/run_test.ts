// The command line: asking for help never fails, and a mistake names the expected usage.
import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import type { Mock } from "bun:test";
import { COMMAND_HELP } from "./commands/command_help.ts";
import { nearestWord } from "./commands/nearest_word.ts";
import { run } from "./run.ts";

let log: Mock<typeof console.log>;
let error: Mock<typeof console.error>;
beforeEach(() => {
  log = spyOn(console, "log").mockImplementation(() => {});
  error = spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  log.mockRestore();
  error.mockRestore();
});

/** Runs a command line, and returns its exit code and what it printed. */
async function runLine(line: string) {
  const code = await run(line.split(" "));
  const textOf = ({ mock }: Mock<typeof console.log>) =>
    mock.calls.map(([text]) => String(text)).join("\n");
  return { code, stdout: textOf(log), stderr: textOf(error) };
}

describe("help", () => {
  test.each(["help", "--help", "-h"])("%s lists the commands", async (line) => {
    const { code, stdout, stderr } = await runLine(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toStartWith("Usage: tallyho <command>");
    expect(stdout).toContain("\n  serve ");
  });

  test("of a command prints every form of it, and runs nothing", async () => {
    const { code, stdout, stderr } = await runLine("token create --help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(
      `Usage: tallyho token create NAME ROLE [--affiliate ID | --advertiser ID]
       tallyho token list
       tallyho token revoke ID
`,
    );
    expect(await runLine("serve -h")).toMatchObject({ code: 0, stderr: "" });
  });

  test("version may be asked for as an option", async () => {
    const { code, stdout } = await runLine("--version");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "tallyho 0.1.0" });
  });
});

describe("a mistake", () => {
  test.each(["nothing-such", "toString", "__proto__"])(
    "in the command is named: %s",
    async (line) => {
      const { code, stdout, stderr } = await runLine(line);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toBe(
        `Unknown command "${line}"; "tallyho help" lists them all`,
      );
    },
  );

  test.each([
    ["token create shop boss", '"boss" is not a role: use one of admin, '],
    ["token revoke 7", '"7" is not a token id\n'],
    ["token create shop affiliate --affiliate x", '"x" is not an id\n'],
    ["user create --rolle", 'Unknown option "--rolle"\n'],
    ["reconcile statement.csv", "Name one file, and its --advertiser, "],
    [
      "verify --form 2026-11-01",
      'Unknown option "--form": did you mean --from?\n',
    ],
    ["backup x --witout-keys", "did you mean --without-keys?"],
    ["health --josn", 'Unknown option "--josn": this command has none'],
    ["help verify backup", "Usage: tallyho help"],
    ["version 2", "Usage: tallyho version"],
    ["serve now", "Usage: tallyho serve"],
    ["health now", "Usage: tallyho health"],
    ["verify now", "Usage: tallyho verify"],
    ["verify --from soon", "--from must be a day such as 2026-11-22\n"],
    ["demo now", "Usage: tallyho demo"],
    ["jobs", "Usage: tallyho jobs list\n       tallyho jobs run NAME"],
  ])("in the words is named, with the usage: %s", async (line, named) => {
    const { code, stdout, stderr } = await runLine(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(named);
    expect(stderr).toContain(`Usage: tallyho ${line.split(" ")[0]}`);
  });
});

describe("a word that is nearly one", () => {
  test.each([
    ["verfy", "verify"],
    ["bakcup", "backup"],
    ["help", "help"],
    ["servce", "serve"],
    ["nothing-such", null],
    ["x".repeat(100_000), null],
  ])("%p means %p", (given, meant) => {
    expect(nearestWord(given, Object.keys(COMMAND_HELP))).toBe(meant);
  });

  test("is named where it is a command", async () => {
    const { code, stderr } = await runLine("verfy");
    expect(code).toBe(2);
    expect(stderr).toBe(
      'Unknown command "verfy": did you mean verify? "tallyho help" lists them all',
    );
    expect(await runLine("help verfy")).toMatchObject({ code: 2 });
  });
});

/** The names of the commands, as the help lists them. */
async function listed(): Promise<string[]> {
  const { stdout } = await runLine("help");
  log.mockClear();
  return [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name);
}

describe("each command", () => {
  test("says its options, an example and its exit codes, by --help and by help COMMAND", async () => {
    for (const name of await listed()) {
      const { code, stdout } = await runLine(`${name} --help`);
      log.mockClear();
      expect(code).toBe(0);
      const usage = stdout.split("\n\n")[1] ?? "";
      const [, options = ""] = /\nOptions:\n([^]*?)\n\n/.exec(stdout) ?? [];
      const explained = [...options.matchAll(/^ {2}(--[a-z-]+)/gm)];
      const in_usage = [...usage.matchAll(/--[a-z-]+/g)].map(([word]) => word);
      expect(new Set(explained.map(([, option]) => option))).toEqual(
        new Set<string | undefined>(in_usage),
      );
      expect(stdout).toMatch(new RegExp(`\nExample:\n {2}tallyho ${name}`));
      expect(stdout).toMatch(
        /\nExit codes:\n {2}0 .+\n {2}1 .+\n {2}2 .+\n {2}130 /,
      );
      expect(
        Math.max(...stdout.split("\n").map((line) => line.length)),
      ).toBeLessThan(120);
      expect((await runLine(`help ${name}`)).stdout).toBe(stdout);
      log.mockClear();
    }
  });

  test("refuses an option that it doesn't have, with exit code 2, before it does anything", async () => {
    for (const name of await listed()) {
      const { code, stderr } = await runLine(
        `${name} --no-such-option-anywhere`,
      );
      expect([name, code]).toEqual([name, 2]);
      expect(stderr).toContain('Unknown option "--no-such-option-anywhere"');
      error.mockClear();
    }
  });
});

// The command line: asking for help never fails, and a mistake names the expected usage.
import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import type { Mock } from "bun:test";
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
    expect(stdout).toEndWith(
      `Usage: tallyho token create NAME ROLE [--affiliate ID | --advertiser ID]
       tallyho token list
       tallyho token revoke ID`,
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
    ["user create --rolle", "Unknown option '--rolle'"],
    ["reconcile statement.csv", "Name one file, and its --advertiser, "],
    ["serve now", "Usage: tallyho serve"],
    ["health now", "Usage: tallyho health"],
    ["verify now", "Usage: tallyho verify"],
    ["verify --from soon", "--from must be a day such as 2026-11-22\n"],
    ["demo now", "Usage: tallyho demo"],
    ["jobs", "Usage: tallyho jobs list\n       tallyho jobs run NAME"],
  ])("in the words is named, with the usage: %s", async (line, named) => {
    const { code, stdout, stderr } = await runLine(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toStartWith(named);
    expect(stderr).toContain(`Usage: tallyho ${line.split(" ")[0]}`);
  });
});

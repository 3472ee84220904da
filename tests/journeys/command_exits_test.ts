// A script that runs a command learns from its exit code that it failed, and a person from one line why.
import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import type { Mock } from "bun:test";
import { run } from "../../src/run.ts";

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

describe("a command that can't do its work", () => {
  const NOWHERE = "/nowhere/at/all";
  const before = { ...process.env };
  beforeEach(() => {
    // Nothing listens on port 1, and there is no data directory.
    Object.assign(process.env, { TALLYHO_DATA_DIR: NOWHERE, PORT: "1" });
  });
  afterEach(() => {
    for (const name of ["TALLYHO_DATA_DIR", "PORT"]) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test.each([
    ["click rotate-key", NOWHERE],
    ["user list", "There is no database in"],
    ["verify", "There is no database in"],
    [`backup ${NOWHERE}/x.tar --without-keys`, "There is no database in"],
    [`drain ${NOWHERE}`, "There is no journal in"],
    [`restore ${NOWHERE}/x.tar`, NOWHERE],
    [`fx import ${NOWHERE}`, NOWHERE],
    ["health", "Cannot reach the tracker"],
    ["jobs list", NOWHERE],
    ["tasks list", NOWHERE],
    ["report", NOWHERE],
    [`import ${NOWHERE} --advertiser 1`, NOWHERE],
    [
      `reconcile ${NOWHERE} --advertiser 1 --from 2026-11-01 --to 2026-12-01`,
      NOWHERE,
    ],
  ])("exits with 1 and says why: %s", async (line, why) => {
    const code = await run(line.split(" "));
    expect([line, code]).toEqual([line, 1]);
    const stderr = error.mock.calls.map(([text]) => String(text)).join("\n");
    expect(stderr).toContain(why);
  });
});

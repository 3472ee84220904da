import { afterAll, expect, test } from "bun:test";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeSystemFault } from "./system_fault.ts";

const base = mkdtempSync(join(tmpdir(), "tallyho-faults-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function faultOf(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    return describeSystemFault(error);
  }
  throw new Error("It works");
}

test("describeSystemFault() says what happened at which path, without the system's codes", () => {
  const file = join(base, "file");
  writeFileSync(file, "");
  expect(faultOf(() => readFileSync(base))).toContain("There is a directory");
  expect(faultOf(() => writeFileSync(join(file, "in-it"), ""))).toBe(
    `There is a file at "${join(file, "in-it")}" where a directory is needed: name another place`,
  );
  expect(faultOf(() => readFileSync(join(base, "none")))).toBe(
    `There is no such file or directory at "${join(base, "none")}"`,
  );
});

test.skipIf(process.platform !== "linux")(
  "describeSystemFault() says that a disk is full",
  () => {
    const full = openSync("/dev/full", "w");
    try {
      const fault = faultOf(() => writeSync(full, "x"));
      expect(fault).toBe("The disk is full: make room, and try again");
    } finally {
      closeSync(full);
    }
  },
);

test("describeSystemFault() leaves other errors to themselves", () => {
  expect(describeSystemFault(new Error("ENOSPC"))).toBeNull();
  const of_postgres = Object.assign(new Error("x"), { code: "53100" });
  expect(describeSystemFault(of_postgres)).toBeNull();
});

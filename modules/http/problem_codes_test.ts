import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEM_STATUS } from "./problem_codes.ts";

const PAGE = join(import.meta.dir, "../../docs/reference/codes.md");

test("every code has the status that the page of codes gives it", () => {
  const [, , refused = "", api = ""] = readFileSync(PAGE, "utf8").split(
    "\n## ",
  );
  const listed: Record<string, number> = {};
  for (const line of `${refused}\n${api}`.split("\n")) {
    const [, status = "", codes = ""] = line.split("|");
    if (!/^ \d{3} +$/.test(status)) continue;
    for (const [, code = ""] of codes.matchAll(/`([a-z_]+)`/g)) {
      listed[code] ??= Number(status);
    }
  }
  expect(Object.keys(listed).length).toBeGreaterThan(60);
  const known: Record<string, number> = { ...PROBLEM_STATUS };
  expect(known).toEqual(listed);
});

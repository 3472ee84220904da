import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBoundedLog } from "./bounded_log.ts";

const encoder = new TextEncoder();

test("openBoundedLog() keeps the latest lines within twice the bound, over reopening", () => {
  const base = mkdtempSync(join(tmpdir(), "tallyho-log-"));
  const path = join(base, "postgres.log");
  try {
    for (let round = 0; round < 10; round++) {
      const log = openBoundedLog(path, 100);
      for (let line = 0; line < 5; line++) {
        log.write(encoder.encode(`round ${round} line ${line}\n`));
      }
      log.close();
      log.write(encoder.encode("after close"));
    }
    expect(statSync(path).size).toBeLessThanOrEqual(100);
    expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(100);
    expect(readFileSync(path, "utf8")).toEndWith("round 9 line 4\n");
  } finally {
    rmSync(base, { recursive: true });
  }
});

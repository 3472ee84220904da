import { describe, expect, test } from "bun:test";
import type { LogLevel } from "../modules/kernel/mod.ts";
import { ManualClock } from "../modules/kernel/mod.ts";
import { EventLog } from "./event_log.ts";

const START_MS = Date.UTC(2026, 10, 22, 10);
const HOSTILE = "a\n2026 error \u001b[2Jb\u2028c\u0085d\u202ee\r\0\ud800";

function open(format: "json" | "text", level: LogLevel = "info") {
  const lines: string[] = [];
  const take = (line: string) => lines.push(line);
  const clock = new ManualClock(START_MS);
  const log = new EventLog({
    ...{ format, level, clock },
    events: take,
    messages: take,
  });
  return { log, lines };
}

describe("EventLog", () => {
  test("writes an event as one line of JSON", () => {
    const { log, lines } = open("json");
    log.report("job", { job: "nightly", ms: 3, outcome: "done" });
    expect(lines).toEqual([
      '{"time":"2026-11-22T10:00:00.000Z","level":"info","event":"job","job":"nightly","ms":3,"outcome":"done"}',
    ]);
  });

  test("writes an event as one line of text", () => {
    const { log, lines } = open("text");
    log.report("job", { job: "a b", ms: 3, error: null }, "warn");
    expect(lines).toEqual([
      '2026-11-22T10:00:00.000Z warn job job="a b" ms=3 error=null',
    ]);
  });

  test.each(["json", "text"] as const)(
    "no value makes a line of its own, or moves the cursor: %s",
    (format) => {
      const { log, lines } = open(format);
      log.report("request", { route: HOSTILE });
      const [line = ""] = lines;
      // oxlint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\0-\u001f\u007f-\u009f\u2028-\u202e]/);
      expect(line.isWellFormed()).toBe(true);
    },
  );

  test("keeps the lines of a stack, none of which begins an event", () => {
    const { log, lines } = open("text");
    log.message(`failed: ${HOSTILE}\n    at x`);
    const [first = "", ...rest] = (lines[0] ?? "").split("\n");
    expect(first).toBe("2026-11-22T10:00:00.000Z error failed: a");
    expect(rest).toHaveLength(2);
    for (const line of rest) expect(line).toStartWith("    ");
  });

  test("gives each message one line of JSON that reads as it was", () => {
    const { log, lines } = open("json");
    log.message("failed: x\n    at y\u2028z");
    expect(lines[0]).not.toMatch(/[\n\u2028]/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      message: "failed: x\n    at y\u2028z",
    });
  });

  test.each([
    ["debug", ["debug", "info", "warn", "message"]],
    ["info", ["info", "warn", "message"]],
    ["warn", ["warn", "message"]],
    ["error", ["message"]],
  ] as const)("logs from a level on: %s", (level, expected) => {
    const { log, lines } = open("json", level);
    for (const one of ["debug", "info", "warn"] as const) {
      log.report(one, {}, one);
    }
    log.message("broken");
    const seen = lines.map(
      (line) => (JSON.parse(line) as { event: string }).event,
    );
    expect(seen).toEqual([...expected]);
  });

  test("bounds what one value and one message take", () => {
    const { log, lines } = open("json");
    log.report("request", { route: "x".repeat(100_000) });
    log.message("y".repeat(1_000_000));
    expect(lines[0]?.length).toBeLessThan(1_000);
    expect(lines[1]?.length).toBeLessThan(20_000);
  });
});

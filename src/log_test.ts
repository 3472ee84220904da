import { describe, expect, test } from "bun:test";
import { errorLog } from "./log.ts";

function openLog() {
  const lines: string[] = [];
  const clock = { ticks_ms: 0 };
  const log = (line: string) => {
    lines.push(line);
  };
  const failed = errorLog(log, () => clock.ticks_ms);
  return { lines, clock, log, failed };
}

class JournalFullError extends Error {
  override readonly name = "JournalFullError";
}

describe("errorLog()", () => {
  test("logs the same fault once a minute, with its count", () => {
    const { lines, clock, failed } = openLog();
    for (let click = 0; click < 1_000; click++) {
      failed("a click was not stored", new JournalFullError("16 MB are full"));
    }
    expect(lines).toEqual([
      "a click was not stored: JournalFullError: 16 MB are full",
    ]);
    clock.ticks_ms = 60_000;
    failed("a click was not stored", new JournalFullError("16 MB are full"));
    expect(lines.slice(1)).toEqual([
      "a click was not stored (and 999 times more since): JournalFullError: 16 MB are full",
    ]);
  });

  test("ids, numbers and quoted values make no other fault; another message does", () => {
    const { lines, failed } = openLog();
    for (const id of ["01a21fe7-14ce-770b", "7", "900719"]) {
      failed("a delivery", new Error(`endpoint ${id}: "${id}" is unknown`));
    }
    failed("a delivery", new Error("the socket was closed"));
    failed("a delivery to B", new Error("the socket was closed"));
    expect(lines).toHaveLength(3);
  });

  test("parts that write to one log share its memory", () => {
    const { lines, log, failed } = openLog();
    failed("draining", new Error("no room"));
    errorLog(log, () => 0)("draining", new Error("no room"));
    expect(lines).toHaveLength(1);
  });

  test("has stacks of what nobody expected, and none of a value that Postgres refuses or a database that is away", () => {
    const { lines, failed } = openLog();
    const refused = Object.assign(new Error("invalid byte sequence: 0x00"), {
      code: "22021",
    });
    failed("invalid_request", new Error("Failed query", { cause: refused }));
    const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    failed("drain_journal", away);
    failed("judging a postback", new TypeError("x is not a function"));
    expect(lines.slice(0, 2)).toEqual([
      "invalid_request: Error: invalid byte sequence: 0x00",
      "drain_journal: Error: connect",
    ]);
    expect(lines[2]).toContain("log_test.ts");
  });

  test("beyond two hundred kinds of faults a minute the further ones are one kind, in memory and in the log", () => {
    const { lines, clock, failed } = openLog();
    const kind = (index: number) =>
      String(index).replace(
        /\d/g,
        (digit) => "ghijklmnop"[Number(digit)] ?? "",
      );
    for (let index = 0; index < 1_000; index++) {
      failed(`fault ${kind(index)}`, new Error("odd"));
    }
    expect(lines).toHaveLength(201);
    failed(`fault ${kind(3)}`, new Error("odd"));
    expect(lines).toHaveLength(201);
    clock.ticks_ms = 60_000;
    failed("fault anew", new Error("odd"));
    expect(lines.slice(201)).toEqual([
      expect.stringContaining(": 1 times more"),
      "faults of further kinds: 799 times more",
      expect.stringContaining("fault anew: Error: odd"),
    ]);
  });
});

test("errorLog() says which request failed, and counts the same fault of others", () => {
  const lines: string[] = [];
  const log = errorLog((line) => lines.push(line));
  for (const id of ["first", "second", "third"]) {
    log("internal_error", new Error("it broke"), id);
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]?.split("\n")[0]).toBe(
    "internal_error: Error: it broke (request first)",
  );
});

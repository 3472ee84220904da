import { expect, test } from "bun:test";
import { ReplayLog } from "./replay_log.ts";

test("a recovery's log says how far it is and what it last committed, wherever its text is cut", () => {
  const seen: [done: number, total: number][] = [];
  const range = { from: 0x2000000n, to: 0x5000000n };
  const log = new ReplayLog(range, (done, total) => seen.push([done, total]));
  const text = [
    "LOG:  redo starts at 0/2000028",
    "LOG:  redo in progress, elapsed time: 0.50 s, current LSN: 0/3000000",
    "LOG:  redo done at 0/40000F8 system usage: CPU: user: 0.01 s",
    "LOG:  last completed transaction was at log time 2026-11-29 14:01:59.123456+00",
    "",
  ].join("\n");
  expect(log.last_commit).toBeNull();
  for (const part of text.match(/[^]{1,7}/g) ?? []) log.read(part);
  expect(seen).toEqual([
    [0x28, 0x3000000],
    [0x1000000, 0x3000000],
  ]);
  expect(log.last_commit).toBe("2026-11-29T14:01:59.123Z");
});

// A fast bench proves nothing if it is wrong: it checks itself that partners, deliveries and the
// log of attempts agree.
import { expect, spyOn, test } from "bun:test";
import { IS_LONG } from "../long.ts";
import { benchDeliveries } from "./deliveries.ts";

const BACKLOG = 10_000;

test("the bench of deliveries delivers each once with its attempt logged, to all partners that answer, and claims from a backlog", async () => {
  const printed = spyOn(console, "log").mockImplementation(() => {});
  try {
    await benchDeliveries({
      deliveries: IS_LONG ? 500 : 100,
      rounds: 1,
      peers: "none",
      latency: { rounds: 1, duration_ms: 1_000, warm_ms: 200 },
      backlogs: [BACKLOG],
      parts: IS_LONG ? ["rate", "latency", "backlog"] : ["rate"],
    });
    const lines = printed.mock.calls.map(([line]) => String(line));
    expect(lines).toContainEqual(expect.stringMatching(/^tallyho .*\(\d+\)/));
    const heard = lines.filter((line) => /^(all answer|one hangs)/.test(line));
    // Sent to partners that answer, and none of it unreceived.
    if (IS_LONG)
      expect(heard.map((line) => line.split(/ {2,}/).slice(-4, -2))).toEqual([
        ["160", "0"],
        ["160", "0"],
      ]);
    if (IS_LONG) expect(lines.at(-1)).toMatch(new RegExp(`^ +${BACKLOG} `));
  } finally {
    printed.mockRestore();
  }
});

// Nobody outside may slow or fill a tracker: each attack runs against a real one
// while visitors open a link, who must hardly feel it. Bounds are generous, since
// other work may share the machine.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { endlessBodies } from "./attacks/endless_bodies.ts";
import { Outside } from "./outside.ts";
import type { Harm } from "./outside.ts";

/** A visitor may wait so long at worst. */
const WORST_MS = 1_500;
const MB = 1_048_576;

describe("what an outsider does to a tracker", () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await Outside.start();
  });
  afterAll(async () => {
    await outside.stop();
  });

  test("nothing, where it only looks", async () => {
    const harm = await outside.whileAttacked(() =>
      outside.api.fetch("/healthz"),
    );
    expectUnharmed(harm);
    expect(harm.result.status).toBe(200);
    expect(harm.log).toBe("");
  });

  test("sends bodies without an end, to whatever address and host: they are cut off", async () => {
    const harm = await outside.whileAttacked(() =>
      endlessBodies(outside.api.url),
    );
    expectUnharmed(harm);
    expect(harm.log).toBe("");
    expect(harm.memory_grown_bytes).toBeLessThan(250 * MB);
    for (const { name, sent_bytes, status } of harm.result) {
      expect(sent_bytes, name).toBeLessThan(16 * MB);
      expect(status, name).toBeOneOf([0, 302, 200, 400, 401, 404, 405, 413]);
    }
  });
});

/** Each visitor was sent on, none late. */
function expectUnharmed(harm: Harm<unknown>): void {
  expect(harm.others).toEqual([]);
  expect(harm.redirects).toBeGreaterThan(0);
  expect(harm.worst_ms).toBeLessThan(WORST_MS);
}

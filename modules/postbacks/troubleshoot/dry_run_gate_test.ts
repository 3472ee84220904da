import { expect, test } from "bun:test";
import { DryRunGate } from "./dry_run_gate.ts";

const REFUSED = { status: 409, code: "dry_run_under_way" };

test("an advertiser has one dry run at a time, and few have one", async () => {
  const gate = new DryRunGate();
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = [1, 2, 3].map((id) => gate.run(id, () => promise));
  for (const id of [1, 4]) {
    const refused = gate.run(id, () => Promise.resolve());
    expect(await refused.catch((error: unknown) => error)).toMatchObject(
      REFUSED,
    );
  }
  resolve();
  await Promise.all(running);
  expect(await gate.run(4, () => Promise.resolve("tried"))).toBe("tried");
});

test("one that failed is over", async () => {
  const gate = new DryRunGate();
  const failed = gate.run(1, () => Promise.reject(new Error("gone")));
  expect(failed).rejects.toThrow("gone");
  await failed.catch(() => {});
  expect(await gate.run(1, () => Promise.resolve("tried"))).toBe("tried");
});

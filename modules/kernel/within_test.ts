import { expect, test } from "bun:test";
import { within } from "./within.ts";

const LONG_MS = 3_600_000;
const never = new Promise<string>(() => {});

test("within() gives what comes in time, and else what it was told to", async () => {
  expect(await within(LONG_MS, Promise.resolve("here"), null)).toBe("here");
  expect(await within(0, never, null)).toBeNull();
  const broken = Promise.reject(new Error("no disk"));
  await expect(within(LONG_MS, broken, null)).rejects.toThrow("no disk");
});

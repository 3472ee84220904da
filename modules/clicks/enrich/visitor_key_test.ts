import { expect, test } from "bun:test";
import { visitorKey } from "./visitor_key.ts";

test("visitorKey() is the same for the same visitor, and differs by each of its parts", () => {
  const key = visitorKey("203.0.113.1", "Mozilla/5.0", 7);
  expect(visitorKey("203.0.113.1", "Mozilla/5.0", 7)).toBe(key);
  const others = [
    visitorKey("203.0.113.2", "Mozilla/5.0", 7),
    visitorKey("203.0.113.1", "Mozilla/5.1", 7),
    visitorKey("203.0.113.1", "Mozilla/5.0", 71),
    visitorKey("203.0.113.", "1Mozilla/5.0", 7),
  ];
  expect(new Set([key, ...others]).size).toBe(5);
});

test("visitorKey() stays short however long the user agent is", () => {
  const key = visitorKey("2001:db8::1", "x".repeat(10_000), 2_147_483_647);
  expect(key.length).toBeLessThanOrEqual(24);
});

import { expect, test } from "bun:test";
import { visitorKey, visitorSeed } from "./visitor_key.ts";

const SEED = visitorSeed(new Uint8Array(32).fill(7));
const OTHER_SEED = visitorSeed(new Uint8Array(32).fill(8));

const keyOf = (ip: string, user_agent: string, campaign_id: number) =>
  visitorKey(ip, user_agent, { campaign_id, seed: SEED });

test("visitorKey() is the same for the same visitor, and differs by each of its parts", () => {
  const key = keyOf("203.0.113.1", "Mozilla/5.0", 7);
  expect(keyOf("203.0.113.1", "Mozilla/5.0", 7)).toBe(key);
  const others = [
    keyOf("203.0.113.2", "Mozilla/5.0", 7),
    keyOf("203.0.113.1", "Mozilla/5.1", 7),
    keyOf("203.0.113.1", "Mozilla/5.0", 71),
    keyOf("203.0.113.", "1Mozilla/5.0", 7),
    visitorKey("203.0.113.1", "Mozilla/5.0", {
      campaign_id: 7,
      seed: OTHER_SEED,
    }),
  ];
  expect(new Set([key, ...others]).size).toBe(6);
});

test("visitorKey() stays short however long the user agent is", () => {
  const key = keyOf("2001:db8::1", "x".repeat(10_000), 2_147_483_647);
  expect(key.length).toBeLessThanOrEqual(24);
});

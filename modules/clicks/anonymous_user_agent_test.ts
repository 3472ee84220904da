import { expect, test } from "bun:test";
import { anonymousUserAgent, isAnonymous } from "./anonymous_user_agent.ts";
import { readDevice, userAgentId } from "./enrich/mod.ts";

const AGENT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

const rowOf = (user_agent: string) => ({
  ua_id: userAgentId(user_agent),
  user_agent,
  ...readDevice(user_agent),
});

test("an anonymous user agent keeps device, system and browser, and nothing else", () => {
  const { ua_id, ...kept } = anonymousUserAgent(rowOf(AGENT));
  expect(kept).toEqual({
    user_agent: "",
    device: "mobile",
    os: "ios",
    os_version: null,
    browser: "safari",
    is_bot: false,
  });
  expect(anonymousUserAgent(rowOf(AGENT.replaceAll("17.5", "18.1")))).toEqual({
    ua_id,
    ...kept,
  });
});

test("an anonymous user agent differs by each of what it keeps, and is its own", () => {
  const row = rowOf(AGENT);
  const changed = [
    row,
    { ...row, device: "tablet" },
    { ...row, os: "macos" },
    { ...row, browser: "chrome" },
    { ...row, is_bot: true },
  ].map(anonymousUserAgent);
  expect(new Set(changed.map(({ ua_id }) => ua_id)).size).toBe(5);
  expect(changed.map(anonymousUserAgent)).toEqual(changed);
  expect(changed.every(isAnonymous)).toBe(true);
  expect([AGENT, "", "curl/8.5.0"].map(rowOf).some(isAnonymous)).toBe(false);
});

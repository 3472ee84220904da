import { describe, expect, test } from "bun:test";
import { checkOwnSettings, weakened } from "./source_rights.ts";
import type { ProvingSource } from "./source_rights.ts";

const source = (id: number, rest: Partial<ProvingSource> = {}) => ({
  id,
  is_default: false,
  require: "token",
  enforce: true,
  drift_seconds: 300,
  ...rest,
});
const signed = { require: "signature" };
const open = { require: "none" };

describe("weakened() names the setting by which a change lets more pass", () => {
  test.each([
    ["a first source", [], [source(1)], null],
    ["a first one without proof", [], [source(1, open)], "require"],
    ["as strict as before", [source(1)], [source(1), source(2)], null],
    ["stricter", [source(1)], [source(1, signed)], null],
    ["less strict", [source(1, signed)], [source(1)], "require"],
    [
      "a new one less strict than the others",
      [source(1, signed)],
      [source(1, signed), source(2)],
      "require",
    ],
    ["only recording", [source(1)], [source(1, { enforce: false })], "enforce"],
    [
      "a new one that only records",
      [source(1)],
      [source(1), source(2, { enforce: false })],
      "enforce",
    ],
    ["enforcing", [source(1, { enforce: false })], [source(1)], null],
    [
      "signatures valid for longer",
      [source(1)],
      [source(1, { drift_seconds: 301 })],
      "drift_seconds",
    ],
    ["for less long", [source(1)], [source(1, { drift_seconds: 60 })], null],
    [
      "a new one with a long time",
      [],
      [source(1, { drift_seconds: 86_400 })],
      "drift_seconds",
    ],
    [
      "a less strict default",
      [source(1, { ...signed, is_default: true }), source(2)],
      [source(1, signed), source(2, { is_default: true })],
      "default",
    ],
    [
      "a less strict one judges the plain address after the first is gone",
      [source(1, signed), source(2), source(3, signed)],
      [source(2), source(3, signed)],
      "default",
    ],
    ["none left", [source(1)], [], "default"],
    ["one of two equal ones", [source(1), source(2)], [source(2)], null],
    [
      "what never asked for proof",
      [source(1, open)],
      [source(1, open), source(2)],
      null,
    ],
  ] as const)("%s", (_, before, after, found) => {
    expect(weakened(before, after)).toBe(found);
  });
});

describe("checkOwnSettings()", () => {
  const given = { key: "short1", reinstate: true, name: "Shop" };

  test("names each setting that is the network's", () => {
    expect(() => checkOwnSettings("advertiser", given)).toThrow(
      expect.objectContaining({
        status: 403,
        code: "network_decides",
        errors: [
          expect.objectContaining({ field: "key" }),
          expect.objectContaining({ field: "reinstate" }),
        ],
      }),
    );
  });

  test("lets the network set them, and an advertiser leave them as they are", () => {
    checkOwnSettings("manager", given);
    checkOwnSettings("advertiser", { reinstate: false, allow_ips: [] });
    const before = { allow_ips: ["192.0.2.0/24"], reinstate: true };
    const same = { allow_ips: ["192.0.2.0/24"], reinstate: true };
    checkOwnSettings("advertiser", same, before);
    expect(() =>
      checkOwnSettings("advertiser", { reinstate: false }, before),
    ).toThrow();
  });
});

import { describe, expect, test } from "bun:test";
import type { SkanSettings, SkanValue } from "../../../db/schema/mod.ts";
import {
  claims,
  linkOf,
  mayBeSame,
  meaningOf,
  overlaps,
} from "./skan_match.ts";

const settings = (change: Partial<SkanSettings> = {}): SkanSettings => ({
  app_id: 1,
  ad_network_id: null,
  link_id: null,
  source_identifiers: [],
  values: [],
  sandbox: false,
  approve_after_days: null,
  ...change,
});
const named = (...ids: (string | [string, number])[]) => ({
  source_identifiers: ids.map((one) => {
    const [source_identifier, link_id] =
      typeof one === "string" ? [one, null] : one;
    return { source_identifier, link_id };
  }),
});
const install = (source_identifier: string, change: object = {}) => ({
  ad_network_id: "com.example",
  source_identifier,
  is_hierarchical: true,
  is_development: false,
  ...change,
});

test("mayBeSame() knows an identifier by its last two digits, never by one", () => {
  expect(mayBeSame("5239", "39")).toBe(true);
  expect(mayBeSame("239", "5239")).toBe(true);
  expect(mayBeSame("5239", "52")).toBe(false);
  expect(mayBeSame("9", "5239")).toBe(false);
  expect(mayBeSame("9", "9")).toBe(true);
});

describe("overlaps()", () => {
  test.each([
    ["another app", {}, { app_id: 2 }, false],
    ["a sandbox and none", {}, { sandbox: true }, false],
    ["the same app", {}, {}, true],
    ["two networks", { ad_network_id: "a" }, { ad_network_id: "b" }, false],
    ["a network and any", { ad_network_id: "a" }, {}, true],
    ["some sources and all", named("5239"), {}, true],
    ["other sources", named("5239"), named("5240"), false],
    ["a source cut to its digits", named("5239"), named("39"), true],
  ] as const)("of %s", (_, one, other, expected) => {
    expect(overlaps(settings(one), settings(other))).toBe(expected);
    expect(overlaps(settings(other), settings(one))).toBe(expected);
  });
});

describe("claims()", () => {
  test("takes a development key in a sandbox only, whatever network it names", () => {
    const made = install("1234", {
      ad_network_id: "development.adattributionkit",
      is_development: true,
    });
    const own = { ad_network_id: "com.example" };
    expect(claims(settings(), made)).toBe(false);
    expect(claims(settings({ ...own, sandbox: true }), made)).toBe(true);
    const other = install("1234", { is_development: true, ad_network_id: "b" });
    expect(claims(settings({ ...own, sandbox: true }), other)).toBe(false);
  });

  test("takes a campaign id by all of its digits", () => {
    const of_old = install("42", { is_hierarchical: false });
    expect(claims(settings(named("42")), of_old)).toBe(true);
    expect(claims(settings(named("5242")), of_old)).toBe(false);
    expect(claims(settings(named("5242")), install("42"))).toBe(true);
  });
});

describe("linkOf()", () => {
  const two = settings(named(["5239", 7], ["4139", 8], ["5240", 8]));

  test("names a link for sure, or the one for all others", () => {
    expect(linkOf(two, install("5239"))).toBe(7);
    expect(linkOf(two, install("239"))).toBe(7);
    expect(linkOf(two, install("40"))).toBe(8);
    expect(linkOf(two, install("39"))).toBeNull();
    expect(linkOf({ ...two, link_id: 9 }, install("39"))).toBe(9);
    expect(linkOf({ ...two, link_id: 9 }, install("1111"))).toBe(9);
  });
});

describe("meaningOf()", () => {
  const value = (change: Partial<SkanValue>): SkanValue => ({
    fine: null,
    coarse: null,
    window: null,
    goal: "install",
    amount: null,
    ...change,
  });
  const any = value({ goal: "any" });
  const fine = value({ fine: 5, goal: "fine" });
  const high = value({ coarse: "high", goal: "high" });
  const later = value({ coarse: "high", window: 1, goal: "later" });
  const values = [any, fine, high, later];
  const sent = (change: object) => ({
    window: 0,
    fine: null,
    coarse: null,
    ...change,
  });

  test.each([
    ["the value itself", { fine: 5 }, "fine"],
    ["any other fine value", { fine: 6 }, "any"],
    ["none at all", {}, "any"],
    ["a coarse value", { coarse: "high" }, "high"],
    ["one of its own window", { coarse: "high", window: 1 }, "later"],
    ["one of any window", { coarse: "high", window: 2 }, "high"],
    ["none in a later window", { window: 1 }, undefined],
    ["a fine value in a later window", { fine: 5, window: 1 }, undefined],
  ])("%s", (_, change, goal) => {
    expect(meaningOf(values, sent(change))?.goal).toBe(goal);
  });
});

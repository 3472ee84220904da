import { describe, expect, test } from "bun:test";
import { OldNames } from "./old_names.ts";

function link(id: number, change: Record<string, unknown> = {}) {
  return {
    ...{ id, external_id: null as string | null, kind: "plain", paused: false },
    ...{ campaign_id: 1, affiliate_id: 1 },
    ...change,
  };
}

function named(id: number, external_id: string | null) {
  return { id, external_id };
}

function namesOf(
  links: ReturnType<typeof link>[],
  campaigns = [named(1, "Shoes")],
) {
  return new OldNames({ links, campaigns, affiliates: [named(1, "kim")] });
}

function found(names: ReturnType<typeof namesOf>, path: string, query = "") {
  const old = names.read(path, query);
  return old === null ? null : (names.resolve(old).link?.id ?? null);
}

describe("OldNames finds a link", () => {
  test("by its code, as it is, else by the only one that differs in case", () => {
    const links = ["one", "One", "TWO", "ThreE", "THREE"].map((code, at) =>
      link(at + 1, { external_id: code, campaign_id: 9 }),
    );
    const names = namesOf(links);
    const asked = ["one", "One", "ONE", "two", "TWO", "three", "THREE", "no"];
    expect(asked.map((code) => found(names, `/${code}`))).toEqual([
      ...[1, 2, null, 3, 3, null, 5, null],
    ]);
  });

  test("by campaign and affiliate: the oldest that runs, else the oldest", () => {
    const query = "offer_id=shoes&aff_id=KIM";
    const paused = { paused: true };
    const found_of = (...links: ReturnType<typeof link>[]) =>
      found(namesOf(links), "/aff_c", query);
    expect(found_of(link(3), link(2), link(4))).toBe(2);
    expect(found_of(link(2, paused), link(3))).toBe(3);
    expect(found_of(link(3), link(2, paused))).toBe(3);
    expect(found_of(link(3, paused), link(2, paused))).toBe(2);
    expect(found_of(link(2, { kind: "smart" }))).toBeNull();
    expect(found_of(link(2, { affiliate_id: 2 }))).toBeNull();
  });

  test("by a name of its own before the two that it joins", () => {
    const names = namesOf([
      link(2),
      link(3, { external_id: "kim/Shoes", campaign_id: 9 }),
    ]);
    expect(found(names, "/kim/Shoes/")).toBe(3);
    expect(found(names, "/clk", "oid=Shoes&affid=kim")).toBe(3);
  });

  test("by ids of ours only in our own form", () => {
    const names = namesOf([link(2)]);
    expect(found(names, "/c/1/1")).toBe(2);
    expect(found(names, "/c/external_id:Shoes/kim")).toBe(2);
    expect(found(names, "/aff_c", "offer_id=1&aff_id=1")).toBeNull();
  });
});

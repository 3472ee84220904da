import { describe, expect, test } from "bun:test";
import { decodePart, readPathStyle } from "./addresses.ts";

function read(path: string): Record<string, string> {
  return Object.fromEntries(
    readPathStyle(path).map(({ name, value }) => [name, value]),
  );
}

describe("readPathStyle()", () => {
  test("reads name:value between slashes, as parameters of the path", () => {
    expect(readPathStyle("campaign:1/clickref:X")).toEqual([
      { name: "campaign", value: "1", from: "path" },
      { name: "clickref", value: "X", from: "path" },
    ]);
  });

  test.each([
    ["a slash stands as %2F", "conversionref:A%2FB", "A/B"],
    ["a colon may stand for itself", "conversionref:A:B:C", "A:B:C"],
    ["the first colon may be encoded", "conversionref%3AA%3AB", "A:B"],
    ["a plus is a plus", "conversionref:A+B", "A+B"],
    ["a broken encoding stays as sent", "conversionref:A%ZZ", "A%ZZ"],
    ["a NUL stays as sent", "conversionref:A%00", "A%00"],
    ["letters beyond ASCII", "conversionref:%C3%A9", "é"],
    ["outside a group a bracket is a letter", "conversionref:A]", "A]"],
  ])("in a value, %s", (_what, path, value) => {
    expect(read(path)).toEqual({ conversionref: value });
  });

  test.each([
    ["one item", "[category:a/sku:b/value:12.50/quantity:2]", "25"],
    ["quantity is one by default", "[value:12.50]", "12.50"],
    ["two items", "[value:0.10/quantity:3]/[value:0.2]", "0.50"],
    ["groups side by side", "[value:1.25][value:2/quantity:2]", "5.25"],
    ["encoded brackets", "%5Bvalue:1%2E5/quantity:2%5D/%5bvalue:1%5d", "4"],
    ["a group that is not closed", "[value:2/quantity:3", "6"],
    ["no group at all", "value:2.5/quantity:2", "5"],
    ["a discount line", "[value:20]/[value:-5]", "15"],
    ["a comma stays a comma", "[value:12,50/quantity:2]/[value:0,1]", "25,10"],
  ])("adds up %s", (_what, path, value) => {
    expect(read(`clickref:X/${path}`)).toMatchObject({ clickref: "X", value });
  });

  test("a basket that can't be added up has a value that is no amount", () => {
    for (const path of [
      "[value:abc]/[value:2]",
      "[value:12.50]/[value:2,50]",
      "[value:2/quantity:x]",
      "[value:2/quantity:-1]",
      "[value:1/value:2]",
      "value:1/value:2",
    ]) {
      const { value = "" } = read(path);
      expect(value).toContain("×");
    }
  });

  test("a placeholder that nobody filled in is shown as it stands", () => {
    expect(read("[value:{value}/quantity:1]").value).toBe("{value}");
    expect(read("[value:1/quantity:%7Bqty%7D]").value).toBe("{qty}");
  });

  test("category and sku are only given where all items agree", () => {
    expect(
      read("[category:a/sku:1/value:1]/[category:a/sku:2/value:1]"),
    ).toEqual({ category: "a", value: "2" });
  });

  test("what is no name:value is passed over", () => {
    expect(readPathStyle("abc/:x/[]/[/]/")).toEqual([]);
  });

  test("a path at its full length is read in no time", () => {
    const items = "[value:1.5/quantity:2]/".repeat(700);
    expect(items.length).toBeGreaterThan(16_000);
    expect(read(items).value).toBe("2100");
    expect(readPathStyle("[".repeat(16_384))).toEqual([]);
    expect(readPathStyle("value:1/".repeat(2_048))).toHaveLength(1);
  });
});

describe("decodePart()", () => {
  test("leaves what it can't decode", () => {
    expect(["a%20b", "%zz", "%00", "%"].map(decodePart)).toEqual([
      "a b",
      "%zz",
      "%00",
      "%",
    ]);
  });
});

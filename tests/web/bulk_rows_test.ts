import { expect, test } from "bun:test";
import {
  itemsOf,
  readBulk,
  refusedItem,
  sheetRow,
} from "../../web/screens/bulk/rows.ts";

test("rows of a sheet become items: quotes, separators, an empty cell left out", () => {
  const text =
    '\uFEFFName;Email;Payment hold\r\n"Blog; the first ""one""";;yes\r\n\r\nSecond;s@blog.example;no\r\n';
  const table = readBulk("affiliates", text);
  expect([table.unknown, table.missing]).toEqual([[], []]);
  expect(itemsOf("affiliates", table)).toEqual([
    { name: 'Blog; the first "one"', payment_hold: true },
    { name: "Second", email: "s@blog.example", payment_hold: false },
  ]);
});

test("a sheet's cells are pasted with tabs; ids are numbers, or the network's own", () => {
  const table = readBulk(
    "links",
    "campaign_id\taffiliate_id\tsub1\tsub2\n7\texternal_id:B-2\tnews\t\n8\t9\t01\t02",
  );
  expect(itemsOf("links", table)).toEqual([
    {
      campaign_id: 7,
      affiliate_id: "external_id:B-2",
      subs: { sub1: "news" },
    },
    { campaign_id: 8, affiliate_id: 9, subs: { sub1: "01", sub2: "02" } },
  ]);
});

test("columns that aren't known or lack are named; what is no number is left to the API", () => {
  const table = readBulk("advertisers", "Shop,terms_days\nOne,soon");
  expect(table.unknown).toEqual(["shop"]);
  expect(table.missing).toEqual(["name"]);
  expect(itemsOf("advertisers", table)).toEqual([
    { shop: "One", terms_days: "soon" },
  ]);
});

test("a refusal names the row of the sheet and its column", () => {
  expect(refusedItem("items.4.affiliate_id")).toEqual({
    index: 4,
    field: "affiliate_id",
  });
  expect(refusedItem("items.0")).toEqual({ index: 0, field: "" });
  expect(refusedItem("partial")).toBeNull();
  expect(sheetRow(0)).toBe(2);
});

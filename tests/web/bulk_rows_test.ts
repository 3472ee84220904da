import { expect, test } from "bun:test";
import { columnOf } from "../../web/screens/bulk/columns.ts";
import { effectInWords } from "../../web/screens/bulk/effects.ts";
import {
  itemsOf,
  readBulk,
  refusedItem,
  sheetRow,
  sheetRows,
} from "../../web/screens/bulk/rows.ts";
import { ruleOfText } from "../../web/screens/bulk/rule_text.ts";

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

test("a campaign's row holds its goals, and the row of a price what is paid", () => {
  const table = readBulk(
    "campaigns",
    `name,advertiser_id,destination_url,currency,goal_key,goal_status,revenue,payout,goal_key_2,revenue_2,payout_2
Winter,external_id:shop,https://shop.example/,EUR,sale,pending,10%,80% of revenue,lead,2.50,as_sent
Spring,7,https://shop.example/s,EUR,sale,,2 + 5%,none,,,`,
  );
  expect([table.unknown, table.missing]).toEqual([[], []]);
  const place = (path: string) => `https://shop.example/${path}`;
  expect(itemsOf("campaigns", table)).toEqual([
    {
      name: "Winter",
      advertiser_id: "external_id:shop",
      destination_url: place(""),
      currency: "EUR",
      goals: [
        {
          key: "sale",
          default_status: "pending",
          revenue: { type: "percent", percent: "10" },
          payout: { type: "percent_of_revenue", percent: "80" },
        },
        {
          key: "lead",
          revenue: { type: "fixed", amount: "2.50" },
          payout: { type: "as_sent" },
        },
      ],
    },
    {
      name: "Spring",
      advertiser_id: 7,
      destination_url: place("s"),
      currency: "EUR",
      goals: [
        {
          key: "sale",
          revenue: { type: "fixed_plus_percent", amount: "2", percent: "5" },
          payout: { type: "none" },
        },
      ],
    },
  ]);
});

test.each(["12,50", "€ 3", "ten", "10% of all", "-1", "5 + 2"])(
  "%s is no price, and is left to be refused",
  (text) => {
    expect(ruleOfText(text)).toBeNull();
    const table = readBulk(
      "payouts",
      `campaign_id\tgoal_key\tpayout\n1\t*\t${text}`,
    );
    expect(itemsOf("payouts", table)).toEqual([
      { campaign_id: 1, goal_key: "*", payout: text },
    ]);
  },
);

test("a refused field is named by its column", () => {
  const named = (field: string) => columnOf("campaigns", field);
  expect(named("goals.1.revenue.amount")).toBe("revenue_2");
  expect(named("goals.0.key")).toBe("goal_key");
  expect(named("goals")).toBe("goal_key");
  expect(named("advertiser_id")).toBe("advertiser_id");
  expect(columnOf("links", "subs.sub2")).toBe("sub2");
  expect(columnOf("links", "elsewhere")).toBe("elsewhere");
});

test("the rows that were made are named in short", () => {
  expect(sheetRows([])).toBe("");
  expect(sheetRows([0, 1, 2, 5, 7, 8])).toBe("2–4, 7, 9–10");
});

test("the effect of a row is said with names", () => {
  const of = (id: number) => `name of ${id}`;
  const names = {
    affiliates: of,
    advertisers: of,
    campaigns: of,
    rule: (_: unknown, currency: string) => `9.00 ${currency}`,
  };
  const effect = (kind: "payouts" | "links", item: Record<string, unknown>) =>
    effectInWords(kind, item, names);
  const payout = { type: "fixed", amount: "9.00" };
  expect(
    effect("payouts", {
      campaign_id: 1,
      goal_key: "sale",
      affiliate_id: 2,
      payout,
    }),
  ).toBe(
    "Another price in name of 1 for name of 2. sale: the advertiser pays what the goal says, the affiliate gets 9.00 in the campaign's currency",
  );
  expect(
    effect("payouts", { campaign_id: 1, goal_key: "*", payout }),
  ).toStartWith("Another price in name of 1 for everybody. Every goal: ");
  expect(
    effect("links", { campaign_id: "external_id:winter", affiliate_id: 2 }),
  ).toBe("Makes a link of name of 2 to external_id:winter");
});

import { describe, expect, test } from "bun:test";
import {
  exampleFiles,
  moveFile,
  reasonsOf,
  rowsOf,
  thingsOf,
} from "./moved_rows.ts";

const FILES = [
  ...["campaigns.csv", "goals.csv", "advertisers.csv", "affiliates.csv"],
  ...["prices.csv", "everything_else.csv"],
];

describe("plain CSV", () => {
  test("has advertisers, affiliates and campaigns with their goals", async () => {
    const rows = await rowsOf("csv", await exampleFiles("csv", FILES));
    expect(thingsOf(rows, "advertiser")).toEqual([
      {
        kind: "advertiser",
        old_id: "5",
        name: "Shoe Shop",
        currency: "EUR",
        timezone: "Europe/Berlin",
      },
      { kind: "advertiser", old_id: "6", name: "Book Shop" },
    ]);
    expect(thingsOf(rows, "affiliate")).toEqual([
      {
        kind: "affiliate",
        old_id: "7",
        name: "Kim Blogs",
        email: "kim@example.com",
        status: "active",
        payout_currency: "EUR",
        min_payout: "50",
        codes: ["2CTPL", "kim"],
      },
      {
        kind: "affiliate",
        old_id: "8",
        name: "Lee, Partners",
        email: "lee@example.com",
        status: "pending",
      },
      {
        kind: "affiliate",
        old_id: "9",
        name: '=HYPERLINK("http://evil.example")',
        status: "blocked",
      },
    ]);
    expect(thingsOf(rows, "campaign")).toEqual([
      {
        kind: "campaign",
        old_id: "12",
        name: "Shoes",
        advertiser: "5",
        destination_url: "https://shop.example/?cid={click_id}",
        currency: "EUR",
        status: "active",
        visibility: "request",
        ends_at: Date.parse("2027-01-31T23:59:59Z"),
        countries: { allow: ["DE", "AT"] },
        goals: [
          {
            name: "Default",
            is_default: true,
            payout: { type: "fixed", amount: "10.5" },
            revenue: { type: "fixed", amount: "15" },
          },
        ],
      },
      {
        kind: "campaign",
        old_id: "13",
        name: "Books",
        advertiser: "6",
        destination_url: "https://books.example/?s={sub1}",
        currency: "EUR",
        status: "paused",
        visibility: "public",
        codes: ["b1", "b2"],
        goals: [
          {
            key: "sale",
            name: "Sale",
            is_default: true,
            payout: { type: "percent", percent: "12.5" },
            revenue: { type: "as_sent" },
            default_status: "pending",
            dedupe: "order",
          },
          {
            key: "lead",
            name: "Newsletter",
            is_default: false,
            payout: { type: "fixed", amount: "1" },
            revenue: { type: "fixed", amount: "2" },
            dedupe: "click",
          },
        ],
      },
    ]);
  });

  test("has a column kind where a file is of several", async () => {
    const rows = await rowsOf("csv", await exampleFiles("csv", FILES));
    const rest = rows.filter(({ file }) => file === "everything_else.csv");
    expect(rest.map(({ thing }) => thing).slice(0, -1)).toEqual([
      { kind: "approval", campaign: "12", affiliate: "7", status: "approved" },
      {
        kind: "link",
        old_id: "7/12",
        campaign: "12",
        affiliate: "7",
        subs: { sub1: "blog" },
      },
      {
        kind: "endpoint",
        affiliate: "7",
        url: "https://kim.example/pb?cid={click_ref}&s={status}",
        untranslated: [],
      },
      {
        kind: "domain",
        host: "go.example.com",
        fallback_url: "https://example.com/",
      },
      {
        kind: "cap",
        campaign: "12",
        metric: "conversions",
        period: "day",
        limit: "50",
      },
      {
        kind: "block",
        campaign: "12",
        affiliate: "8",
        field: "sub1",
        op: "in",
        values: ["bad1", "bad2"],
      },
      {
        kind: "click",
        old_id: "c-1",
        clicked_at: Date.parse("2026-11-28T10:00:00Z"),
        campaign: "12",
        affiliate: "7",
      },
      {
        kind: "conversion",
        old_id: "v-1",
        click: "c-1",
        campaign: "12",
        affiliate: "7",
        order_id: "A-1",
        amount: "1234.5",
        currency: "EUR",
        payout: "12",
        revenue: "15",
        status: "approved",
        converted_at: Date.parse("2026-11-29T09:00:00Z"),
        subs: { sub1: "blog" },
      },
      { kind: "balance", affiliate: "7", currency: "EUR", amount: "-12.3" },
    ]);
    expect(reasonsOf(rows)).toEqual([
      "prices.csv:3 unreadable: It has neither payout nor revenue",
      'everything_else.csv:11 unreadable: "sandwich" is no kind of row',
      "goals.csv:4 unreadable: Its campaign 99 is in no file",
    ]);
  });

  test("keeps the price of a campaign's row as its default goal beside others", async () => {
    const rows = await rowsOf("csv", [
      moveFile("goals.csv", "campaign,key,payout\n12,lead,1\n"),
      moveFile(
        "campaigns.csv",
        "id,name,destination_url,payout\n12,Shoes,https://x.example/,10\n",
      ),
    ]);
    const [campaign] = thingsOf(rows, "campaign");
    expect(campaign!.goals).toEqual([
      {
        name: "Default",
        is_default: true,
        payout: { type: "fixed", amount: "10" },
      },
      { key: "lead", name: "lead", payout: { type: "fixed", amount: "1" } },
    ]);
  });

  test("takes columns by the owner's mapping, and times by the owner's zone", async () => {
    const text =
      "Partner No.\tVisitor\tWhen\n7\tc-1\t28/11/2026 10:00\n7\tc-2\t03/04/2026 10:00\n";
    const options = {
      mapping: { "partner no": "affiliate", Visitor: "id", When: "clicked_at" },
      timezone: "Europe/Berlin",
    };
    const file = () => [moveFile("clicks export.tsv", text)];
    const rows = await rowsOf("csv", file(), options);
    expect(rows.map(({ thing }) => thing)).toEqual([
      {
        kind: "click",
        old_id: "c-1",
        affiliate: "7",
        clicked_at: Date.parse("2026-11-28T09:00:00Z"),
      },
      {
        kind: "unreadable",
        reason:
          'Its clicked at "03/04/2026 10:00" can be two days: write the year first',
      },
    ]);
    const ordered = await rowsOf("csv", file(), {
      ...options,
      date_order: "mdy",
    });
    expect(ordered[1]!.thing).toMatchObject({
      clicked_at: Date.parse("2026-03-04T09:00:00Z"),
    });
  });
});

describe("plain CSV names the fault of", () => {
  test.each<[string, string, string]>([
    ["affiliates.csv", "", "It is empty, or has no header that can be read"],
    ["affiliates.csv", "id,mail\n1,x\n", "affiliates needs the column name"],
    [
      "stuff.csv",
      "id,name\n1,x\n",
      "It has no column kind, and its name has none of the words advertisers, affiliates, campaigns, goals, approvals, prices, links, endpoints, domains, caps, blocks, clicks, conversions, balances",
    ],
    [
      "affiliates.csv",
      "id,name\n1\n",
      "It has 1 cells where the first row has 2",
    ],
    ["affiliates.csv", "id,name\n,x\n", "It has no id"],
    [
      "affiliates.csv",
      "id,name\n1,\0x\n",
      "Its name holds a control character",
    ],
    [
      "affiliates.csv",
      "id,name,status\n1,x,sleepy\n",
      'Its status "sleepy" is not known',
    ],
    [
      "balances.csv",
      'affiliate,currency,amount\n1,EUR,"1,234"\n',
      'Its amount "1,234" can be read in two ways: write a point before the fraction, and nothing between thousands',
    ],
    [
      "balances.csv",
      "affiliate,currency,amount\n1,EUR,1.1234567\n",
      'Its amount "1.1234567" has more than six decimals',
    ],
    [
      "balances.csv",
      "affiliate,currency,amount\n1,GOLD,1\n",
      '"GOLD" is no ISO 4217 currency',
    ],
    [
      "clicks.csv",
      'id,clicked_at\n1,"2026-11-30 10:00:00\n',
      "The quote of cell 2 is never closed",
    ],
  ])("%s with %j", async (name, text, reason) => {
    const rows = await rowsOf("csv", [moveFile(name, text)]);
    expect(rows.map(({ thing }) => thing)).toEqual([
      { kind: "unreadable", reason },
    ]);
  });

  test("letters of another encoding, which no id may have", async () => {
    const text = "id,name\n1,Stra\ufffde\n\ufffd2,B\n";
    const rows = await rowsOf("csv", [moveFile("affiliates.csv", text)]);
    const why = "has letters that aren't UTF-8: save the file as UTF-8";
    expect(rows).toMatchObject([
      { thing: { kind: "affiliate" }, notes: [`Its name ${why}`] },
      { thing: { kind: "unreadable", reason: `Its id ${why}` } },
    ]);
  });

  test("a campaign that is there twice, of which the first counts", async () => {
    const text =
      "id,name,destination_url\n1,A,https://a.example/\n1,B,https://b.example/\n1,A,https://a.example/\n";
    const rows = await rowsOf("csv", [moveFile("campaigns.csv", text)]);
    expect(thingsOf(rows, "campaign").map(({ name }) => name)).toEqual(["A"]);
    expect(reasonsOf(rows)).toEqual([
      "campaigns.csv:3 skipped: The campaign 1 is there twice: what campaigns.csv, row 2 says of it counts",
    ]);
  });

  test("an id that is there twice, and a column without a place", async () => {
    const text = "id,name,shoe size\n1,A,42\n1,B,43\n";
    const rows = await rowsOf("csv", [moveFile("affiliates.csv", text)]);
    expect(reasonsOf(rows)).toEqual([
      "affiliates.csv:1 skipped: These columns of affiliates have no place here and were left behind: shoe size",
      "affiliates.csv:3 skipped: The affiliate 1 is there twice: what affiliates.csv, row 2 says of it counts",
    ]);
  });
});

import { describe, expect, test } from "bun:test";
import {
  exampleFiles,
  moveFile,
  notesOf,
  reasonsOf,
  rowsOf,
  thingsOf,
} from "./moved_rows.ts";

const KEITARO = ["keitaro.sql"];
const PROSPER202 = ["prosper202.sql"];

describe("a Keitaro dump", () => {
  test("has offers as campaigns, with their networks' parameters and ours for their macros", async () => {
    const rows = await rowsOf(
      "keitaro",
      await exampleFiles("keitaro", KEITARO),
    );
    expect(thingsOf(rows, "advertiser")).toEqual([
      { kind: "advertiser", old_id: "1", name: "Example Network" },
      { kind: "advertiser", old_id: "2", name: 'O\'Hara; "Ads"' },
    ]);
    expect(thingsOf(rows, "affiliate")).toEqual([
      { kind: "affiliate", old_id: "1", name: "Example Ads" },
    ]);
    expect(thingsOf(rows, "campaign")).toEqual([
      {
        kind: "campaign",
        old_id: "10",
        name: "Shoes",
        advertiser: "1",
        destination_url:
          "https://shop.example/p?x={sub1}&kw={param:keyword}&b=&sub1={click_id}&sub2={param:sub_id_12}",
        untranslated: ["{browser}"],
        currency: "EUR",
        status: "active",
        description: "Countries: DE,AT",
        goals: [
          {
            name: "Default",
            is_default: true,
            payout: { type: "none" },
            revenue: { type: "fixed", amount: "12.5" },
          },
        ],
      },
      {
        kind: "campaign",
        old_id: "11",
        name: "Books",
        advertiser: "2",
        destination_url: "https://books.example/",
        currency: "USD",
        status: "active",
        description: "Größe",
        goals: [
          {
            name: "Default",
            is_default: true,
            payout: { type: "none" },
            revenue: { type: "as_sent" },
          },
        ],
      },
      {
        kind: "campaign",
        old_id: "campaign-2",
        name: "A page of its own",
        destination_url: "https://own.example/?c={click_id}",
        currency: "USD",
        goals: [
          {
            name: "Default",
            is_default: true,
            payout: { type: "none" },
            revenue: { type: "as_sent" },
          },
        ],
      },
    ]);
    expect(thingsOf(rows, "cap")).toEqual([
      {
        kind: "cap",
        campaign: "10",
        metric: "conversions",
        period: "day",
        limit: "50",
        timezone: "Europe/Berlin",
      },
    ]);
  });

  test("has campaigns as links by their alias, and what the visitors' source is told", async () => {
    const rows = await rowsOf(
      "keitaro",
      await exampleFiles("keitaro", KEITARO),
    );
    expect(thingsOf(rows, "link")).toEqual([
      { kind: "link", old_id: "Shoes1", campaign: "10", affiliate: "1" },
      { kind: "link", old_id: "direct", campaign: "campaign-2" },
      { kind: "link", old_id: "off", campaign: "11", paused: true },
    ]);
    expect(thingsOf(rows, "endpoint")).toEqual([
      {
        kind: "endpoint",
        old_id: "1",
        affiliate: "1",
        campaign: "10",
        method: "GET",
        url: "https://source.example/pb?cid={click_ref}&st={status:pending=0 approved=1 rejected=2 reversed=2}&sum={payout}&site={ts_id}",
        untranslated: ["{ts_id}"],
      },
      {
        kind: "endpoint",
        old_id: "source-1",
        affiliate: "1",
        method: "GET",
        url: "https://ads.example/conv?id={click_ref}&s={status:pending=lead approved=sale rejected=rejected reversed=rejected}",
        untranslated: [],
      },
    ]);
    expect(thingsOf(rows, "domain")).toEqual([
      { kind: "domain", host: "go.example.com" },
    ]);
    expect(notesOf(rows)).toEqual([
      "Its bare address led to Keitaro's campaign 1: set a fallback",
      "{browser} has no counterpart: its place in the destination is empty",
      "Above its cap visitors went to the offer 11: set a fallback",
      "It sent visitors to 2 places, and the link leads to the first of them: make a smart link for the others",
      "Its flows' filters by country were left behind",
      "Visitors saw a landing page first: the link leads to the offer at once",
      "It was sent for sale,lead only",
    ]);
  });

  test("has clicks, and conversions in the tracker's currency, however it arrives", async () => {
    const whole = await rowsOf(
      "keitaro",
      await exampleFiles("keitaro", KEITARO),
    );
    expect(thingsOf(whole, "click")).toEqual([
      {
        kind: "click",
        old_id: "1dad2cg1br22spja1",
        clicked_at: Date.parse("2026-11-28T10:00:00Z"),
        campaign: "10",
        affiliate: "1",
        link: "Shoes1",
      },
      {
        kind: "click",
        old_id: "1dad2cg1br22spja2",
        clicked_at: Date.parse("2026-11-28T10:00:01Z"),
        campaign: "campaign-2",
        link: "direct",
      },
    ]);
    expect(thingsOf(whole, "conversion")).toEqual([
      {
        kind: "conversion",
        old_id: "1",
        click: "1dad2cg1br22spja1",
        campaign: "10",
        affiliate: "1",
        order_id: "T-1",
        revenue: "12.5",
        currency: "USD",
        status: "approved",
        converted_at: Date.parse("2026-11-28T11:30:00Z"),
        clicked_at: Date.parse("2026-11-28T10:00:00Z"),
      },
      {
        kind: "conversion",
        old_id: "2",
        click: "1dad2cg1br22spja1",
        campaign: "10",
        affiliate: "1",
        order_id: "T-2",
        revenue: "0",
        currency: "USD",
        status: "pending",
        converted_at: Date.parse("2026-11-28T11:31:00Z"),
        clicked_at: Date.parse("2026-11-28T10:00:00Z"),
      },
    ]);
    for (const piece_chars of [1, 7, 4_099]) {
      const files = await exampleFiles("keitaro", KEITARO, piece_chars);
      expect(await rowsOf("keitaro", files)).toEqual(whole);
    }
  });

  test("says what was left behind, and executes nothing", async () => {
    const rows = await rowsOf(
      "keitaro",
      await exampleFiles("keitaro", KEITARO),
    );
    expect(reasonsOf(rows)).toEqual([
      "keitaro.sql: keitaro_clicks:1 skipped: The labels, external ids and addresses of clicks and conversions are in tables of their own and were left behind",
      'keitaro.sql: keitaro_conversions_2:3 unreadable: Its status "mystery" is not known',
      "keitaro.sql: keitaro_offers:4 unreadable: Value 4 is an expression, and nothing of a dump is executed",
      "keitaro.sql: keitaro_affiliate_networks:3 skipped: It was deleted",
      "keitaro.sql: keitaro_offers:3 unreadable: It is a page on Keitaro's own server, which has no address to lead to",
      "keitaro.sql: keitaro_campaigns:4 skipped: It was deleted",
      "keitaro.sql: keitaro_campaigns:5 unreadable: None of its flows leads to an offer or an address",
    ]);
    const ids = thingsOf(rows, "campaign").map(({ old_id }) => old_id);
    expect(ids).not.toContain("98");
    expect(ids).not.toContain("99");
  });
});

test("conversions of a Keitaro dump without its settings are no guess", async () => {
  const [file] = await exampleFiles("keitaro", KEITARO);
  let text = "";
  for await (const piece of file!.text) text += piece;
  const cut = text.replace("'currency','USD'", "'currency','GOLD'");
  const rows = await rowsOf("keitaro", [moveFile("k.sql", cut)]);
  expect(thingsOf(rows, "conversion")).toEqual([]);
  expect(reasonsOf(rows)).toContain(
    "k.sql: keitaro_conversions_2:1 unreadable: Its currency is not known: the dump lacks the table keitaro_settings",
  );
  const given = await rowsOf("keitaro", [moveFile("k.sql", cut)], {
    currency: "EUR",
  });
  expect(thingsOf(given, "conversion")).toMatchObject([
    { old_id: "1", currency: "EUR" },
    { old_id: "2", currency: "EUR" },
  ]);
});

describe("a Prosper202 dump", () => {
  test("has campaigns, trackers as links, and pixels that the server asks", async () => {
    const files = await exampleFiles("prosper202", PROSPER202);
    const rows = await rowsOf("prosper202", files);
    expect(thingsOf(rows, "advertiser")).toEqual([
      { kind: "advertiser", old_id: "1", name: "Example Network" },
    ]);
    expect(thingsOf(rows, "affiliate")).toEqual([
      { kind: "affiliate", old_id: "1", name: "Ads account" },
    ]);
    expect(thingsOf(rows, "campaign")).toEqual([
      {
        kind: "campaign",
        old_id: "1",
        name: "Shoes",
        advertiser: "1",
        destination_url:
          "https://shop.example/?s={click_id}&c={sub1}&k={param:t202kw}&p=",
        untranslated: ["[[cpc]]"],
        currency: "EUR",
        goals: [
          {
            name: "Default",
            is_default: true,
            payout: { type: "none" },
            revenue: { type: "fixed", amount: "4.5" },
          },
        ],
        codes: ["4711"],
      },
    ]);
    expect(thingsOf(rows, "link")).toEqual([
      {
        kind: "link",
        old_id: "91",
        campaign: "1",
        affiliate: "1",
      },
      { kind: "link", old_id: "93", campaign: "1" },
    ]);
    expect(thingsOf(rows, "endpoint")).toEqual([
      {
        kind: "endpoint",
        old_id: "1",
        affiliate: "1",
        url: "https://source.example/pb?k={param:t202kw}&amount={payout}&x=[[sourceid]]",
        untranslated: ["[[sourceid]]"],
      },
      {
        kind: "endpoint",
        old_id: "1-2",
        affiliate: "1",
        url: "https://second.example/?id={click_id}",
        untranslated: [],
      },
    ]);
    expect(reasonsOf(rows)).toEqual([
      'prosper202.sql: 202_clicks:2 unreadable: Its click time "0" is no time',
      "prosper202.sql: 202_aff_campaigns:2 skipped: It was deleted",
      "prosper202.sql: 202_trackers:2 unreadable: It leads to a rotator, whose rules were left behind: make a link with the external id 92",
      "prosper202.sql: 202_ppc_account_pixels:2 skipped: It is a pixel for browsers, which nobody sees after a postback",
      "prosper202.sql: 202_conversion_logs:3 skipped: It reverses the conversion 2, which is moved as reversed",
    ]);
  });

  test("has clicks and conversions, of which reversed ones are reversed", async () => {
    const files = await exampleFiles("prosper202", PROSPER202);
    const rows = await rowsOf("prosper202", files);
    expect(thingsOf(rows, "click")).toEqual([
      {
        kind: "click",
        old_id: "12345",
        affiliate: "1",
        clicked_at: 1_795_860_000_000,
        campaign: "1",
      },
    ]);
    expect(thingsOf(rows, "conversion")).toMatchObject([
      {
        old_id: "1",
        click: "12345",
        order_id: "A-1",
        revenue: "4.5",
        currency: "EUR",
        status: "approved",
        converted_at: 1_795_863_600_000,
      },
      { old_id: "2", revenue: "9", status: "reversed" },
    ]);
  });
});

describe("a file that is no dump of the tracker is one fault:", () => {
  test.each<[string, string]>([
    ["nothing", ""],
    ["a table as CSV", "id,name\n1,x\n"],
    ["zeros", "\0\0\0"],
    [
      "another program's dump",
      "CREATE TABLE `wp_posts` (`id` int);\nINSERT INTO `wp_posts` VALUES (1);",
    ],
    ["rows without columns", "INSERT INTO `keitaro_offers` VALUES (1,'x"],
    [
      "a comment without an end",
      "/*!40000 INSERT INTO `keitaro_offers` VALUES (1)",
    ],
    ["quotes", "'".repeat(100_000)],
    ["brackets", `INSERT INTO keitaro_x VALUES (${"(".repeat(200_000)}`],
    ["a line without an end", `INSERT INTO keitaro_x ${"x".repeat(5_000_000)}`],
  ])("%s", async (_name, text) => {
    const rows = await rowsOf("keitaro", [moveFile("k.sql", text, 9_999)]);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.thing.kind).toBe("unreadable");
  });
});

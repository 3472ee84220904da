// Many at once: each row says what it would do, and nothing is made before it is agreed to.
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

type Row = Record<string, unknown>;

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("many from a sheet", () => {
  let watched: WatchedPage;
  let page: Page;
  let ids: Awaited<ReturnType<typeof setUp>>;

  beforeAll(async () => {
    ids = await setUp(api, { affiliate: { name: "Harbour Media" } });
    watched = await openSignedIn(browsers, api, { role: "manager" });
    page = watched.page;
  });

  const press = (name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  const named = async (kind: string, q: string) => {
    const { data } = await api.call<{ data: Row[] }>(
      "GET",
      `/${kind}?sort=id&q=${encodeURIComponent(q)}`,
    );
    return data;
  };

  test("a file says what each row would do, and the good ones alone are made", async () => {
    await page.goto("/app/affiliates");
    await page.getByRole("link", { name: "Add many" }).click();
    const rows = (schedule: string) =>
      `Name;Schedule\nSheet 1;weekly\nSheet 2;${schedule}\nSheet 3;`;
    await page.getByLabel("Drop a CSV file here").setInputFiles({
      name: "affiliates.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(rows("now and then")),
    });
    await press("See what each row would do");
    const refused = page.getByRole("table", { name: "1 refused" });
    await refused.getByRole("cell", { name: "schedule" }).waitFor();
    await page.getByText("Makes the affiliate Sheet 3").waitFor();
    await expectSound(watched);
    expect(await named("affiliates", "Sheet")).toEqual([]);
    await page.getByLabel("Or paste rows").fill(rows("monthly"));
    await press("See what each row would do");
    await page.getByRole("table", { name: "3 would be made" }).waitFor();
    await page.getByLabel("Or paste rows").fill(rows("now and then"));
    await press("See what each row would do");
    await press("Make only the 2 that aren't refused");
    await page.getByText("2 made: rows 2, 4.").waitFor();
    await refused.waitFor();
    await expectSound(watched);
    const made = await named("affiliates", "Sheet");
    expect(made.map(({ name }) => name)).toEqual(["Sheet 1", "Sheet 3"]);
  }, 180_000);

  test("a campaign is made with its goals, on a telephone too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/app/bulk?kind=campaigns");
    await page
      .getByLabel("Or paste rows")
      .fill(
        [
          "name,advertiser_id,destination_url,currency,goal_key,revenue,payout,goal_key_2,revenue_2,payout_2",
          `Sheet boots,${ids.advertiser_id},https://shop.example/,EUR,sale,10%,80% of revenue,lead,2.50,2.00`,
          `Spring,${ids.advertiser_id},https://shop.example/,EUR,sale,ten,8%,,,`,
        ].join("\n"),
      );
    await press("See what each row would do");
    const refused = page.getByRole("table", { name: "1 refused" });
    await refused.getByText("is none of 12.50").waitFor();
    await page
      .getByText(
        "lead: the advertiser pays 2.50 EUR, the affiliate gets 2.00 EUR",
      )
      .waitFor();
    await expectSound(watched);
    await press("Make only the one that isn't refused");
    await page.getByText("1 made: row 2.").waitFor();
    const [campaign] = await named("campaigns", "Sheet boots");
    const { data } = await api.call<{ data: Row[] }>(
      "GET",
      `/campaigns/${String(campaign?.id)}/goals`,
    );
    expect(new Set(data.map(({ key }) => key))).toEqual(
      new Set(["sale", "lead"]),
    );
  }, 180_000);

  test("prices are for one affiliate or everybody, and none is made where another came first", async () => {
    const { campaign_id, affiliate_id } = ids;
    await page.goto("/app/bulk?kind=goals");
    await page
      .getByLabel("Or paste rows")
      .fill(`campaign_id,key,revenue,payout\n${campaign_id},lead,3,2`);
    await press("See what each row would do");
    await page.getByText("lead: the advertiser pays 3").waitFor();
    const price = { type: "fixed", amount: "1.00" };
    const lead = { key: "lead", revenue: price, payout: price };
    await api.call("POST", `/campaigns/${campaign_id}/goals`, lead);
    await press("Make 1");
    await page.getByText("Nothing was made.").waitFor();
    await expectSound(watched);

    await page.goto("/app/bulk?kind=payouts");
    await page
      .getByLabel("Or paste rows")
      .fill(
        `campaign_id,goal_key,affiliate_id,payout\n${campaign_id},lead,${affiliate_id},9.00\n${campaign_id},lead,,8.00`,
      );
    await press("See what each row would do");
    await page.getByText("for Harbour Media").waitFor();
    await press("Make 2");
    await page.getByText("2 made: rows 2–3.").waitFor();
    await expectSound(watched);
    const { data } = await api.call<{ data: Row[] }>(
      "GET",
      `/campaigns/${campaign_id}/goals/lead/payouts`,
    );
    expect(new Set(data.map((row) => row.affiliate_id))).toEqual(
      new Set([affiliate_id, null]),
    );
  }, 180_000);
});

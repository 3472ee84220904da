// Why was it refused? The request is read differently, the reading is saved for its source, and
// whatever was refused alike is judged again.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("the postback debugger", () => {
  test("leads from a refusal to a sale that counts", async () => {
    const of = await setUp(api, {
      campaign: {
        goals: [
          {
            key: "sale",
            revenue: { type: "percent", percent: "10" },
            payout: { type: "percent", percent: "8" },
          },
        ],
      },
    });
    const at = `/advertisers/${of.advertiser_id}/sources`;
    const source = await api.call("POST", at, { name: "Shop server" });
    const { pathname } = new URL(String(source.url));
    const markup = `<img src=x onerror="throw Error('agent')">`;
    for (const sale of ["B-1", "B-2"]) {
      const click_id = await api.click(of.slug);
      const sent = new URLSearchParams({
        visitor: click_id,
        bill: sale,
        worth: "50.00",
      });
      await api.fetch(`${pathname}?${sent}`, {
        headers: { "user-agent": markup },
      });
    }
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    await page.goto("/app/postbacks");
    await page.locator("tbody a").first().click();
    await page.getByRole("link", { name: "On a page of its own" }).click();
    await page.getByText(markup).waitFor();
    await page.getByLabel("Means: worth").selectOption("amount");
    await page.getByLabel("Means: bill").selectOption("order_id");
    await page.getByRole("button", { name: "Try this reading" }).click();
    await page.getByText("Now: recorded").waitFor();
    await expectSound(watched);
    await page.getByRole("button", { name: "Save it for the source" }).click();
    await page.getByText("Saved: from now on").waitFor();
    await page
      .getByRole("button", { name: "See what would come of them" })
      .click();
    await page.getByText("2 conversions made").waitFor();
    await page.getByRole("button", { name: "Judge 2 again for good" }).click();
    await page.getByText("done", { exact: true }).waitFor();
    await expectSound(watched);
    type Sales = { data: { order_id: string }[] };
    const { body } = await person.ask<Sales>("GET", "/conversions");
    expect(body.data.map(({ order_id }) => order_id).toSorted()).toEqual([
      "B-1",
      "B-2",
    ]);
  }, 60_000);

  test("a bulk change says whose money it moves before it is done", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    await page.goto("/app/conversions?status=approved");
    // One that is ticked, tried but not made; then all of the filter.
    await page.getByRole("checkbox").first().check();
    await page.getByText("Change the ticked one").waitFor();
    await page.getByLabel("Why", { exact: true }).fill("Looked at alone");
    await page.getByRole("button", { name: "See what it would do" }).click();
    await page
      .getByText("1 would change")
      .or(page.getByText("0 would change"))
      .first()
      .waitFor();
    await page.getByRole("checkbox").first().uncheck();
    await page.getByText("Change all of these").click();
    await page.getByLabel("Becomes").selectOption("reversed");
    await page.getByLabel("Why", { exact: true }).fill("Returned");
    await page.getByRole("button", { name: "See what it would do" }).click();
    const money = page.getByRole("table", { name: "Money by affiliate" });
    expect(await money.innerText()).toContain("−8.00");
    await expectSound(watched);
    await page.getByRole("button", { name: "Change 2 conversions" }).click();
    await page.getByText("2 were changed.").waitFor();
    type Sales = { data: { status: string }[] };
    const { body } = await person.ask<Sales>("GET", "/conversions");
    expect(body.data.map(({ status }) => status)).toEqual([
      "reversed",
      "reversed",
    ]);
  }, 60_000);
});

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

/** Run in the page. */
const FOCUSED = "document.activeElement.textContent";

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
    const read = ["GET", `${at}/${String(source.id)}`] as const;
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
    // With the keys: Enter opens the choice, arrows choose, Enter closes it.
    const parameter = (text: string | RegExp) =>
      page.locator(".raw").getByRole("button", { name: text });
    await parameter("worth=50.00").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Click id" }).waitFor();
    await expectSound(watched);
    for (let times = 0; times < 4; times += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await parameter(/worth=50.00.*means.*Amount of the sale/).waitFor();
    expect(await page.evaluate<string>(FOCUSED)).toContain("worth=50.00");
    // With a click; Escape leaves it as it was.
    await parameter("bill=").click();
    await page.keyboard.press("Escape");
    await parameter("bill=").click();
    await page.getByRole("radio", { name: "Order or transaction id" }).click();
    await page
      .getByRole("button", { name: "Judge it again", exact: true })
      .click();
    await page.getByText("Now: recorded").waitFor();
    await page.getByText("5.00 USD", { exact: true }).waitFor();
    await expectSound(watched);
    // Nothing is saved yet, and all alike are tried by it, too.
    await page
      .getByRole("button", { name: "See what would come of them" })
      .click();
    await page.getByText("2 conversions made").waitFor();
    const money = page.getByRole("table", { name: "Money by affiliate" });
    expect(await money.innerText()).toContain("8.00");
    expect((await api.call(...read)).mapping).toEqual({});
    await page
      .getByRole("button", { name: "Save the mapping and judge 2 again" })
      .click();
    await page.getByText("done", { exact: true }).waitFor();
    await expectSound(watched);
    type Sales = { data: { order_id: string }[] };
    const { body } = await person.ask<Sales>("GET", "/conversions");
    expect(body.data.map(({ order_id }) => order_id).toSorted()).toEqual([
      "B-1",
      "B-2",
    ]);
    expect((await api.call(...read)).mapping).toEqual({
      amount: ["worth"],
      order_id: ["bill"],
    });
  }, 120_000);

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

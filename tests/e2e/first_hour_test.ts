// A newcomer gets from the first start to a conversion without reading anything.
import { describe, expect, test } from "bun:test";
import { setupSecret } from "../../modules/access/mod.ts";
import { serviceForFile, TEST_KEY } from "../harness.ts";
import { Browsers, CHROMIUM, expectSound } from "./browser.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(CHROMIUM === undefined)("the first hour", () => {
  test("leads from the link of the first start to a sale that was seen arriving", async () => {
    const watched = await browsers.open({
      viewport: { width: 390, height: 844 },
    });
    const { page } = watched;
    await page.goto(`/setup#${setupSecret(TEST_KEY)}`);
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("New password").fill("a long and quiet password");
    await page.getByRole("button", { name: "Make the first admin" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await page.goto("/app/first-hour");
    const next = page.getByRole("button", { name: "Next" });
    await page.getByLabel("The advertiser's name").fill("Northwind Shoes");
    await next.click();
    await page.getByLabel("The campaign's name").fill("Winter");
    await page.getByLabel("Where visitors go").fill("https://shop.example/");
    await next.click();
    await page.getByRole("button", { name: "Make the address" }).click();
    await page.getByLabel("The affiliate's name").fill("Harbour Media");
    await next.click();
    await page.getByRole("button", { name: "Send a visitor" }).click();
    await page.getByText("The visitor was sent to").waitFor();
    await page.getByRole("button", { name: "Send the sale" }).click();
    await page.getByText("It works.").waitFor();
    // Seen arriving in the list of what comes.
    await page.getByRole("listitem").filter({ hasText: "Postback" }).waitFor();
    await expectSound(watched);
    await page.getByRole("link", { name: "See what happened" }).click();
    await page.locator(".timeline > li").nth(1).waitFor();
    await expectSound(watched);
    expect(page.url()).toContain("/app/story?q=");
  }, 60_000);
});

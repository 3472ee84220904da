// A newcomer gets from the first start to an approved sale that the affiliate's tracker has heard of,
// without reading anything.
import { afterAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setupSecret } from "../../modules/access/mod.ts";
import { serviceForFile, TEST_KEY } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import { Browsers, CHROMIUM, expectSound } from "./browser.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);
const tracker = new PartnerReceiver();
afterAll(() => tracker.stop());

describe.skipIf(CHROMIUM === undefined)("the first hour", () => {
  test("leads from the link of the first start to a sale that the affiliate's tracker heard of", async () => {
    const watched = await browsers.open({
      viewport: { width: 390, height: 844 },
    });
    const { page } = watched;
    const press = (name: string) =>
      page.getByRole("button", { name, exact: true }).click();
    await page.goto(`/setup#${setupSecret(TEST_KEY)}`);
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("New password").fill("a long and quiet password");
    await press("Make the first admin");
    await page.getByLabel("The advertiser's name").fill("Northwind Shoes");
    await press("Next");
    await page.getByLabel("The campaign's name").fill("Winter");
    await page.getByLabel("Where visitors go").fill("https://shop.example/");
    await press("Next");
    await press("Make the address");
    await page.getByLabel("The affiliate's name").fill("Harbour Media");
    await press("Next");
    await page.getByText("Where does it hear of its sales?").waitFor();
    await expectSound(watched);
    await press("Go on without one");
    await sendVisitorAndSale(page);
    await page.getByText("No tracker was told").waitFor();
    await expectSound(watched);
    // Entered late: what is sent from then on reaches it.
    await page.getByLabel("Tracker", { exact: true }).selectOption("own");
    await page
      .getByLabel("Address with macros")
      .fill(`${tracker.url}/heard?click={click_id}&state={status}`);
    await press("Save");
    await page.getByText("No tracker was told").waitFor({ state: "detached" });
    tracker.answers.push(new Response("unknown click", { status: 404 }));
    await sendVisitorAndSale(page);
    await isTold(1);
    await page.getByText("The affiliate's tracker answered 404.").waitFor();
    await expectSound(watched);
    await isTold(2);
    await page.getByText("The affiliate's tracker answered 200.").waitFor();
    await page.getByText("It works.").waitFor();
    // Seen arriving in the list of what comes.
    const tail = page.getByRole("listitem");
    await tail.filter({ hasText: "Delivery" }).first().waitFor();
    await expectSound(watched);
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      "/conversions?sort=-recorded_at",
    );
    expect(data[0]).toMatchObject({ status: "approved", flags: ["test"] });
    const told = tracker.received.map(({ url }) => url.search);
    const query = `?click=${String(data[0]?.click_id)}&state=approved`;
    expect(told).toEqual([query, query]);
    await page.getByRole("link", { name: "See what happened" }).click();
    await page.locator(".timeline > li").nth(1).waitFor();
    await expectSound(watched);
    expect(page.url()).toContain("/app/story?q=");
  }, 180_000);
});

async function sendVisitorAndSale(page: Page): Promise<void> {
  await page.getByRole("button", { name: "1. Send a visitor" }).click();
  await page.getByText("The visitor was sent to").waitFor();
  await page.getByRole("button", { name: "2. Send the sale" }).click();
  await page.getByText("The sale is recorded and approved.").waitFor();
}

/** Lets time pass until the tracker was told so often. */
async function isTold(times: number): Promise<void> {
  await until(`it was told ${times} times`, () => {
    if (tracker.received.length < times) service.clock.advance(1_000);
    return tracker.received.length === times;
  });
}

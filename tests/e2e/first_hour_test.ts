// A newcomer gets from the first start to an approved sale that the affiliate's tracker has heard of,
// without reading anything.
import { afterAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setupSecret } from "../../modules/access/mod.ts";
import { serviceForFile, TEST_KEY } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import { Browsers, CHROMIUM, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";

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
    await page.goto(`/setup#${setupSecret(TEST_KEY)}`);
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("New password").fill("a long and quiet password");
    await press(page, "Make the first admin");
    await page.getByLabel("The advertiser's name").fill("Northwind Shoes");
    await press(page, "Next");
    await page.getByLabel("The campaign's name").fill("Winter");
    await page.getByLabel("Where visitors go").fill("https://shop.example/");
    await press(page, "Next");
    await press(page, "Make the address");
    await page.getByLabel("The affiliate's name").fill("Harbour Media");
    const begun = page.url();
    await press(page, "Next");
    await page.getByText("Where does it hear of its sales?").waitFor();
    await expectSound(watched);
    await press(page, "Use Tallyho's test receiver");
    await sendVisitorAndSale(page);
    await until("the test receiver heard", async () => {
      service.clock.advance(1_000);
      return await page
        .getByText("The test receiver heard of the sale.")
        .isVisible();
    });
    await page.getByText("It works.").waitFor();
    // Seen arriving in the list of what comes.
    const tail = page.getByRole("listitem");
    await tail.filter({ hasText: "Delivery" }).first().waitFor();
    await expectSound(watched);
    const sold = await newestConversion();
    expect(sold).toMatchObject({ status: "approved", flags: ["test"] });
    const heard = await page.locator(".facts pre").allTextContents();
    expect(heard.join("\n")).toContain(`\nclick_id=${sold?.click_id}\n`);
    await page.getByRole("link", { name: "See what happened" }).click();
    await page.locator(".timeline > li").nth(1).waitFor();
    await expectSound(watched);
    expect(page.url()).toContain("/app/story?q=");
    await page.goto(`/app/affiliates/${sold?.affiliate_id}?tab=endpoints`);
    await enterRealTracker(watched);
    await page.goto(begun);
    await page.getByLabel("The affiliate's name").fill("Dune Media");
    await press(page, "Next");
    await enterTrackerLate(watched);
  }, 180_000);
});

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Makes a real tracker of the test receiver, where it warns that it is one. */
async function enterRealTracker(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  const warning = page.getByText("Test receiver: nobody hears it but you");
  await warning.waitFor();
  await expectSound(watched);
  await press(page, "Enter a real tracker");
  await page.getByLabel("Its tracking domain").fill("track.example");
  await expectSound(watched);
  await press(page, "Save");
  await warning.waitFor({ state: "detached" });
  await page.getByText("https://track.example/postback").waitFor();
}

/** Goes on without a tracker, and enters one that refuses a click at first. */
async function enterTrackerLate(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await press(page, "Go on without one");
  await sendVisitorAndSale(page);
  await page.getByText("No tracker was told").waitFor();
  await expectSound(watched);
  // It is told of the sales from then on.
  await page.getByText("The affiliate has a tracker").click();
  await page.getByLabel("Tracker", { exact: true }).selectOption("own");
  await page
    .getByLabel("Address with macros")
    .fill(`${tracker.url}/heard?click={click_id}&state={status}`);
  await press(page, "Save");
  await page.getByText("No tracker was told").waitFor({ state: "detached" });
  tracker.answers.push(new Response("unknown click", { status: 404 }));
  await sendVisitorAndSale(page);
  await isTold(1);
  await page.getByText("The affiliate's tracker answered 404.").waitFor();
  await expectSound(watched);
  await isTold(2);
  await page.getByText("The affiliate's tracker answered 200.").waitFor();
  await page.getByText("It works.").waitFor();
  await expectSound(watched);
  const told = tracker.received.map(({ url }) => url.search);
  const { click_id } = (await newestConversion()) ?? {};
  const query = `?click=${String(click_id)}&state=approved`;
  expect(told).toEqual([query, query]);
}

async function newestConversion() {
  const path = "/conversions?sort=-recorded_at&limit=1";
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    path,
  );
  return data[0];
}

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

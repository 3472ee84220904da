// The owner gives the old tracker's export on the page, sees how far both agree, and is led from a
// difference to its story.
import { describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { csvOf, ShadowWorld } from "../shadow_world.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile({ background: true });
const { api, clock } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("both trackers", () => {
  test("are compared from a file that is dropped on the page", async () => {
    const world = new ShadowWorld(service);
    await world.open("12", "7");
    const agreed = await world.sell("AGREED-1");
    const other = await world.sell("OTHER-1");
    const rows = [agreed.row, { ...other.row, payout: "11.00" }];
    const watched = await openSignedIn(browsers, api, { role: "manager" });
    const { page } = watched;
    await page.clock.setFixedTime(clock.nowMs());
    await page.goto("/app/shadow");
    await page.getByText("Nothing was compared in this time.").waitFor();
    await expectSound(watched);
    const take = async (text: string) =>
      await page.getByLabel("Drop its export here").setInputFiles({
        name: "yesterday.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await take("conversion_id,affiliate_id,order_id\n1,7,A-1\n");
    await page.getByText("no column has the campaign").first().waitFor();
    await take(csvOf(rows));
    await page.getByText("2 conversions were read.").waitFor();
    const summary = page.getByRole("region", { name: "Both sides" });
    await summary.getByText("50 %").waitFor();
    await summary.getByRole("link", { name: "1" }).click();
    await page
      .getByText("The old tracker's payout is 11.00, ours 12.50.")
      .waitFor();
    await expectSound(watched);
    await page.getByRole("link", { name: other.id.slice(-12) }).click();
    await page.getByText("OTHER-1").first().waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe(other.id);
  }, 60_000);
});

// The first screen of an affiliate and an advertiser: each thing that waits leads to where it is done.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("what waits", () => {
  test("for an affiliate is an endpoint that is off, and a new offer", async () => {
    const { affiliate_id, advertiser_id } = await setUp(api);
    const fixed = { type: "fixed", amount: "1.00" };
    await api.call("POST", "/campaigns", {
      advertiser_id,
      name: "Spring coats",
      destination_url: "https://shop.example/",
      currency: "USD",
      visibility: "request",
      goals: [{ key: "sale", revenue: fixed, payout: fixed }],
    });
    const endpoint = await api.call(
      "POST",
      `/affiliates/${affiliate_id}/postbacks`,
      { url: "https://partner.example/pb?c={click_ref}" },
    );
    await api.call(
      "PATCH",
      `/affiliates/${affiliate_id}/postbacks/${String(endpoint.id)}`,
      { enabled: false },
    );
    const party = { affiliate_id };
    const user = { role: "affiliate", party };
    const watched = await openSignedIn(browsers, api, user);
    const { page } = watched;
    await page.goto("/app/today");
    const waits = page.getByRole("region", { name: "Waits for you" });
    await waits.getByText("partner.example isn't told").first().waitFor();
    await expectSound(watched);
    // The offer that it has a link to is no news.
    expect(await waits.getByRole("listitem").count()).toBe(2);
    await waits.getByRole("link", { name: /^Look ?: Spring coats/ }).click();
    await page.getByRole("heading", { name: "Spring coats" }).waitFor();
    await expectSound(watched);
  }, 120_000);

  test("for an advertiser may be nothing, which is said quietly", async () => {
    const { advertiser_id } = await setUp(api);
    const party = { advertiser_id };
    const user = { role: "advertiser", party };
    const watched = await openSignedIn(browsers, api, user);
    const { page } = watched;
    await page.goto("/app/today");
    await page.getByText("Nothing waits for you.").waitFor();
    await expectSound(watched);
  }, 120_000);
});

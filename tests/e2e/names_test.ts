// A network with more affiliates than a list's page: each is shown by its name all the same.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("of hundreds of affiliates", () => {
  test("each is shown by its name, and found by its number", async () => {
    const items = Array.from({ length: 500 }, (_, at) => ({
      name: `Blog ${String(at).padStart(3, "0")}`,
    }));
    await api.call("POST", "/bulk/affiliates", { items });
    const { slug, affiliate_id } = await setUp(api, {
      affiliate: { name: "Zephyr Reviews" },
    });
    await fetch(`${api.url}/c/${slug}`, { redirect: "manual" });
    while (await service.drain.runOnce());
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await page.goto("/app/clicks");
    const row = page.getByRole("row").filter({ hasText: "Zephyr Reviews" });
    await row.waitFor();
    await page.getByLabel("Affiliate").fill(String(affiliate_id));
    await page.waitForURL(new RegExp(`affiliate_id=${affiliate_id}`));
    await row.waitFor();
    await expectSound(watched);
    expect(await page.getByText(`#${affiliate_id}`).count()).toBe(0);
  }, 60_000);

  test("a goal is shown by its name, its key on hover", async () => {
    const { slug, campaign_id } = await setUp(api);
    const name = "Completed order";
    await api.call("PATCH", `/campaigns/${campaign_id}/goals/sale`, { name });
    const click_id = await api.click(slug);
    await api.postback({ click_id, order_id: "named" });
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await page.goto("/app/conversions");
    const cell = page.getByRole("cell", { name });
    await cell.waitFor();
    expect(await cell.getAttribute("title")).toBe("sale");
    await expectSound(watched);
  }, 60_000);
});

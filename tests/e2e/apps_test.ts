// A campaign for an app: what opens it, and which of Apple's installs are its own.
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setUp } from "../factory.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";
import { dayWorlds } from "./day_looks.ts";
import { openSignedIn } from "./signed_in_page.ts";

const PRINT = Array(32).fill("AB").join(":");

for (const { service, look, options } of await dayWorlds()) {
  const { api } = service;
  const browsers = new Browsers(api.url);

  describe.skipIf(IS_BRIEF)(`a campaign's apps (${look})`, () => {
    let watched: WatchedPage;
    let page: Page;
    let campaign_id = 0;
    let link_id = 0;

    beforeAll(async () => {
      ({ campaign_id, link_id } = await setUp(api));
      watched = await openSignedIn(browsers, api, { role: "admin" }, options);
      page = watched.page;
      await page.goto(`/app/campaigns/${campaign_id}?tab=apps`);
    });

    const save = async (form: string, is_saved = true) => {
      const own = page.getByRole("form", { name: form, exact: true });
      await own.getByRole("button", { name: "Save", exact: true }).click();
      if (is_saved) await own.getByText("Saved.").waitFor();
    };

    test("are named, and what is wrong with one is said at it", async () => {
      await page.getByLabel("Team id").fill("ABCDE12345");
      await page.getByLabel("Package").fill("com.northwind.shoes");
      await page.getByLabel("SHA-256 fingerprints").fill(PRINT);
      await save("Apps that its links open", false);
      await page.getByText("bundle_id").first().waitFor();
      await page.getByLabel("Bundle id").fill("com.northwind.shoes");
      await save("Apps that its links open");
      expect(
        await api.call("GET", `/campaigns/${campaign_id}/app`),
      ).toMatchObject({
        ios: { team_id: "ABCDE12345", bundle_id: "com.northwind.shoes" },
        android: { sha256_fingerprints: [PRINT] },
      });
      await expectSound(watched);
    }, 180_000);

    test("get the installs that Apple reports, by source and value", async () => {
      const form = page.getByRole("form", {
        name: "Apple's install postbacks",
      });
      await form.getByLabel("The app's id in the App Store").fill("525463029");
      const add = form.getByRole("button", { name: "Add a line" });
      await add.first().click();
      await form.getByLabel("Source identifier", { exact: true }).fill("5239");
      await form.getByLabel("Link", { exact: true }).fill(String(link_id));
      await add.last().click();
      await form.getByLabel("Value", { exact: true }).selectOption("fine");
      await form.getByLabel("0 to 63").fill("20");
      await form.getByLabel("Amount of the sale").fill("12.50");
      await save("Apple's install postbacks");
      expect(
        await api.call("GET", `/campaigns/${campaign_id}/skan`),
      ).toMatchObject({
        app_id: 525463029,
        source_identifiers: [{ source_identifier: "5239", link_id }],
        values: [{ fine: 20, coarse: null, goal: "sale", amount: "12.50" }],
      });
      await expectSound(watched);
    }, 180_000);
  });
}

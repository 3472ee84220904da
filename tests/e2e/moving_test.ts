// Who moves a network sees which of its old links were forgotten, and puts them right without a shell.
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { makeSource } from "../senders.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";
import { dayWorlds } from "./day_looks.ts";
import { openSignedIn } from "./signed_in_page.ts";

for (const { service, look, options } of await dayWorlds()) {
  const { api } = service;
  const browsers = new Browsers(api.url);

  describe.skipIf(IS_BRIEF)(`moving in (${look})`, () => {
    let watched: WatchedPage;
    let page: Page;
    let made: Setup;

    beforeAll(async () => {
      made = await setUp(api, {
        affiliate: { name: "Harbour Media" },
        campaign: { name: "Winter shoes" },
      });
      for (let visit = 0; visit < 3; visit++) {
        await api.fetch("/click.php?key=winter24&sub1=blog");
      }
      await api.fetch("/aff_c?offer_id=77&aff_id=12&aff_sub=mail");
      await api.fetch("/c/990/991");
      await service.unresolved.flush();
      watched = await openSignedIn(browsers, api, { role: "admin" }, options);
      page = watched.page;
    });

    const row = (text: string) =>
      page.getByRole("row").filter({ hasText: text });

    test("an old link that was forgotten is made where it is seen", async () => {
      await page.goto("/app/settings/old-links");
      await row("winter24").getByText("3", { exact: true }).waitFor();
      await expectSound(watched);
      await row("990/991").getByText("doesn't exist here").waitFor();
      const make = page.getByRole("button", {
        name: /^Make the link.*winter24/,
      });
      await make.click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("/click.php?key=winter24&sub1=blog").waitFor();
      const choose = async (label: string, id: number) =>
        await dialog.getByLabel(label, { exact: true }).fill(String(id));
      await choose("Campaign", made.campaign_id);
      await choose("Affiliate", made.affiliate_id);
      await expectSound(watched);
      await dialog.getByRole("button", { name: "Make the link" }).click();
      await dialog.getByText("the old link leads there now").waitFor();
      await dialog.getByRole("button", { name: "Close" }).click();
      await row("winter24").getByText("leads somewhere now").waitFor();
      const { status } = await api.fetch("/click.php?key=winter24");
      expect(status).toBe(302);
    }, 180_000);

    test("a source lets pages report, and its sheet has the tag", async () => {
      const source = await makeSource(api, made.advertiser_id);
      const at = `/app/advertisers/${made.advertiser_id}/sources/${source.id}`;
      await page.goto(`${at}?tab=settings`);
      await page.getByLabel("The shop's pages may report sales").check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      await expectSound(watched);
      await page.goto(`${at}?tab=sheet`);
      await page.getByText("/t.js").first().waitFor();
      await expectSound(watched);
    }, 180_000);

    test("a domain gets a fallback, and is changed and removed", async () => {
      await page.goto("/app/settings/domains");
      const form = page.getByRole("form", { name: "Add a domain" });
      const add = form.getByRole("button", { name: "Add a domain" });
      await form
        .getByLabel("Domain", { exact: true })
        .fill("https://go.example");
      await add.click();
      await form.getByText("without scheme").first().waitFor();
      await form.getByLabel("Domain", { exact: true }).fill("Go.Example");
      await form
        .getByLabel("Fallback", { exact: true })
        .fill("https://old.example/");
      await form.getByLabel("Show links with this domain").check();
      await add.click();
      await row("go.example").getByText("links are shown with it").waitFor();
      await expectSound(watched);
      await row("go.example").getByRole("link", { name: "Change" }).click();
      const drawer = page.getByRole("form", { name: "Change a domain" });
      await drawer
        .getByLabel("Fallback", { exact: true })
        .fill("https://other.example/");
      await drawer.getByRole("button", { name: "Save" }).click();
      await drawer.getByText("Saved.").waitFor();
      await expectSound(watched);
      await page.goto("/app/settings/domains");
      await row("go.example").getByText("https://other.example/").waitFor();
      await row("go.example").getByRole("button", { name: "Remove" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Remove" }).click();
      await page.getByText("Name a domain to give it its own").waitFor();
      const { data } = await api.call<{ data: unknown[] }>("GET", "/domains");
      expect(data).toEqual([]);
    }, 180_000);
  });
}

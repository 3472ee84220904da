// Who runs the network asks where a link leads, counts its clicks, and removes what is known of a visitor.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("clicks in the browser", () => {
  test("are tried, counted and forgotten", async () => {
    const of = await setUp(api);
    await api.call("PUT", `/campaigns/${of.campaign_id}/targeting`, {
      countries: { deny: ["AQ"] },
    });
    const clicks: string[] = [];
    for (const sub1 of ["a", "b"]) {
      clicks.push(await api.click(`${of.slug}?sub1=${sub1}`));
    }
    while (await service.drain.runOnce());
    const watched = await openSignedIn(browsers, api, { role: "manager" });
    const { page, person } = watched;
    await page.goto(`/app/campaigns/${of.campaign_id}?tab=links`);
    await page.getByRole("button", { name: /^Open/ }).click();
    await page.getByText("Where does it lead?").click();
    const form = page.getByRole("form", { name: "Where does it lead?" });
    await form.getByLabel("Country").fill("aq");
    await form.getByRole("button", { name: "Try a visitor" }).click();
    await page.getByText("country AQ").first().waitFor();
    await expectSound(watched);

    await page.goto(`/app/clicks?campaign_id=${of.campaign_id}`);
    await page.getByLabel("Count them by").selectOption("verdict");
    const table = page.getByRole("table", { name: "Verdict" });
    const row = table.getByRole("row").filter({ hasText: "sent on" });
    await row.getByRole("cell", { name: "2", exact: true }).waitFor();
    await expectSound(watched);

    const id = clicks[0] ?? "";
    await page.goto(`/app/clicks?open=${id}`);
    const dialog = page.getByRole("dialog", { name: "Click", exact: true });
    await dialog.getByRole("button", { name: "Remove personal data" }).click();
    const asks = page.getByRole("dialog", { name: "Remove personal data" });
    await asks.getByText("lost for good").waitFor();
    await expectSound(watched);
    await asks.getByRole("button", { name: "Remove personal data" }).click();
    await page.getByText("Its personal data is removed.").waitFor();
    const { body } = await person.ask<Record<string, unknown>>(
      "GET",
      `/clicks/${id}`,
    );
    expect(body).toMatchObject({ ip: null, referrer: null, sub1: "a" });
    await page.context().close();
  }, 90_000);

  test("are shared by a smart link over campaigns", async () => {
    const of = await setUp(api);
    const other = await setUp(api);
    const watched = await openSignedIn(browsers, api, { role: "manager" });
    const { page } = watched;
    const press = (name: string) =>
      page.getByRole("button", { name, exact: true }).click();
    await page.goto(`/app/affiliates/${of.affiliate_id}?tab=links`);
    await page.getByLabel("A smart link, over several campaigns").check();
    await press("Add a campaign");
    for (const [at, id] of [of.campaign_id, other.campaign_id].entries()) {
      const campaign = page.getByLabel("Campaign", { exact: true }).nth(at);
      await campaign.fill(`Campaign #${id}`);
    }
    await page.getByLabel("Weight").first().fill("9");
    await page.getByLabel("Countries").nth(1).fill("de");
    await expectSound(watched);
    await press("Make the link");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Settings").click();
    await dialog.getByLabel("Weight").first().fill("4");
    await press("Save");
    await dialog.getByText("Saved.").waitFor();
    await expectSound(watched);
    const { data } = await api.call<{ data: { smart: unknown }[] }>(
      "GET",
      `/links?affiliate_id=${of.affiliate_id}&kind=smart`,
    );
    expect(data.map(({ smart }) => smart)).toMatchObject([
      [
        { campaign_id: of.campaign_id, weight: 4, rules: {} },
        {
          campaign_id: other.campaign_id,
          weight: 1,
          rules: { countries: ["DE"] },
        },
      ],
    ]);
    await press("Archive");
    const asks = page.getByRole("dialog", { name: "Archive" });
    await asks.getByRole("button", { name: "Archive" }).click();
    await page
      .getByRole("cell", { name: "Smart link" })
      .waitFor({ state: "detached" });
    await page.context().close();
  }, 90_000);
});

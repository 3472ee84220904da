// An advertiser's day: a source, its sheet for a developer who has only the link, a refused sale
// that is understood, and a statement compared.
import { beforeAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { dayWorlds } from "./day_looks.ts";
import { openSignedIn } from "./signed_in_page.ts";

for (const { service, look, options } of await dayWorlds({
  background: true,
})) {
  const { api } = service;
  const browsers = new Browsers(api.url);

  describe.skipIf(IS_BRIEF)(`an advertiser (${look})`, () => {
    let of: Setup;
    let watched: Awaited<ReturnType<typeof openSignedIn>>;
    beforeAll(async () => {
      of = await setUp(api);
      const party = { advertiser_id: of.advertiser_id };
      const user = { role: "advertiser", party };
      watched = await openSignedIn(browsers, api, user, options);
    }, 180_000);

    test("hands over a sheet that is read without signing in", async () => {
      const { page } = watched;
      await page.goto("/app/my/sources");
      await page.getByLabel("Name").fill("Shop server");
      await page.getByRole("button", { name: "Make a source" }).click();
      await page
        .getByRole("button", { name: "Make a link to the sheet" })
        .click();
      const link = page.getByRole("link", { name: /\/s\// });
      const address = await link.innerText();
      await expectSound(watched);
      const stranger = await browsers.open({ colorScheme: "dark" });
      await stranger.page.goto(new URL(address).pathname);
      await stranger.page.getByText("/v1/postback/KEY").first().waitFor();
      await stranger.page
        .getByRole("heading", { name: /Shop server/ })
        .waitFor();
      await expectSound(stranger);
      await stranger.page.context().close();
    }, 180_000);

    test("sees the checklist follow what its server sends", async () => {
      const { page, person } = watched;
      type Sources = { data: { id: number; url: string }[] };
      const at = `/advertisers/${of.advertiser_id}/sources`;
      const { body } = await person.ask<Sources>("GET", at);
      const [source] = body.data;
      const live = page.waitForResponse((answer) =>
        answer.url().includes("/live"),
      );
      await page.goto(`/app/my/sources/${source?.id}?tab=checklist`);
      await page.getByText("Waiting for your next request").waitFor();
      await live;
      await api.fetch(`${new URL(source?.url ?? "").pathname}?order_id=N-1`);
      await page.getByText("Checked what just came").waitFor();
      await page.getByText("Not ready yet").waitFor();
      await expectSound(watched);
    }, 180_000);

    test("understands a refusal, and judges it again without changing anything", async () => {
      const { page, person } = watched;
      await page.goto("/app/postbacks");
      await page.locator("tbody a").first().click();
      await page.getByRole("link", { name: "On a page of its own" }).click();
      await page.getByRole("heading", { name: "Judge it again" }).waitFor();
      await page.getByRole("button", { name: "Judge it again" }).click();
      await page.getByText("It would be answered as before.").waitFor();
      expect(await page.getByText("for good").count()).toBe(0);
      await expectSound(watched);
      type Postbacks = { data: { outcome: string }[] };
      const { body } = await person.ask<Postbacks>("GET", "/postbacks");
      expect(
        await page.locator("main .notice strong").first().innerText(),
      ).toBe(body.data[0]?.outcome.replaceAll("_", " ") ?? "none");
    }, 180_000);

    test("uploads a statement, and sees each difference", async () => {
      const { page } = watched;
      const click_id = await api.click(of.slug);
      // Its source has to sign; what the network enters needs no proof.
      const sale = { click_id, order_id: "A-1", reason: "Phone order" };
      await api.call("POST", "/conversions", sale);
      await page.goto("/app/my/statements");
      const day = new Date(service.clock.nowMs()).toISOString().slice(0, 10);
      await page.getByLabel(/^File/).setInputFiles({
        name: "november.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(
          `order_id,status,revenue,date\nA-1,approved,20.00,${day}\nA-2,approved,20.00,${day}\n`,
        ),
      });
      await page.getByLabel("From day").fill(`${day.slice(0, 7)}-01`);
      await page.getByLabel("To day, included").fill(day);
      await page.getByRole("button", { name: "Compare it" }).click();
      await page.getByRole("heading", { name: "november.csv" }).waitFor();
      await page.getByRole("button", { name: "That is right" }).click();
      await page.getByRole("cell", { name: "you have it, we don't" }).waitFor();
      await page.getByRole("cell", { name: "A-2" }).waitFor();
      await expectSound(watched);
    }, 180_000);
  });
}

// An affiliate's day on a phone: it finds what to promote, has its tracker told, sees its sale and
// when it is paid; nothing says what the network earns by it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { PASSWORD } from "../people.ts";
import { PartnerReceiver } from "../receiver.ts";
import { Browsers, CHROMIUM, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";
import { dayWorlds } from "./day_looks.ts";
import { openSignedIn } from "./signed_in_page.ts";

const MARKUP = `"><img src=x onerror="throw Error('sub')">`;

for (const { service, look, options } of await dayWorlds({
  background: true,
})) {
  const { api } = service;
  const browsers = new Browsers(api.url);

  describe.skipIf(CHROMIUM === undefined)(`an affiliate (${look})`, () => {
    const tracker = new PartnerReceiver();
    afterAll(() => tracker.stop());
    let of: Setup;
    let watched: Awaited<ReturnType<typeof openSignedIn>>;
    beforeAll(async () => {
      of = await setUp(api, {
        campaign: { visibility: "public", terms: "No brand bidding." },
      });
      const { campaign_id } = of;
      const visibility = "request";
      await api.call("PATCH", `/campaigns/${campaign_id}`, { visibility });
      const party = { affiliate_id: of.affiliate_id };
      const user = { role: "affiliate", party };
      watched = await openSignedIn(browsers, api, user, options);
    }, 180_000);

    test("builds a link whose markup stays text, and tries it", async () => {
      const { page, person } = watched;
      await page.goto("/app/offers");
      await page.getByRole("link", { name: "Winter shoes" }).click();
      await page.getByLabel("How I promote it").fill("On my travel blog");
      await page.getByLabel("I accept these terms").check();
      await page.getByRole("button", { name: "Apply for it" }).click();
      await page.getByText("The network has your application.").waitFor();
      const { campaign_id, affiliate_id } = of;
      const approval = `/campaigns/${campaign_id}/affiliates/${affiliate_id}`;
      await api.call("PATCH", approval, { status: "approved" });
      await page.reload();
      await page.getByRole("heading", { name: "Build a link" }).waitFor();
      expect(await page.locator("main").innerText()).toContain("12.50 USD");
      await page.getByLabel("Sub 1", { exact: true }).fill(MARKUP);
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.getByText("The link is made.").waitFor();
      await page.getByRole("button", { name: "QR code" }).click();
      await page.getByRole("button", { name: "Test click" }).click();
      await page.getByText("A test click was sent to").waitFor();
      await expectSound(watched);
      await page.goto("/app/my/links");
      await page.getByText(MARKUP).waitFor();
      const { body } = await person.ask<{ data: { url: string }[] }>(
        "GET",
        "/links?archived=false",
      );
      const shown = await page.locator("main").innerText();
      expect(body.data.map(({ url }) => shown.includes(url))).toEqual(
        body.data.map(() => true),
      );
      await expectSound(watched);
    }, 180_000);

    test("has its tracker told, and sees whether it heard", async () => {
      const { page } = watched;
      await page.goto("/app/my/postbacks");
      await page.getByLabel("Tracker", { exact: true }).selectOption("own");
      await page
        .getByLabel("Address with macros")
        .fill(`${tracker.url}/heard?cid={click_ref}`);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByLabel("Click id known to it").fill("visit-7");
      await page.getByRole("button", { name: "Test it" }).click();
      await page.getByText("It heard.").waitFor();
      expect(tracker.received[0]?.url.searchParams.get("cid")).toBe("visit-7");
      await expectSound(watched);
    }, 180_000);

    test("changes its endpoint, and not what another changed meanwhile", async () => {
      const { page, person } = watched;
      const all = `/affiliates/${of.affiliate_id}/postbacks`;
      const { body } = await person.ask<{ data: { id: number }[] }>("GET", all);
      const at = `${all}/${body.data[0]?.id}`;
      await page.goto(`/app/my/postbacks/${body.data[0]?.id}`);
      const form = page.getByRole("form", { name: "Change it" });
      const url = `${tracker.url}/heard?cid={click_ref}&to={status}`;
      await form.getByLabel("Address with macros").fill(url);
      const theirs = {
        url: `${tracker.url}/heard?cid={click_ref}&state={status}`,
        statuses: ["approved", "rejected"],
      };
      expect((await person.ask("PATCH", at, theirs)).status).toBe(200);
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Somebody else changed this meanwhile").waitFor();
      await expectSound(watched);
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Saved").waitFor();
      expect((await person.ask("GET", at)).body).toMatchObject({
        url,
        statuses: ["approved", "rejected"],
      });
    }, 180_000);

    test("has an ad platform told, and sees its token nowhere again", async () => {
      const { page, person } = watched;
      await page.goto("/app/my/postbacks");
      await page.getByLabel("Tracker", { exact: true }).selectOption("meta");
      await page.getByLabel("The data set's (pixel's) id").fill("1234567890");
      await page.getByLabel("Its event, such as").fill("Purchase");
      const token = page.getByLabel("The access token of the Conversions API");
      expect(await token.getAttribute("type")).toBe("password");
      await token.fill("EAAB-browser-token-1234567890");
      await page.getByRole("button", { name: "Save" }).click();
      const form = page.getByRole("form", { name: "Change it" });
      await form.getByLabel("Its event, such as").fill("lead=Lead, Purchase");
      await form.getByLabel("What visitors agreed to").selectOption("denied");
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Saved").waitFor();
      await expectSound(watched);
      expect(await page.content()).not.toContain("browser-token");
      const at = `/affiliates/${of.affiliate_id}/postbacks?preset=meta`;
      expect((await person.ask("GET", at)).body).toMatchObject({
        data: [
          {
            ad: { event: "lead=Lead, Purchase", consent: "denied" },
            credential: { masked: "EAA…890" },
          },
        ],
      });
    }, 180_000);

    test("sees its sale and its money, as the API has them", async () => {
      const { page, person } = watched;
      const click_id = await api.click(
        of.slug,
        `?sub1=${encodeURIComponent(MARKUP)}`,
      );
      await api.postback({ click_id, order_id: "A-1" });
      await page.goto("/app/conversions");
      await page.getByText("12.50").first().waitFor();
      expect(await wordsOf(watched)).not.toMatch(/revenue|margin|20\.00/i);
      await expectSound(watched);
      await page.goto("/app/my/earnings");
      const at = `/affiliates/${of.affiliate_id}/balance`;
      type Balance = { data: { payable: string }[] };
      const { body } = await person.ask<Balance>("GET", at);
      const tile = page.locator(".tile", { hasText: "Payable" });
      expect(await tile.innerText()).toContain(body.data[0]?.payable ?? "none");
      await expectSound(watched);
    }, 180_000);

    test("has the difference to its own tracker explained", async () => {
      const { page } = watched;
      const day = new Date(service.clock.nowMs()).toISOString().slice(0, 10);
      await page.goto("/app/discrepancy");
      await page.getByLabel("From day").fill(day);
      await page.getByLabel("To day").fill(day);
      await page.getByLabel("Zone of the days").fill("UTC");
      const figures = `day,clicks,conversions\n${day},9,1\n`;
      await page.getByLabel("Or its figures").fill(figures);
      await page
        .getByRole("button", { name: "Explain the difference" })
        .click();
      const days = page.getByRole("table", { name: "Clicks by day" });
      const row = days.getByRole("row").filter({ hasText: day });
      expect(await row.innerText()).toMatch(/^\S+\s+9\s/);
      expect(await page.locator(".sentence").innerText()).not.toBe("");
      await expectSound(watched);
    }, 60_000);

    test("changes where its money is sent, and can cancel it", async () => {
      const { page } = watched;
      const set = (method: string, details: Record<string, string>) =>
        api.call("PUT", `/affiliates/${of.affiliate_id}/payment-details`, {
          ...{ method, details },
        });
      await set("paypal", { email: "pay@harbour.example" });
      await page.goto("/app/my/earnings?tab=details");
      const sent_by = page.locator("dd").filter({ hasText: "PayPal" });
      await sent_by.waitFor();
      await page.getByLabel("Sent by").selectOption("sepa");
      await page.getByLabel("Account holder").fill("Harbour Media");
      await page.getByLabel("IBAN").fill("DE02120300000000202051");
      await page.getByLabel("Your password").fill(PASSWORD);
      const ask = page.getByRole("button", { name: "Ask for the change" });
      await set("sepa", {
        holder: "Harbour Two",
        iban: "DE02120300000000202051",
      });
      await ask.click();
      await page.getByText("so nothing was done").waitFor();
      await sent_by.waitFor({ state: "detached" });
      await ask.click();
      await page.getByRole("button", { name: "Cancel the change" }).click();
      await page
        .getByRole("button", { name: "Cancel the change" })
        .waitFor({ state: "detached" });
      await expectSound(watched);
    }, 180_000);
  });
}

async function wordsOf({ page }: WatchedPage): Promise<string> {
  return await page.locator("body").innerText();
}

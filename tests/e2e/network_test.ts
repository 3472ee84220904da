// A manager's day: a network is set up, a price changes, somebody is let in, and a cap fills.
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { longTest } from "../long.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";
import { dayWorlds } from "./day_looks.ts";
import { openSignedIn } from "./signed_in_page.ts";

type Row = Record<string, unknown>;

/** Chooses one of the things that a picker proposes. */
async function pick(page: Page, label: string, name: string, id: number) {
  await page.getByLabel(label, { exact: true }).fill(`${name} #${id}`);
}

async function numberInAddress(page: Page, place: string): Promise<number> {
  await page.waitForURL(new RegExp(`/app/${place}/\\d+`));
  return Number(/\/(\d+)(?:\?|$)/.exec(page.url())?.[1]);
}

const OFFICE = ["admin", "manager"] as const;
for (const role of OFFICE) {
  for (const { service, look, options } of await dayWorlds()) {
    const { api } = service;
    const browsers = new Browsers(api.url);

    describe.skipIf(IS_BRIEF)(`the network as ${role} (${look})`, () => {
      let watched: WatchedPage;
      let page: Page;
      const made = { advertiser: 0, campaign: 0, affiliate: 0 };

      beforeAll(async () => {
        watched = await openSignedIn(browsers, api, { role }, options);
        page = watched.page;
      });

      const press = (name: string) =>
        page.getByRole("button", { name, exact: true }).click();

      test("is set up from an advertiser to a link", async () => {
        await page.goto("/app/advertisers/new");
        await page.getByLabel("Name").fill("Northwind Shoes");
        await press("Make the advertiser");
        made.advertiser = await numberInAddress(page, "advertisers");
        await page.getByRole("link", { name: "New campaign" }).click();
        await page.getByText("Northwind Shoes").waitFor();
        await page.getByLabel("Name", { exact: true }).fill("Winter");
        await page
          .getByLabel("Where visitors go")
          .fill("https://shop.example/");
        await page.getByLabel("Open to").selectOption("request");
        await press("Make the campaign");
        made.campaign = await numberInAddress(page, "campaigns");
        await page.getByRole("cell", { name: "10% of the sale" }).waitFor();
        await page.goto(`/app/advertisers/${made.advertiser}?tab=sources`);
        await page.getByLabel("Name").fill("Shop server");
        await press("Make the source");
        await page.getByRole("heading", { name: "Shop server" }).waitFor();
        await press("Make a link to the sheet");
        await page.getByText("Hand this link over").waitFor();
        await expectSound(watched);
        await page.goto("/app/affiliates/new");
        await page.getByLabel("Name").fill("Harbour Media");
        await press("Make the affiliate");
        made.affiliate = await numberInAddress(page, "affiliates");
        await pick(page, "Campaign", "Winter", made.campaign);
        await page.getByLabel("Sub 1").fill("spring");
        await press("Make the link");
        await page.getByRole("dialog").waitFor();
        await page.getByRole("img", { name: /^QR code of/ }).waitFor();
        await expectSound(watched);
        const links = await api.call<{ data: Row[] }>("GET", "/links");
        expect(links.data).toMatchObject([
          {
            campaign_id: made.campaign,
            affiliate_id: made.affiliate,
            subs: { sub1: "spring" },
          },
        ]);
      }, 180_000);

      test("says what a price will change, and changes it then", async () => {
        await page.goto(`/app/campaigns/${made.campaign}?tab=prices`);
        await page.getByRole("button", { name: /^Change the price/ }).click();
        await page.getByLabel("For whom").selectOption("one");
        const form = page.getByRole("form", { name: /^Another price/ });
        await form.getByLabel("Affiliate").fill(`Harbour #${made.affiliate}`);
        await form.getByLabel("Percent").nth(1).fill("9");
        await press("What will happen");
        await page
          .getByText(
            "From now on, Harbour Media gets 9% of the sale for each, instead of 8% of the sale.",
          )
          .waitFor();
        await expectSound(watched);
        const path = `/campaigns/${made.campaign}`;
        const none = await api.call<{ data: Row[] }>(
          "GET",
          `${path}/goals/sale/payouts`,
        );
        expect(none.data).toEqual([]);
        await press("Change the price");
        await page.getByRole("cell", { name: "9% of the sale" }).waitFor();
        const effective = await api.call<{ goals: { price: Row }[] }>(
          "GET",
          `${path}/effective?affiliate_id=${made.affiliate}`,
        );
        expect(effective.goals[0]?.price).toMatchObject({
          payout: { type: "percent", percent: "9" },
        });
      }, 180_000);

      test("says what another changed, and keeps what was typed", async () => {
        await page.goto(`/app/campaigns/${made.campaign}`);
        await page.getByLabel("Terms").fill("No coupons.");
        const path = `/campaigns/${made.campaign}`;
        await api.call("PATCH", path, {
          name: "Winter boots",
          terms: "Theirs",
        });
        await press("Save");
        await page.getByText("Somebody else changed this meanwhile").waitFor();
        expect(await page.getByLabel("Terms").inputValue()).toBe("No coupons.");
        expect(await page.getByLabel("Name").inputValue()).toBe("Winter boots");
        await expectSound(watched);
        await press("Save");
        await page.getByText("Saved.").waitFor();
        expect(await api.call<Row>("GET", path)).toMatchObject({
          name: "Winter boots",
          terms: "No coupons.",
        });
      }, 180_000);

      test("says when a campaign runs, by the clock of who asks", async () => {
        const path = `/campaigns/${made.campaign}`;
        await page.goto(`/app/campaigns/${made.campaign}`);
        await page.getByLabel("Begins").fill("2026-01-01T00:00");
        await page.getByLabel("Percent kept of an exchange").fill("1.5");
        await press("Add material");
        const material = page.getByRole("group", { name: "Material" });
        await material.getByLabel("Name").fill("Banner");
        await material.getByLabel("Address").fill("https://shop.example/b.png");
        await expectSound(watched);
        await press("Save");
        await page.getByText("Saved.").waitFor();
        const campaign = await api.call<Row>("GET", path);
        expect(campaign).toMatchObject({
          fx_spread_percent: "1.5",
          creatives: [
            {
              name: "Banner",
              kind: "image",
              url: "https://shop.example/b.png",
            },
          ],
        });
        expect(campaign["starts_at"]).not.toBeNull();
        await page.reload();
        const begins = page.getByLabel("Begins");
        expect(await begins.inputValue()).toBe("2026-01-01T00:00");
      }, 180_000);

      test("lets in who asked, and refuses with a reason", async () => {
        const path = `/campaigns/${made.campaign}/affiliates`;
        const other = await api.call<{ id: number }>("POST", "/affiliates", {
          name: "Coupon Atlas",
        });
        for (const affiliate_id of [made.affiliate, other.id]) {
          await api.call("POST", path, { affiliate_id, status: "applied" });
        }
        await page.goto(`/app/campaigns/${made.campaign}?tab=access`);
        await page.getByLabel("Tick Harbour Media").check();
        await press("Approve");
        await page.getByText("Approve: 1 done.").waitFor();
        await page.getByLabel("Tick Coupon Atlas").check();
        const refuse = page.getByRole("button", { name: "Refuse" });
        expect(await refuse.isDisabled()).toBe(true);
        await page
          .getByRole("region", { name: "Decide" })
          .getByLabel("Reason")
          .fill("No coupon sites");
        // Another decided since the page was read.
        const theirs = { status: "approved" };
        await api.call("PATCH", `${path}/${other.id}`, theirs);
        await refuse.click();
        await page.getByText("so nothing was done").waitFor();
        const row = page.getByRole("row").filter({ hasText: "Coupon Atlas" });
        await row.getByText("may run it").waitFor();
        await refuse.click();
        await page.getByText("Refuse: 1 done.").waitFor();
        await page.getByRole("cell", { name: "No coupon sites" }).waitFor();
        await expectSound(watched);
        const { data } = await api.call<{ data: Row[] }>(
          "GET",
          `${path}?sort=affiliate_id`,
        );
        expect(data).toMatchObject([
          { affiliate_id: made.affiliate, status: "approved" },
          {
            affiliate_id: other.id,
            status: "refused",
            reason: "No coupon sites",
          },
        ]);
      }, 180_000);

      test("shows how much of a cap is used, on a telephone too", async () => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(`/app/campaigns/${made.campaign}?tab=routing`);
        await press("Add a cap");
        await page.getByLabel("Of what").selectOption("clicks");
        await page.getByLabel("At most").fill("2");
        await page
          .getByRole("form", { name: "Add a cap" })
          .getByRole("button", { name: "Add a cap" })
          .click();
        await page.getByText("0 of 2").waitFor();
        const { data: links } = await api.call<{ data: { slug: string }[] }>(
          "GET",
          "/links",
        );
        for (let count = 0; count < 3; count += 1) {
          const at = `/c/${links[0]?.slug}?sub2=${count}`;
          await api.fetch(at, { redirect: "manual" });
        }
        while (await service.drain.runOnce());
        await page.reload();
        const caps = await api.call<{ data: Row[] }>(
          "GET",
          `/campaigns/${made.campaign}/caps`,
        );
        const { counted, limit } = caps.data[0] ?? {};
        const used = `${String(counted)} of ${String(limit)}`;
        await page.getByRole("img", { name: used }).waitFor();
        expect(Number(counted)).toBeGreaterThan(0);
        await expectSound(watched);
      }, 180_000);

      test("shows the month's figures as the report has them", async () => {
        await page.setViewportSize(options.viewport);
        await page.goto("/app/campaigns");
        const report = await api.call<{ data: { clicks: Row }[] }>(
          "GET",
          "/reports?group_by=campaign&period=this_month&timezone=UTC",
        );
        const clicks = String(report.data[0]?.clicks.valid ?? "–");
        const row = page.getByRole("row").filter({ hasText: "Winter boots" });
        await row.getByRole("cell").nth(3).waitFor();
        expect(await row.getByRole("cell").nth(3).innerText()).toBe(clicks);
        await expectSound(watched);
      }, 180_000);

      test("brings an archived link back, paused", async () => {
        const { campaign: campaign_id, affiliate: affiliate_id } = made;
        const of = { campaign_id, affiliate_id, subs: { sub1: "archived" } };
        const { id } = await api.call<{ id: number }>("POST", "/links", of);
        await api.call("DELETE", `/links/${id}`);
        await page.goto(`/app/campaigns/${campaign_id}?tab=links`);
        await page.getByRole("button", { name: "Open" }).first().waitFor();
        expect(await page.getByText("sub1=archived").count()).toBe(0);
        await page.getByLabel("Which links").selectOption("archived");
        await page.getByText("sub1=archived").waitFor();
        await page.getByRole("button", { name: `Open Link #${id}` }).click();
        await press("Bring back");
        const dialog = page.getByRole("dialog", { name: "Bring back" });
        await dialog.getByText("It is in the list again, paused").waitFor();
        await expectSound(watched);
        await dialog.getByRole("button", { name: "Bring back" }).click();
        await page.getByText("No link is archived here.").waitFor();
        expect(await api.call<Row>("GET", `/links/${id}`)).toMatchObject({
          archived: false,
          paused: true,
        });
      }, 180_000);

      test("plans the end of a price, and takes it back", async () => {
        const path = `/campaigns/${made.campaign}/goals/sale/payouts`;
        const ends = async () => {
          const { data } = await api.call<{ data: Row[] }>("GET", path);
          return data.map(({ valid_to }) => valid_to);
        };
        const dialog = page.getByRole("dialog", { name: "End this price" });
        const open = () =>
          page.getByRole("button", { name: /^End.*Harbour Media/ }).click();
        await page.goto(`/app/campaigns/${made.campaign}?tab=prices`);
        await open();
        await dialog.getByLabel("When").selectOption("later");
        const agree = dialog.getByRole("button", { name: "End this price" });
        expect(await agree.isDisabled()).toBe(true);
        await dialog.getByLabel("Ends").fill("2031-01-01T00:00");
        await expectSound(watched);
        await agree.click();
        await dialog.waitFor({ state: "detached" });
        expect((await ends()).filter((end) => end !== null)).toHaveLength(1);
        await page.reload();
        await open();
        await dialog.getByLabel("When").selectOption("never");
        await dialog.getByRole("button", { name: "Let it go on" }).click();
        await dialog.waitFor({ state: "detached" });
        expect((await ends()).filter((end) => end !== null)).toEqual([]);
      }, 180_000);

      test("removes what nothing hangs on, and says what hangs on the rest", async () => {
        const goals = `/campaigns/${made.campaign}/goals`;
        const price = { type: "fixed", amount: "1.00" };
        await api.call("POST", goals, {
          key: "lead",
          name: "Newsletter",
          revenue: price,
          payout: price,
        });
        await page.goto(`/app/campaigns/${made.campaign}?tab=prices`);
        await page
          .getByRole("button", { name: /^Settings.*Newsletter/ })
          .click();
        await page.getByRole("button", { name: /^Remove.*Newsletter/ }).click();
        const dialog = page.getByRole("dialog", { name: /^Remove / });
        await expectSound(watched);
        await dialog.getByRole("button", { name: "Remove" }).click();
        await page
          .getByRole("heading", { name: "Newsletter", exact: true })
          .waitFor({ state: "detached" });
        const left = await api.call<{ data: Row[] }>("GET", goals);
        expect(left.data).toMatchObject([{ key: "sale" }]);

        await page.goto(`/app/advertisers/${made.advertiser}`);
        await page.getByRole("button", { name: /^Remove/ }).click();
        await dialog.getByRole("button", { name: "Remove" }).click();
        await dialog.getByText("Cannot delete this advertiser").waitFor();
        await expectSound(watched);

        await page.goto(`/app/campaigns/${made.campaign}`);
        await page.getByRole("button", { name: /^Remove *: / }).click();
        await dialog.getByRole("button", { name: "Remove" }).click();
        await page.waitForURL(/\/app\/campaigns$/);
        expect(
          await api.call<Row>("GET", `/campaigns/${made.campaign}`),
        ).toMatchObject({ status: "archived" });
      }, 180_000);

      longTest(
        "is sound on every tab",
        async () => {
          const places = [
            ...["basics", "prices", "links", "rules", "report", "audit"].map(
              (tab) => `campaigns/${made.campaign}?tab=${tab}`,
            ),
            ...["links", "endpoints", "balance", "people", "report"].map(
              (tab) => `affiliates/${made.affiliate}?tab=${tab}`,
            ),
            ...["basics", "sources", "people"].map(
              (tab) => `advertisers/${made.advertiser}?tab=${tab}`,
            ),
          ];
          for (const place of places) {
            await page.goto(`/app/${place}`);
            const loading = page.locator("main .shape").first();
            await loading.waitFor({ state: "detached" });
            await expectSound(watched);
          }
        },
        300_000,
      );
    });
  }
}

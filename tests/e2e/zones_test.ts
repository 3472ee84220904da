// Days and months begin in the zone that somebody chose, on every screen with figures: neither in that
// of the device nor in that of the tracker.
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { BEHIND_PROXY, drainAll, visit } from "../visits.ts";
import { Browsers, CHROMIUM, IS_BRIEF, expectSound } from "./browser.ts";
import { showScreen } from "./screen_places.ts";
import { openSignedIn } from "./signed_in_page.ts";

/** Sales around the beginnings of a month; no two sets of them have the same sum. */
const SALES = [
  ["2026-11-30T10:30:00Z", "100.00"],
  ["2026-11-30T18:14:00Z", "200.00"],
  ["2026-11-30T18:16:00Z", "400.00"],
  ["2026-12-01T00:01:00Z", "800.00"],
  ["2026-12-01T04:59:00Z", "1600.00"],
  ["2026-12-01T05:01:00Z", "3200.00"],
] as const;
const NOW = "2026-12-01T10:00:00Z";
/** Its first of December began before the others'. */
const DEVICE_ZONE = "Pacific/Auckland";

/** The sums of the first of December and of the day before, at 10% revenue and 8% payout. */
const ZONES = [
  {
    // As browsers call it.
    timezone: "Asia/Katmandu",
    theme: "dark",
    width: 390,
    sales: 4,
    revenue: "600.00",
    payout: "480.00",
    day_before: "30.00",
    in_euros: "480.00",
  },
  {
    timezone: "America/New_York",
    theme: "light",
    width: 1280,
    sales: 1,
    revenue: "320.00",
    payout: "256.00",
    day_before: "310.00",
    in_euros: "256.00",
  },
] as const;

const clock = new ManualClock(Date.parse("2026-11-30T08:00:00Z"));
const service = await serviceForFile({ clock, env: BEHIND_PROXY });
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(CHROMIUM === undefined)("days and months", () => {
  let of: Setup;
  beforeAll(async () => {
    of = await plantSales();
  }, 300_000);

  describe.each(ZONES)("in $timezone", (zone) => {
    const { timezone, revenue, sales } = zone;
    const { theme: colorScheme, width } = zone;
    const open = async (role: string, party: Record<string, unknown> = {}) => {
      const watched = await openSignedIn(
        browsers,
        api,
        { role, party },
        {
          ...{ colorScheme, timezoneId: DEVICE_ZONE },
          viewport: { width, height: 900 },
        },
      );
      await showScreen(watched.page, "/today");
      await choose(watched.page, "Time zone", timezone);
      return watched;
    };

    test("begin there for the office", async () => {
      const watched = await open("admin");
      const { page } = watched;
      await tile(page, "Revenue", `${revenue}USD`);
      await tile(page, "Valid clicks", String(sales));
      await choose(page, "Currency", "EUR");
      await tile(page, "Revenue", `${zone.in_euros}EUR`);
      await expectSound(watched);
      if (IS_BRIEF) return;
      await choose(page, "Currency", "");
      for (const list of ["campaigns", "affiliates", "advertisers"]) {
        await showScreen(page, `/${list}`);
        await row(page, "#", `${revenue}USD`);
      }
      for (const place of [
        `/campaigns/${of.campaign_id}?tab=report`,
        `/affiliates/${of.affiliate_id}?tab=report`,
        `/advertisers/${of.advertiser_id}?tab=report`,
        "/reports?group_by=day",
      ]) {
        await showScreen(page, place);
        await row(page, "2026-12-01", `${revenue}USD`);
        await row(page, "2026-11-30", `${zone.day_before}USD`);
      }
      const day = "since=2026-12-01&up_to=2026-12-01";
      for (const log of ["clicks", "conversions", "postbacks"]) {
        await showScreen(page, `/${log}?${day}`);
        // The first of each day came a minute after its beginning.
        const rows = page.locator("main tbody tr");
        expect([log, await rows.count()]).toEqual([log, sales]);
        await rows.last().getByText("00:01").first().waitFor();
      }
      await expectSound(watched);
      await page.context().close();
    }, 300_000);

    test.skipIf(IS_BRIEF)(
      "begin there for the parties",
      async () => {
        const { affiliate_id, advertiser_id } = of;
        for (const { role, party, label, sum } of [
          {
            ...{ role: "affiliate", party: { affiliate_id } },
            ...{ label: "Payout", sum: zone.payout },
          },
          {
            ...{ role: "advertiser", party: { advertiser_id } },
            ...{ label: "Revenue", sum: revenue },
          },
        ]) {
          const watched = await open(role, party);
          const { page } = watched;
          await tile(page, label, `${sum}USD`);
          await showScreen(page, "/reports?group_by=day");
          await row(page, "2026-12-01", `${sum}USD`);
          await showScreen(
            page,
            "/conversions?since=2026-12-01&up_to=2026-12-01",
          );
          expect(await page.locator("main tbody tr").count()).toBe(sales);
          await expectSound(watched);
          await page.context().close();
        }
      },
      300_000,
    );
  });
});

/** A visit and a sale at each time. */
async function plantSales(): Promise<Setup> {
  const percent = (text: string) => ({ type: "percent", percent: text });
  const goal = { key: "sale", revenue: percent("10"), payout: percent("8") };
  const of = await setUp(api, { campaign: { goals: [goal] } });
  for (const [at, amount] of SALES) {
    clock.set(Date.parse(at));
    const { click_id } = await visit(api, of.slug, { ip: "73.1.2.3" });
    await api.postback({ click_id, order_id: at, amount });
    await drainAll(service);
  }
  for (const date of ["2026-11-30", "2026-12-01"]) {
    const rates = { USD: "1.25" };
    await api.call("PUT", "/fx-rates", { date, base: "EUR", rates });
  }
  clock.set(Date.parse(NOW));
  return of;
}

/** Chooses a value for all screens. */
async function choose(page: Page, label: string, value: string) {
  await page.getByRole("button", { name: /^How it is shown/ }).click();
  await page.getByLabel(label, { exact: true }).selectOption(value);
  await page.keyboard.press("Escape");
}

/** Waits until a tile shows a figure. */
async function tile(page: Page, label: string, figure: string) {
  const tiles = page.locator(".tile").filter({ hasText: label });
  await tiles
    .locator(".figure")
    .filter({ hasText: spaced(figure) })
    .waitFor();
}

/** Waits until a row of a table shows a figure. */
async function row(page: Page, begins: string, figure: string) {
  const rows = page.locator("main tbody tr").filter({ hasText: begins });
  const cells = rows.locator("td").filter({ hasText: spaced(figure) });
  await cells.filter({ visible: true }).first().waitFor();
}

/** A figure with or without the space before its currency. */
function spaced(figure: string): RegExp {
  const [, number = "", currency = ""] = /^([\d.]+)(\D*)$/.exec(figure) ?? [];
  return new RegExp(`(?<!\\d)${number.replace(".", "\\.")}\\s*${currency}`);
}

// Figures in the browser are the API's, whatever they are asked by; what is chosen stands in the
// address.
import { beforeAll, describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { signedIn } from "../people.ts";
import { PERIOD, report, reportWorld } from "../report_world.ts";
import type { ReportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import type { WatchedPage } from "./browser.ts";

const service = await serviceForFile({
  env: { ...BEHIND_PROXY, TALLYHO_SIGN_UP: "open" },
});
const { api } = service;
const browsers = new Browsers(api.url);

/** Opens the pages as somebody of a role. */
async function openAs(
  role: string,
  party: Record<string, unknown> = {},
): Promise<WatchedPage> {
  const { cookie } = await signedIn(api, role, party);
  const watched = await browsers.open({ timezoneId: "Asia/Kathmandu" });
  const [name = "", value = ""] = cookie.split("=", 2);
  const { url } = api;
  await watched.page.context().addCookies([{ name, value, url }]);
  return watched;
}

/** Without the spaces between thousands. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, "");
}

describe.skipIf(IS_BRIEF)("reports in the browser", () => {
  let world: ReportWorld;
  beforeAll(async () => {
    world = await reportWorld(service);
  });

  test("rows and totals are the API's; a row is drawn, looked into, saved", async () => {
    const watched = await openAs("admin");
    const { page } = watched;
    const query = `group_by=campaign&timezone=UTC&${PERIOD}`;
    const { data, totals } = await report(api, query);
    await page.goto(`/app/reports?${query}`);
    const table = page.getByRole("table", { name: "Reports" });
    await table.waitFor();
    for (const row of [...data, totals]) {
      const { name = "Total" } = (row.campaign ?? {}) as { name?: string };
      const shown = table.getByRole("row").filter({ hasText: name });
      const cells = (await shown.getByRole("cell").allInnerTexts()).map(plain);
      expect(cells).toContain(String(row.clicks.valid));
      expect(cells).toContain(`${String(row.revenue)}USD`);
      expect(cells).toContain(`${String(row.payout)}USD`);
    }
    await page.getByRole("checkbox", { name: "Draw Summer hats" }).check();
    await page.locator(".chart svg").waitFor();
    expect(page.url()).toContain("ticked=");
    await page
      .getByRole("button", { name: "Summer hats", exact: true })
      .click();
    const filter = { name: "Campaign: Summer hats", exact: true };
    await page.getByRole("button", filter).waitFor();
    await table.getByText("=Hill & Dale").waitFor();
    const asked = new URL(page.url()).searchParams;
    expect(asked.get("campaign")).toBe(String(world.hats.campaign_id));
    expect(asked.get("group_by")).toBe("affiliate");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Name").fill("Hats");
    await page.getByLabel("Send it").selectOption("weekly");
    await page.getByLabel("By", { exact: true }).selectOption("webhook");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Save" })
      .click();
    await page.getByText("Saved report", { exact: true }).waitFor();
    await expectSound(watched);
    await page.context().close();
  }, 60_000);

  test("a saved report is opened, asked otherwise, renamed and stopped; another's change isn't undone", async () => {
    const watched = await openAs("admin");
    const { page } = watched;
    const dialog = page.getByRole("dialog");
    await page.goto(`/app/reports?group_by=country&timezone=UTC&${PERIOD}`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Name").fill("Countries");
    await page.getByLabel("Send it").selectOption("daily");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved report", { exact: true }).waitFor();
    const id = Number(new URL(page.url()).searchParams.get("saved"));
    const path = `/saved-reports/${id}`;
    const read = () => api.call<Record<string, unknown>>("GET", path);
    await page.getByLabel("Compare with").selectOption("previous_year");
    await page.getByText("asks otherwise now").waitFor();
    await page.getByRole("button", { name: "Save what it asks now" }).click();
    await page.getByText("asks otherwise now").waitFor({ state: "detached" });
    expect(await read()).toMatchObject({
      query: { group_by: "country", compare: "previous_year" },
    });
    await page.getByRole("button", { name: "Saved reports" }).click();
    await dialog.getByRole("button", { name: "Edit" }).click();
    const form = page.getByRole("form", { name: "Edit the saved report" });
    await form.getByLabel("Name").fill("Where from");
    const { origin } = new URL(page.url());
    const other = await page.request.patch(`${origin}/api/v1${path}`, {
      data: { hour: 17 },
      headers: { origin },
    });
    expect(other.status()).toBe(200);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("hour: was “8”, is “17” now.").waitFor();
    await expectSound(watched);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Saved").waitFor();
    expect(await read()).toMatchObject({ name: "Where from", hour: 17 });
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Stop sending" }).click();
    await dialog.getByRole("button", { name: "Stop sending" }).waitFor({
      state: "detached",
    });
    expect(await read()).toMatchObject({ schedule: null, next_at: null });
    const row = dialog.getByRole("listitem").filter({ hasText: "Where from" });
    await row.getByRole("button", { name: "Remove" }).click();
    const renamed = await page.request.patch(`${origin}/api/v1${path}`, {
      data: { name: "Where from, by country" },
      headers: { origin },
    });
    expect(renamed.status()).toBe(200);
    const asked = page.getByRole("dialog", { name: /^Remove “Where from/ });
    const remove = asked.getByRole("button", { name: "Remove" });
    await remove.click();
    await asked.getByText("so nothing was done").waitFor();
    await page
      .getByRole("dialog", { name: "Remove “Where from, by country”" })
      .waitFor();
    await remove.click();
    await row.waitFor({ state: "detached" });
    await page.context().close();
  }, 60_000);

  test("an affiliate is shown neither revenue nor advertisers", async () => {
    const { affiliate_id } = world.shoes;
    const { page } = await openAs("affiliate", { affiliate_id });
    await page.goto(`/app/reports?columns=all&timezone=UTC&${PERIOD}`);
    await page.getByRole("table", { name: "Reports" }).waitFor();
    const text = await page.locator("main").innerText();
    expect(text).toContain("Payout");
    expect(text).not.toMatch(/Revenue|Margin|Advertiser/);
    await page.context().close();
  }, 60_000);

  test("the day's figures are the API's, and what waits leads to its decision", async () => {
    const application = {
      email: "mia@reviews.example",
      name: "Mia",
      website: "https://reviews.example",
      answers: {},
    };
    await api.call("POST", "/applications", application);
    const watched = await openAs("manager");
    const { page } = watched;
    await page.goto("/app/today");
    const { totals } = await report(api, "group_by=hour&period=today");
    const tile = page.locator(".tile", { hasText: "Valid clicks" });
    expect(plain(await tile.locator(".figure").innerText())).toBe(
      String(totals.clicks.valid),
    );
    await page.getByRole("link", { name: /^Decide.*applied to join/ }).click();
    await page.getByText("Mia").waitFor();
    await expectSound(watched);
    await page.goto("/app/today");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused.").waitFor();
    await page.getByRole("heading", { name: "Today" }).click();
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys" });
    await keys.waitFor();
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: "Reports" }).waitFor();
    await page.context().close();
  }, 180_000);
});

// The day on which affiliates are paid: tried, made, closed, looked into, sent to the bank, and done.
import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { PASSWORD } from "../people.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const DAY_MS = 86_400_000;
const { api, clock } = service;
const browsers = new Browsers(api.url);

async function earns(name: string, amount: string, iban: string | null) {
  const { affiliate_id } = await setUp(api, {
    affiliate: { name, min_payout: "10.00" },
  });
  if (iban !== null) {
    const path = `/affiliates/${affiliate_id}/payment-details`;
    await api.call("PUT", path, { details: { iban, holder: name } });
  }
  await api.call("POST", "/ledger/adjustments", {
    ...{ affiliate_id, amount, currency: "EUR", kind: "bonus", reason: "x" },
  });
}

const HELD = {
  key: "sale",
  hold_days: 10,
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};

describe.skipIf(IS_BRIEF)("the day of payments", () => {
  beforeAll(async () => {
    await api.call("POST", "/users", {
      ...{ email: "ada@network.example", password: PASSWORD, role: "admin" },
    });
  });

  test("goes from a dry run to the bank's file and to paid", async () => {
    await earns("Harbour Media", "1234.50", "DE89370400440532013000");
    await earns("Nobody's Account", "20.00", null);
    await earns("Quiet Corner", "5.00", "AT611904300234573201");
    clock.advance(60_000);
    const up_to = new Date(clock.nowMs()).toISOString();
    const tried = await api.call<{ amount: string; payments_count: number }>(
      "POST",
      "/payment-runs",
      { currency: "EUR", up_to, dry_run: true },
    );
    expect(tried).toMatchObject({ amount: "1254.50", payments_count: 2 });
    const watched = await browsers.open({ timezoneId: "Asia/Kathmandu" });
    const { page } = watched;
    await page.goto(`/app/money/runs?currency=EUR&up_to=2026-12-01`);
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("1\u202f254.50").waitFor();
    await page.getByText("Below its minimum").waitFor();
    await expectSound(watched);
    await page.getByRole("button", { name: "Make 2 draft payments" }).click();
    await page.getByRole("button", { name: "Close 2 drafts" }).click();
    await page.getByText(/^What is in each is fixed/).waitFor();
    await expectSound(watched);
    await page
      .getByRole("button", { name: "Close", exact: true })
      .last()
      .click();
    await page.getByText("1 payment, together").waitFor();
    await page.getByText("The affiliate has given no IBAN").waitFor();
    await expectSound(watched);
    const file = page.getByRole("form", { name: "File for the bank" });
    await file.getByLabel("From whose account").fill("Northwind Network");
    await file.getByLabel("IBAN").fill("NL90 ABNA 0417 1643 00");
    await file.getByRole("button", { name: "Download XML" }).click();
    await page.getByRole("alert").waitFor();
    await file.getByLabel("IBAN").fill("NL91 ABNA 0417 1643 00");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      file.getByRole("button", { name: "Download XML" }).click(),
    ]);
    const xml = readFileSync(await download.path(), "utf8");
    expect(xml).toContain("<CtrlSum>1234.50</CtrlSum>");
    await page.getByRole("link", { name: "Harbour Media" }).click();
    await page.getByRole("table", { name: "What is in it" }).waitFor();
    await page.getByText("***3000").waitFor();
    await page.getByText("1\u202f234.50").first().waitFor();
    await expectSound(watched);
    await page.getByRole("link", { name: "Payment run", exact: true }).click();
    await page.getByRole("checkbox", { name: /Nobody/ }).check();
    await page.getByText("1 ticked").waitFor();
    await page.getByRole("button", { name: "Record it as failed" }).click();
    const failing = page.getByRole("dialog", { name: "Record it as failed" });
    await failing.getByText(/payable again/).waitFor();
    await failing.getByText("20.00").waitFor();
    await failing.getByLabel("Why").fill("No account");
    await failing.getByRole("button", { name: "Record as failed" }).click();
    await page.getByText("No account").waitFor();
    await page.getByRole("button", { name: "Record it as paid" }).click();
    await page.getByLabel("Reference").fill("SEPA 2026-11");
    await page.getByRole("button", { name: "Record as paid" }).click();
    await page.getByText("paid", { exact: true }).first().waitFor();
    await expectSound(watched);
    const { data } = await api.call<{ data: { state: string }[] }>(
      "GET",
      "/payments",
    );
    const states = data.map(({ state }) => state);
    expect(states.toSorted()).toEqual(["failed", "paid"]);
  }, 60_000);

  test("an adjustment says what it does; a held entry is opened and released", async () => {
    const { affiliate_id, slug } = await setUp(api, {
      affiliate: { name: "Slow Lane" },
      campaign: { goals: [HELD] },
    });
    await api.postback({ click_id: await api.click(slug) });
    const watched = await browsers.open({ timezoneId: "Asia/Kathmandu" });
    const { page } = watched;
    await page.goto("/app/money/adjustments");
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    const form = page.getByRole("form", { name: "Book an adjustment" });
    await form.getByLabel("For").selectOption("affiliate");
    await form.getByLabel("Affiliate").fill(String(affiliate_id));
    await form.getByLabel("Amount").fill("-2.50");
    await form.getByLabel("Currency").selectOption("USD");
    await form.getByText("2.50 USD is taken off what Slow Lane gets").waitFor();
    await form.getByLabel("Reason").fill("Counted twice");
    await form.getByRole("button", { name: "Book it" }).click();
    await page.getByText("Booked. It stands in the list below.").waitFor();
    const row = page.getByRole("row").filter({ hasText: "Counted twice" });
    await row.getByRole("link", { name: "bonus" }).click();
    const entry = page.getByRole("dialog", { name: "Ledger entry" });
    await entry.getByText("−2.50").waitFor();
    await expectSound(watched);
    await page.goto(`/app/money/ledger?affiliate_id=${affiliate_id}`);
    await page.getByRole("link", { name: "conversion", exact: true }).click();
    await entry.getByText("This can't be undone.").waitFor();
    await entry.getByLabel("Why").fill("Trusted");
    await entry.getByRole("button", { name: "Release it now" }).click();
    await entry.getByText("Released: it is payable now.").waitFor();
    await expectSound(watched);
    const { data } = await api.call<{ data: { payable: string }[] }>(
      "GET",
      `/affiliates/${affiliate_id}/balance`,
    );
    expect(data).toMatchObject([{ payable: "10.00", on_hold: [] }]);
  }, 60_000);

  test("the clicks that an entry pays are shown with it", async () => {
    const world = await setUp(api, { affiliate: { name: "Paid by Click" } });
    await api.call("POST", `/campaigns/${world.campaign_id}/click-prices`, {
      ...{ model: "cpc", revenue: "0.10", payout: "0.07" },
    });
    for (const ip of ["8.8.1.1", "8.8.1.2", "8.8.1.3"]) {
      await visit(api, world.slug, { ip, user_agent: AGENTS.windows });
    }
    await drainAll(service);
    clock.advance(2 * DAY_MS);
    await api.call("POST", "/jobs/book_clicks/run");
    while (await service.scheduler.runOnce());
    const watched = await browsers.open({ timezoneId: "America/New_York" });
    const { page } = watched;
    await page.goto("/app/money/ledger?kind=clicks");
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "clicks", exact: true }).click();
    const days = page.getByRole("table", { name: /^Paid clicks/ });
    await days.getByRole("cell", { name: "0.21 USD" }).waitFor();
    await expectSound(watched);
  }, 60_000);
});

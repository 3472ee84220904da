// Affiliates stand out. Somebody sees who and why, looks at what shows it, reads what a decision does
// to the money, and decides.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { World } from "../bench/risk/traffic.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { setUpRiskWorld } from "../risk_world.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const PERIOD = "from=2026-09-01&to=2026-11-20";

const database = await createTestDatabase();
const service = await startTestService(database, { background: true });
const browsers = new Browsers(service.api.url);
afterAll(async () => {
  await service.stop();
  await database.drop();
});

describe.skipIf(IS_BRIEF)("risk", () => {
  let world: World;
  beforeAll(async () => {
    // By the rule, what isn't paid of held sales waits for a decision.
    await service.api.call("POST", "/risk-rules", { action: "pending" });
    world = await setUpRiskWorld(service, database, {
      ...{ seed: 1, prevalence: 0.05, honest: 600, is_mixed: false },
      frauds: ["injection", "refund_ring"],
    });
  });
  const idOf = (fraud: string) =>
    world.affiliates.findIndex((one) => one.fraud === fraud) + 1;

  test.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)(
    "says who stands out and what shows it, in %s and %i wide",
    async (colorScheme, width) => {
      const watched = await openSignedIn(
        browsers,
        service.api,
        { role: "manager" },
        { colorScheme, viewport: { width, height: 900 } },
      );
      const { page } = watched;
      await page.goto(`/app/risk?${PERIOD}`);
      const list = page.getByRole("region", { name: "Stands out" });
      await list.getByText("too fast after its click").first().waitFor();
      await expectSound(watched);
      const name = `Affiliate ${idOf("injection") - 1}`;
      await list.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { name: `Risk: ${name}` }).waitFor();
      await page.goto(`/app/risk/${idOf("injection")}?${PERIOD}`);
      await page.getByText("Time from the click").first().waitFor();
      await expectSound(watched);
      await page.goto(`/app/risk/${idOf("refund_ring")}?${PERIOD}`);
      const others = page.getByRole("region", {
        name: "The same addresses and devices as others",
      });
      await others.getByRole("link").nth(1).waitFor();
    },
    60_000,
  );

  test("is named on Today for as long as it waits, by the office and to the affiliate", async () => {
    const office = await openSignedIn(browsers, service.api, {
      role: "manager",
    });
    await office.page.goto("/app");
    const need = office.page
      .getByRole("listitem")
      .filter({ hasText: "sales are held for their risk" });
    await need.getByRole("link").click();
    const { page } = office;
    await page.getByRole("heading", { name: "Risk", exact: true }).waitFor();
    expect(page.url()).toContain("held=true");
    const totals = page.getByRole("region", { name: "In these days" });
    await totals.getByText("Payout held").waitFor();
    await expectSound(office);
    const own = await openSignedIn(browsers, service.api, {
      role: "affiliate",
      party: { affiliate_id: idOf("injection") },
    });
    await own.page.goto("/app");
    const name = /^Look.*too fast after its click/;
    await own.page.getByRole("link", { name }).click();
    await own.page.getByRole("region", { name: "Held for its risk" }).waitFor();
    await expectSound(own);
  }, 60_000);

  test("shows what a decision does before it is made, and keeps it with who and why", async () => {
    const watched = await openSignedIn(browsers, service.api, {
      role: "manager",
    });
    const { page, person } = watched;
    await page.goto(`/app/risk/${idOf("injection")}?${PERIOD}`);
    await page.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("They are").selectOption("clear");
    await dialog.getByLabel("Why").fill("their app opens our shop itself");
    await dialog.getByRole("button", { name: "Show what it does" }).click();
    await dialog.getByText("Of these, not paid out so far").waitFor();
    await expectSound(watched);
    await dialog.getByRole("button", { name: "Decide so" }).click();
    await dialog.waitFor({ state: "detached" });
    type Decisions = { data: { why: string; conversions: number }[] };
    const { body } = await person.ask<Decisions>("GET", "/risk/decisions");
    expect(body.data).toHaveLength(1);
    expect(body.data[0]?.why).toBe("their app opens our shop itself");
    expect(body.data[0]?.conversions).toBeGreaterThan(30);
  }, 60_000);
});

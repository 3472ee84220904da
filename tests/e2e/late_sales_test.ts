// A past period is let in, after it was read what that does, and closed before its time.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);
const DAY_MS = 86_400_000;

describe.skipIf(IS_BRIEF)("late sales", () => {
  test("of a period are let in, and refused again when that is closed", async () => {
    const of = await setUp(api);
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    const day = (days: number) =>
      new Date(service.clock.nowMs() + days * DAY_MS)
        .toISOString()
        .slice(0, 10);
    // The page and the tracker have one clock, as they do outside of tests.
    await page.clock.setFixedTime(service.clock.nowMs());
    await page.goto("/app/sources");
    await page.getByRole("link", { name: "Late sales" }).click();
    await page.getByRole("button", { name: "Let a period in" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Choose the advertiser and the days").waitFor();
    await dialog.getByLabel("Advertiser").fill(`#${of.advertiser_id}`);
    await dialog.getByLabel("Sales from day").fill(day(-90));
    await dialog.getByLabel("Sales to day, included").fill(day(-60));
    await dialog.getByLabel("Taken until the end of").fill(day(3));
    await dialog
      .getByText(`happened from ${day(-90)} to ${day(-60)}`)
      .waitFor();
    await expectSound(watched);
    await dialog.getByRole("button", { name: "Let them in" }).click();
    await dialog.getByText("Nothing came in by it.").waitFor();
    await dialog.getByText("Opened by").waitFor();
    await expectSound(watched);
    await dialog.getByRole("button", { name: /^Close now/ }).click();
    await page.getByText("Late sales are refused again").waitFor();
    await page
      .getByRole("button", { name: "Close now", exact: true })
      .last()
      .click();
    await dialog.getByText("closed", { exact: true }).waitFor();
    type Windows = { data: { advertiser_id: number; state: string }[] };
    const { body } = await person.ask<Windows>("GET", "/backfill-windows");
    expect(body.data).toMatchObject([
      { advertiser_id: of.advertiser_id, state: "closed" },
    ]);
  }, 60_000);
});

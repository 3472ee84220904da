// A stranger asks to become an affiliate, is let in by the office, comes in by the link and then with a
// second step; and nothing that somebody typed is lost by an ended session or a lost connection.
import { describe, expect, test } from "bun:test";
import { TOTP } from "otpauth";
import { serviceForFile } from "../harness.ts";
import { PASSWORD } from "../people.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { showScreen } from "./screen_places.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api, clock } = service;
const browsers = new Browsers(api.url);

const MARKUP = `<img src=x onerror="throw Error('answer')">`;
const EMAIL = "ines@travel.example";
const OWN_PASSWORD = "eleven quiet rivers";
const PHONE = { viewport: { width: 390, height: 844 } };

describe.skipIf(IS_BRIEF)("who joins", () => {
  let address = "";

  test("answers the network's questions, and is let in with a link", async () => {
    const questions = [
      { key: "traffic", label: "Where from?", required: true },
    ];
    await api.call("PUT", "/sign-up-questions", { questions });
    const stranger = await browsers.open({
      ...{ ...PHONE, colorScheme: "dark", timezoneId: "Asia/Kathmandu" },
    });
    const { page } = stranger;
    await page.goto("/join");
    await page.getByLabel("Name or company").fill("Ines");
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByRole("button", { name: "Apply" }).click();
    // The refusal keeps what was typed.
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe(EMAIL);
    await expectSound(stranger);
    await page.getByLabel("Where from?").fill(MARKUP);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("The network has your application.").waitFor();
    await expectSound(stranger);
    await page.context().close();

    const office = await openSignedIn(browsers, api, { role: "manager" });
    await showScreen(office.page, "/today");
    const decide = { name: /^Decide.*applied to join/ };
    await office.page.getByRole("link", decide).click();
    await office.page.getByText(MARKUP).waitFor();
    await office.page.getByLabel(/^Tick Ines/).check();
    await office.page.getByRole("button", { name: "Approve" }).click();
    // The link stays, though nobody is left to be decided.
    await office.page.getByText("Nobody asks to become").waitFor();
    const link = office.page.getByText(/\/invitation#/);
    address = await link.innerText();
    await expectSound(office);
    await office.page.context().close();
  }, 180_000);

  test("chooses a password, a second step, and signs in with both", async () => {
    const watched = await browsers.open({
      ...{ ...PHONE, timezoneId: "America/New_York" },
    });
    const { page } = watched;
    const { pathname, hash } = new URL(address);
    await page.goto(`${pathname}${hash}`);
    await page.getByLabel("New password").fill(OWN_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await page.goto("/app/settings");
    await page.getByLabel("Password", { exact: true }).fill(OWN_PASSWORD);
    await page.getByRole("button", { name: "Set it up" }).click();
    const secret = await page.locator("form code").innerText();
    const code = () =>
      new TOTP({ secret }).generate({ timestamp: clock.nowMs() });
    await page.getByLabel("Code").fill(code());
    await page.getByRole("button", { name: "Turn it on" }).click();
    await page.getByText(/^Recovery codes\./).waitFor();
    await page.getByRole("button", { name: EMAIL }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByLabel("Password").fill(OWN_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    // A code counts once.
    clock.advance(30_000);
    await page.getByLabel("Code").fill("000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await expectSound(watched);
    await page.getByLabel("Code").fill(code());
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await expectSound(watched);
    await page.context().close();
  }, 180_000);
});

describe.skipIf(IS_BRIEF)("what somebody typed", () => {
  test("is kept and sent when a lost connection is back", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await showScreen(page, "/advertisers/new");
    await page.getByLabel("Name").fill("Northwind Shoes");
    await page.context().setOffline(true);
    const make = page.getByRole("button", { name: "Make the advertiser" });
    await make.click();
    await page.getByText("No answer from the tracker.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Northwind Shoes");
    await page.context().setOffline(false);
    await make.click();
    await page.waitForURL(/\/app\/advertisers\/\d+/);
    await expectSound(watched);
    await page.context().close();
  }, 180_000);

  test("is sent once its session is renewed", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await showScreen(page, "/affiliates/new");
    await page.getByLabel("Name").fill("Harbour Media");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Make the affiliate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Password").fill(PASSWORD);
    await expectSound(watched);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/app\/affiliates\/\d+/);
    type Names = { data: { name: string }[] };
    const { data } = await api.call<Names>("GET", "/affiliates?q=Harbour");
    expect(data.map(({ name }) => name)).toEqual(["Harbour Media"]);
    await expectSound(watched);
    await page.context().close();
  }, 180_000);
});

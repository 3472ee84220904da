// Everybody comes in by a door: set-up, sign-in, invitation; and is asked again when a session ends.
import { describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { Browsers, CHROMIUM, expectSound } from "./browser.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);
const PASSWORD = "a long and quiet password";

async function userOf(email: string, role = "admin"): Promise<void> {
  await api.call("POST", "/users", { email, password: PASSWORD, role });
}

describe.skipIf(CHROMIUM === undefined)("in the browser", () => {
  test("a wrong password is said, and the right one leads inside", async () => {
    await userOf("ada@network.example");
    const watched = await browsers.open({ timezoneId: "Asia/Kathmandu" });
    const { page } = watched;
    await page.goto("/");
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("Password").fill("not the password");
    await page.getByLabel("Password").press("Enter");
    await page.getByRole("alert").waitFor();
    await expectSound(watched);
    expect(await page.getByLabel("Email").inputValue()).toBe(
      "ada@network.example",
    );
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await expectSound(watched);
  }, 60_000);

  test("an ended session is asked for over the page, which keeps what was typed", async () => {
    await userOf("eve@network.example");
    const watched = await browsers.open({ colorScheme: "dark" });
    const { page } = watched;
    await page.goto("/app/reports?group_by=campaign");
    await page.getByLabel("Email").fill("eve@network.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Reports" }).waitFor();
    await page.getByRole("searchbox").first().fill("kept");
    await page.context().clearCookies();
    await page.getByLabel("Period").selectOption("last_month");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await expectSound(watched);
    await dialog.getByLabel("Password").fill(PASSWORD);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("searchbox").first().inputValue()).toBe("kept");
    expect(page.url()).toContain("last_month");
    await expectSound(watched);
  }, 60_000);
});

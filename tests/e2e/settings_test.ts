// Who runs the network invites people, makes tokens, and sees what was changed, without a shell.
import { describe, expect, test } from "bun:test";
import { TOTP } from "otpauth";
import { sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PASSWORD, signedIn } from "../people.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("settings in the browser", () => {
  test("people are invited, tokens shown once and revoked, changes seen", async () => {
    const { cookie } = await signedIn(api, "admin");
    const watched = await browsers.open({
      viewport: { width: 390, height: 844 },
    });
    const { page } = watched;
    const [name = "", value = ""] = cookie.split("=", 2);
    await page.context().addCookies([{ name, value, url: api.url }]);
    await page.goto("/app/settings/people?over=invite");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Email").fill("ines@network.example");
    await dialog.getByRole("button", { name: "Invite somebody" }).click();
    await dialog.getByText("/invitation#").waitFor();
    await expectSound(watched);
    await dialog.getByRole("button", { name: "Close" }).click();
    const invitations = page.getByRole("table", { name: "Invitations" });
    await invitations.getByText("ines@network.example").first().waitFor();

    await page.goto("/app/settings/tokens?over=make");
    await dialog.getByLabel("Name").fill("Dashboard");
    await dialog.getByRole("button", { name: "Make a token" }).click();
    const token = await dialog.locator("pre").innerText();
    await expectSound(watched);
    const asked = { headers: { authorization: `Bearer ${token}` } };
    const me = `${api.url}/api/v1/me`;
    expect((await fetch(me, asked)).status).toBe(200);
    await page.goto("/app/settings/tokens");
    await page.getByRole("button", { name: /^Revoke.*Dashboard/ }).click();
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await fetch(me, asked)).status).toBe(401);

    await page.goto("/app/settings/audit?resource=tokens");
    await page
      .getByRole("button", { name: /^Details.*tokens/ })
      .first()
      .click();
    await page.getByRole("table", { name: "Change" }).waitFor();
    expect(await page.locator("main").innerText()).not.toContain(token);
    await expectSound(watched);
    await page.context().close();
  }, 60_000);

  test("a manager's limits are sought by name, and taken out again", async () => {
    const near = await setUp(api, { affiliate: { name: "Harbour Near" } });
    const far = await setUp(api, { affiliate: { name: "Harbour Far" } });
    const manager = await signedIn(api, "manager");
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    await page.goto(`/app/settings/people?open=${manager.id}`);
    const form = page.getByRole("form", { name: "Change" });
    const field = form.getByLabel("Only these affiliates", { exact: true });
    for (const { name, affiliate_id } of [
      { name: "Harbour Near", affiliate_id: near.affiliate_id },
      { name: "Harbour Far", affiliate_id: far.affiliate_id },
    ]) {
      await field.fill("Harbour");
      const label = `${name} #${affiliate_id}`;
      await form
        .locator(`option[value="${label}"]`)
        .waitFor({ state: "attached" });
      await field.fill(label);
      await form.getByRole("button", { name: `Take out ${name}` }).waitFor();
    }
    await form.getByRole("button", { name: "Take out Harbour Near" }).click();
    await expectSound(watched);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Saved").waitFor();
    const { body } = await person.ask("GET", `/users/${manager.id}`);
    expect(body["affiliate_ids"]).toEqual([far.affiliate_id]);
    await page.context().close();
  }, 60_000);

  test("a webhook is changed, and what it was told is opened and sent again", async () => {
    const world = await EndpointWorld.start(api);
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    const given = { url: world.url("/old"), events: ["conversion.recorded"] };
    const made = await person.ask("POST", "/webhooks", given);
    const at = `/webhooks/${made.body["id"]}`;
    await page.goto(`/app/settings/webhooks?open=${made.body["id"]}`);
    await page.getByText("Change its address and events").click();
    const form = page.getByRole("form", { name: /^Change its address/ });
    await form.getByLabel("Address").fill(world.url("/new"));
    // Another changes the events meanwhile, and switches it off: only the first is of this form.
    await person.ask("PATCH", at, { events: ["conversion.changed"] });
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Somebody else changed this meanwhile").waitFor();
    await form.getByLabel("A conversion was recorded").check();
    await person.ask("PATCH", at, { enabled: false });
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Saved").waitFor();
    await page.getByRole("button", { name: /^Turn on/ }).click();
    await page.getByRole("button", { name: /^Turn off/ }).waitFor();
    const { body } = await person.ask("GET", at);
    expect(body).toMatchObject({
      ...{ url: world.url("/new"), enabled: true },
      events: ["conversion.recorded", "conversion.changed"],
    });

    await sell(api, world.setup.slug, {});
    const send = async () => {
      while (await service.network_events.runOnce());
      await service.deliverer.runOnce();
    };
    await send();
    await page.reload();
    await page
      .getByRole("button", { name: /^Request and answer/ })
      .first()
      .click();
    await page.getByRole("button", { name: /^Send it again/ }).click();
    await page.getByText("It is sent again within a moment.").waitFor();
    await expectSound(watched);
    await send();
    expect(world.heard.map(({ path }) => path)).toEqual(["/new", "/new"]);
    await page.reload();
    await page.getByRole("button", { name: "All that was sent" }).waitFor();
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .click();
    await person.ask("PATCH", at, { url: world.url("/other") });
    const asked = page.getByRole("dialog", { name: /^Remove/ });
    await asked.getByRole("button", { name: "Remove" }).click();
    await asked.getByText("so nothing was done").waitFor();
    expect((await person.ask("GET", at)).status).toBe(200);
    await world.stop();
    await page.context().close();
  }, 60_000);

  test("a line of the audit log has an address", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    const { affiliate_id } = await setUp(api);
    const at = `/affiliates/${affiliate_id}`;
    await person.ask("PATCH", at, { name: "Renamed once" });
    const { body } = await person.ask<{ data: { id: string }[] }>(
      "GET",
      `/audit?resource=affiliates&resource_id=${affiliate_id}&action=changed`,
    );
    const id = body.data[0]?.id ?? "";
    await page.goto(`/app/settings/audit?resource=tokens&open=${id}`);
    const line = page.getByRole("dialog", { name: "A change" });
    await line.getByRole("cell", { name: "Renamed once" }).waitFor();
    await expectSound(watched);
    await page.context().close();
  }, 60_000);

  test("a bell that another changed meanwhile isn't changed unseen", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page, person } = watched;
    await page.goto("/app/settings/bells");
    const form = page.getByRole("form", { name: "cap.near" });
    await form.getByLabel("Percent used").fill("90");
    const theirs = { threshold: 70 };
    expect((await person.ask("PATCH", "/bells/cap.near", theirs)).status).toBe(
      200,
    );
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Somebody else changed this meanwhile").waitFor();
    expect(await form.getByLabel("Percent used").inputValue()).toBe("90");
    await expectSound(watched);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Saved").waitFor();
    const { body } = await person.ask<{ threshold: number }>(
      "GET",
      "/bells/cap.near",
    );
    expect(body.threshold).toBe(90);
    await page.context().close();
  }, 60_000);

  test("a rule is made for one campaign, and changed where nobody else changed it", async () => {
    const { campaign_id } = await setUp(api);
    const watched = await openSignedIn(browsers, api, { role: "manager" });
    const { page, person } = watched;
    type Rules = { data: { id: number; values: string[]; reason: string }[] };
    const read = async () =>
      (await person.ask<Rules>("GET", "/traffic-rules")).body.data;
    await page.goto("/app/settings/rules");
    const part = page.locator("section", { hasText: "Visits turned away" });
    await part.getByText("Add a rule").click();
    const made = page.getByRole("form", { name: "Visits turned away" });
    await made.getByLabel("Only of the campaign").fill(`Shoes #${campaign_id}`);
    await made.getByLabel("What").fill("casino.example, (a, b)\n");
    await made.getByRole("button", { name: "Add" }).click();
    await part
      .getByRole("cell", {
        name: /^If referrer contains casino.example, \(a, b\)/,
      })
      .waitFor();
    const [rule] = await read();
    expect(rule).toMatchObject({
      campaign_id,
      values: ["casino.example, (a, b)"],
    });
    await expectSound(watched);

    await page.goto(`/app/campaigns/${campaign_id}?tab=rules`);
    await page.getByRole("link", { name: /^Change.*If referrer/ }).click();
    const form = page.getByRole("form", { name: "Change the rule" });
    await form.getByLabel("Reason").fill("No casinos");
    const theirs = { values: ["casino.example"] };
    await person.ask("PATCH", `/traffic-rules/${rule?.id}`, theirs);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Somebody else changed this meanwhile").waitFor();
    await expectSound(watched);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Saved.").waitFor();
    expect(await read()).toMatchObject([
      { values: ["casino.example"], reason: "No casinos" },
    ]);
    await page.context().close();
  }, 60_000);

  test("what rings is opened from the bell and from Today", async () => {
    const { campaign_id } = await setUp(api);
    const hour_ago = service.clock.nowMs() - 3_600_000;
    await api.call("PATCH", `/campaigns/${campaign_id}`, {
      ends_at: new Date(hour_ago).toISOString(),
    });
    await service.scheduler.enqueue(service.db, { name: "ring_bells" });
    while (await service.scheduler.runOnce("ring_bells"));
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    const text = new RegExp(`^Campaign ${campaign_id} .* came to its end`);
    await page.goto("/app/today");
    const needs = page.locator("section", { hasText: "Needs a person" });
    await needs.getByRole("link", { name: text }).waitFor();
    await page.getByRole("button", { name: /^What rings/ }).click();
    await page.locator(".sheet").getByRole("link", { name: text }).click();
    await page.waitForURL(/\/app\/incidents\//);
    const alike = page.getByRole("table", { name: "When it rang alike" });
    await alike.getByRole("cell", { name: text }).waitFor();
    await expectSound(watched);
    await page.getByRole("link", { name: "Have a look" }).click();
    await page.waitForURL(`**/app/campaigns/${campaign_id}`);
    await page.context().close();
  }, 60_000);

  test("a second step is set up by a picture that is drawn here", async () => {
    const watched = await browsers.open({ colorScheme: "dark" });
    const { page } = watched;
    const { cookie } = await signedIn(api, "affiliate", {
      affiliate_id: (await setUp(api)).affiliate_id,
    });
    const [name = "", value = ""] = cookie.split("=", 2);
    await page.context().addCookies([{ name, value, url: api.url }]);
    await page.goto("/app/settings");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.locator(".qr path[d^=M]").waitFor();
    const secret = await page.locator("form code").innerText();
    const timestamp = service.clock.nowMs();
    const code = new TOTP({ secret }).generate({ timestamp });
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Turn it on" }).click();
    await page.getByText(/^Recovery codes\./).waitFor();
    await expectSound(watched);
    await page.context().close();
  }, 60_000);
});

// A store's source is made and set up in the browser, by the network and by the advertiser itself.
import { beforeAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { GoogleDouble } from "../google_double.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("a source for a store", () => {
  let of: Setup;
  beforeAll(async () => {
    of = await setUp(api);
  });

  const sourcesOf = async () => {
    const path = `/advertisers/${of.advertiser_id}/sources`;
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      path,
    );
    return data;
  };

  test("is made by the network with its app, and told what it lacks", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await page.goto(`/app/advertisers/${of.advertiser_id}?tab=sources`);
    const form = page.getByRole("form", { name: "New source" });
    await form.getByLabel("Name").fill("Walks");
    await form.getByLabel("Platform").selectOption("app_store");
    await form.getByLabel("Bundle ids").fill("com.example.walks");
    await form.getByRole("button", { name: "Make the source" }).click();
    const app = page.getByRole("form", { name: "The app in its store" });
    await app.getByLabel("App Apple ID").fill("1234567890");
    await app.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("Saved.").waitFor();
    const [made] = await sourcesOf();
    expect(made).toMatchObject({
      preset: "app_store",
      warnings: [],
      store: { bundle_ids: ["com.example.walks"], app_apple_id: 1234567890 },
    });
    await expectSound(watched);
  }, 180_000);

  test("is made by the advertiser, with the account that looks purchases up", async () => {
    const google = new GoogleDouble();
    const party = { advertiser_id: of.advertiser_id };
    const user = { role: "advertiser", party };
    const watched = await openSignedIn(browsers, api, user, {
      viewport: { width: 390, height: 844 },
    });
    const { page } = watched;
    await page.goto("/app/my/sources");
    await page.getByLabel("Name").fill("Play");
    await page.getByLabel("Platform").selectOption("google_play");
    await page.getByLabel("Packages").fill("com.example.walks");
    await page.getByRole("button", { name: "Make a source" }).click();
    const app = page.getByRole("form", { name: "The app in its store" });
    await app.getByLabel("Who pushes").fill("push@example.com");
    const account = app.getByLabel("Service account");
    await account.fill(google.service_account);
    await app.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("looked up as reader@").waitFor();
    const made = (await sourcesOf()).find((one) => one.name === "Play");
    expect(made).toMatchObject({
      preset: "google_play",
      warnings: [],
      store: { push_email: "push@example.com" },
    });
    await expectSound(watched);
    await google.stop();
  }, 180_000);

  test("of a shop asks for the secret that the shop shows, at first and whenever it is replaced", async () => {
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    await page.goto(`/app/advertisers/${of.advertiser_id}?tab=sources`);
    const form = page.getByRole("form", { name: "New source" });
    await form.getByLabel("Name").fill("Payments");
    await form.getByLabel("Platform").selectOption({ label: "Stripe" });
    await form.getByLabel("The shop's secret").fill("whsec_the-first");
    await form.getByRole("button", { name: "Make the source" }).click();
    await page.getByText("In Stripe open Developers").first().waitFor();
    await page.goto(`${new URL(page.url()).pathname}?tab=keys`);
    const adding = page.getByRole("form", { name: "Add the shop's secret" });
    await adding.getByLabel("The shop's secret").fill("whsec_the-second");
    await adding.getByRole("button", { name: "Add the shop's secret" }).click();
    await page.getByText("There are two").waitFor();
    const made = (await sourcesOf()).find((one) => one.name === "Payments");
    expect(made).toMatchObject({ preset: "stripe", warnings: [] });
    expect(made?.secrets).toBeArrayOfSize(2);
    await page.goto(`${new URL(page.url()).pathname}?tab=settings`);
    const mode = page.getByRole("form", { name: "The shop's test mode" });
    await mode.getByLabel("All that comes here is a test").check();
    await mode.getByRole("button", { name: "Save", exact: true }).click();
    await mode.getByText("Saved.").waitFor();
    const after = (await sourcesOf()).find((one) => one.name === "Payments");
    expect(after).toMatchObject({ store: { sandbox: true } });
    await expectSound(watched);
  }, 180_000);
});

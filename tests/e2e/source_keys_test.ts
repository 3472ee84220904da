// A source's key, token, secrets and words are changed in the browser, each after it was said what
// that does.
import { beforeAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const browsers = new Browsers(api.url);

describe.skipIf(IS_BRIEF)("a source", () => {
  let of: Setup;
  let source: { id: number; path: string; at: string };
  let watched: Awaited<ReturnType<typeof openSignedIn>>;
  beforeAll(async () => {
    of = await setUp(api);
    const at = `/advertisers/${of.advertiser_id}/sources`;
    const made = await api.call("POST", at, { name: "Shop server" });
    const { pathname } = new URL(String(made.url));
    source = { id: Number(made.id), path: pathname, at: `${at}/${made.id}` };
    const party = { advertiser_id: of.advertiser_id };
    const user = { role: "advertiser", party };
    watched = await openSignedIn(browsers, api, user, {
      viewport: { width: 390, height: 844 },
    });
  }, 60_000);

  const report = async (path: string, status: string) => {
    const click_id = await api.click(of.slug);
    const sent = new URLSearchParams({
      click_id,
      order_id: crypto.randomUUID(),
      status,
    });
    return (await api.fetch(`${path}?${sent}`)).status;
  };

  test("keeps its old address for as long as was chosen, or until it is ended", async () => {
    const { page } = watched;
    await page.goto(`/app/my/sources/${source.id}?tab=keys`);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Replace the key" }).click();
    await dialog.getByLabel("The old one is taken").selectOption("168");
    await dialog.getByRole("button", { name: "Replace the key" }).click();
    await page.getByText("The old address is taken until").waitFor();
    await expectSound(watched);
    const { url } = await api.call("GET", source.at);
    expect(await report(new URL(String(url)).pathname, "approved")).toBe(201);
    expect(await report(source.path, "approved")).toBe(201);
    await page.getByRole("button", { name: "End the old address" }).click();
    await dialog.getByRole("button", { name: "End the old address" }).click();
    await page.getByRole("button", { name: "Replace the key" }).waitFor();
    expect(await report(source.path, "approved")).toBeGreaterThanOrEqual(400);
    source.path = new URL(String(url)).pathname;
  }, 60_000);

  test("has a token that is shown once, and a secret that is removed", async () => {
    const { page } = watched;
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Make a token" }).click();
    await dialog.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator(".notice pre").innerText();
    type Masked = { token: { masked: string } };
    const { body } = await watched.person.ask<Masked>("GET", source.at);
    const [head = "", tail = ""] = body.token.masked.split("…");
    expect([token.startsWith(head), token.endsWith(tail)]).toEqual([
      true,
      true,
    ]);
    await page.getByRole("button", { name: "Add a secret" }).click();
    await page.getByText("The secret is shown once.").waitFor();
    await page.getByRole("button", { name: /^Remove.*…/ }).click();
    await dialog.getByText("It is the last one.").waitFor();
    await expectSound(watched);
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("None: signatures can't be checked.").waitFor();
    expect((await api.call("GET", source.at)).secrets).toEqual([]);
  }, 60_000);

  test("learns a word that came, and keeps what another added meanwhile", async () => {
    const { page } = watched;
    expect(await report(source.path, "Versendet")).toBeGreaterThanOrEqual(400);
    await page.goto(`/app/my/sources/${source.id}?tab=words`);
    await page.getByRole("button", { name: "versendet (1)" }).click();
    await page.getByLabel("Means: versendet").selectOption("pending");
    const { status_map } = await api.call("PATCH", source.at, {
      status_map: { storniert: "rejected" },
    });
    expect(status_map).toEqual({ storniert: "rejected" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("storniert", { exact: true }).waitFor();
    await expectSound(watched);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await api.call("GET", source.at)).status_map).toEqual({
      storniert: "rejected",
      versendet: "pending",
    });
    expect(await report(source.path, "VERSENDET")).toBe(201);
  }, 60_000);
});

import type { Page } from "playwright-core";
import type { RoleWorld } from "../role_world.ts";
import { signedIn } from "../people.ts";
import type { ListWorld } from "../list_world.ts";
import { soundFaults } from "./browser.ts";
import type { Browsers, WatchedPage } from "./browser.ts";
import { watchFigures } from "./shown_figures.ts";
import { COMPONENTS, SCREENS, showScreen } from "./screen_places.ts";
import type { Role, Screen } from "./screen_places.ts";

/** How somebody looks at the pages. */
export interface Look {
  theme: "light" | "dark";
  /** CSS pixels. */
  width: number;
  timezone: string;
}

export const LOOKS: readonly Look[] = [
  { theme: "light", width: 1280, timezone: "America/New_York" },
  { theme: "dark", width: 390, timezone: "Asia/Kathmandu" },
  { theme: "dark", width: 1280, timezone: "Asia/Kathmandu" },
  { theme: "light", width: 390, timezone: "America/New_York" },
  { theme: "light", width: 320, timezone: "America/New_York" },
];

/** A name, a sub and a user agent that would be a script in a page that trusts them. */
export const MARKUP = `"><img src=x onerror="throw Error('markup')">`;

/** Renames the things of a world to markup, which a visitor and a sender bring, too. */
export async function nameByMarkup(
  world: ListWorld,
  roles: RoleWorld,
): Promise<void> {
  const { api, drain } = world.service;
  for (const path of [
    "/affiliates/:id",
    "/advertisers/:id",
    "/campaigns/:id",
    "/advertisers/:id/sources/:source_id",
  ]) {
    await api.call("PATCH", roles.filled(path), { name: MARKUP });
  }
  const link = await api.call("GET", roles.filled("/links/:id"));
  const query = `?sub1=${encodeURIComponent(MARKUP)}&source=${encodeURIComponent(MARKUP)}`;
  await api.fetch(`/c/${String(link.slug)}${query}`, {
    headers: { "user-agent": MARKUP, referer: `https://x.example/${MARKUP}` },
    redirect: "manual",
  });
  await api.postback({ click_id: MARKUP, order_id: MARKUP });
  const click_id = await api.click(String(link.slug));
  await api.postback({ click_id, order_id: MARKUP });
  const terms = { terms: MARKUP, description: MARKUP };
  await api.call("PATCH", roles.filled("/campaigns/:id"), terms);
  const bonus = { amount: "1.00", currency: "USD", kind: "bonus" };
  const { affiliate: affiliate_id } = roles.owners;
  for (const [path, body] of [
    ["/ledger/adjustments", { affiliate_id, ...bonus, reason: MARKUP }],
    ["/tokens", { name: MARKUP, role: "manager" }],
    ["/applications", { email: "m@network.example", name: MARKUP }],
  ] as const) {
    await api.call("POST", path, body);
  }
  while (await drain.runOnce());
}

/** Opens the pages as somebody of a role, with the owner's things. */
export async function openAs(
  role: Role,
  look: Look,
  { browsers, roles, world }: WalkedWorld,
): Promise<WatchedPage> {
  const party =
    role === "affiliate" || role === "advertiser"
      ? { [`${role}_id`]: roles.owners[role] }
      : {};
  const { url } = world.service;
  const { cookie } = await signedIn(world.service.api, role, party);
  const watched = await browsers.open({
    colorScheme: look.theme,
    timezoneId: look.timezone,
    viewport: { width: look.width, height: 900 },
  });
  const [name = "", value = ""] = cookie.split("=", 2);
  await watched.page.context().addCookies([{ name, value, url }]);
  return watched;
}

/** Where the walk goes, and the browser it takes. */
export interface WalkedWorld {
  browsers: Browsers;
  world: ListWorld;
  roles: RoleWorld;
}

/** Run in the page: what no screen has. */
const FAULTS_OF_SCREEN = `[
  document.querySelectorAll("main h1").length === 1 ? "" : "not one heading",
  document.querySelector("img[onerror]") === null ? "" : "markup became an element",
  document.documentElement.scrollWidth <= innerWidth ? "" : "wider than the window: " + document.documentElement.scrollWidth,
  ...["undefined", "NaN", "[object Object]", "Invalid Date"].map((word) => document.body.innerText.includes(word) ? word : ""),
].filter((text) => text !== "")`;

/**
 * Walks the screens of a role; returns what isn't as it should be: errors of scripts, violations of
 * the policy, requests to others, answers that refuse, texts of programs, figures that no answer
 * has, and what axe finds.
 */
export async function walkScreens(
  role: Role,
  look: Look,
  of: WalkedWorld,
  isWalked: (screen: Screen) => boolean = () => true,
): Promise<string[]> {
  const watched = await openAs(role, look, of);
  const { page } = watched;
  const faultsOf = watchScreens(watched);
  const found: string[] = [];
  for (const screen of SCREENS) {
    if (!screen.roles.includes(role) || !isWalked(screen)) continue;
    const { path } = screen;
    const at = path.includes(":") ? of.roles.filled(path) : path;
    const place = `${role} ${look.theme} ${look.width} ${at}`;
    try {
      await showScreen(page, at);
    } catch (error) {
      found.push(`${place}: ${String(error)}`);
    }
    found.push(...(await faultsOf(at)).map((fault) => `${place}: ${fault}`));
  }
  await page.context().close();
  return found;
}

/** Watches a page; each call returns the faults of the screen that is shown, since the last call. */
export function watchScreens(
  watched: WatchedPage,
): (path: string) => Promise<string[]> {
  const { page } = watched;
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() < 400) return;
    const { pathname, search } = new URL(response.url());
    refused.push(`${response.status()} ${pathname}${search}`);
  });
  const unanswered = watchFigures(page);
  return async (path) => {
    const is_of_api = path !== COMPONENTS;
    return [
      ...(await soundFaults(watched)),
      ...(await page.evaluate<string[]>(FAULTS_OF_SCREEN)),
      ...(is_of_api ? await alertsOf(page) : []),
      ...(is_of_api ? await unanswered() : []),
      ...refused.splice(0),
    ];
  };
}

/** Texts of the notices that something failed. */
async function alertsOf(page: Page): Promise<string[]> {
  return await page.locator("main [role=alert]").allInnerTexts();
}

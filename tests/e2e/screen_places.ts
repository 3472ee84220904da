import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

export const ROLES = ["admin", "manager", "affiliate", "advertiser"] as const;
export type Role = (typeof ROLES)[number];

/** A screen as `web/screens/screens.ts` states it. */
export interface Screen {
  path: string;
  roles: readonly Role[];
}

const FILE = fileURLToPath(
  new URL("../../web/screens/screens.ts", import.meta.url),
);

/** Every screen of the pages. */
export const SCREENS = ((await import(FILE)) as { SCREENS: readonly Screen[] })
  .SCREENS;

const ANSWERED_MS = 60_000;

/** Shows each component in each of its states: also what loads, and what failed. */
export const COMPONENTS = "/-/components";

/** Shows a screen, and waits until nothing of it is being loaded. */
export async function showScreen(page: Page, path: string): Promise<void> {
  await page.goto(`/app${path}`);
  const timeout = ANSWERED_MS;
  await page.locator("main h1").first().waitFor({ timeout });
  if (path === COMPONENTS) return;
  const loading = page.locator(".shape, [aria-busy=true]").first();
  await loading.waitFor({ state: "detached", timeout });
}

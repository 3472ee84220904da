import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

/** The one without windows first: it shows pages alike, with half the work. */
const PATHS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
];

/** The browser on this machine; undefined without one. */
export const CHROMIUM: string | undefined =
  process.env.CHROMIUM ?? PATHS.find(existsSync);

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser, which asks nobody for anything by itself. */
export async function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("There is no browser here");
  return await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

import { afterAll, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { IS_LONG } from "../long.ts";
import { CHROMIUM, launchBrowser } from "./chromium.ts";

export { CHROMIUM };

/** Whether the longer tests are left out: without a browser, and in the suite, which has short ones. */
export const IS_BRIEF = CHROMIUM === undefined || !IS_LONG;

if (CHROMIUM === undefined) {
  const text =
    "Left out: the browser's tests. To run them: apt-get install chromium";
  if (process.env.CI === "true") throw new Error(text);
  console.log(text);
}

const AXE = readFileSync(
  fileURLToPath(import.meta.resolve("axe-core/axe.min.js")),
  "utf8",
);

/** Run in the page: violations of the policy are told like other errors. */
const TELL_VIOLATIONS = `addEventListener("securitypolicyviolation", (event) => {
  console.error("policy:", event.violatedDirective, event.blockedURI, event.sourceFile);
})`;

/** Run in the page. */
const RUN_AXE = `axe.run(document, {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  resultTypes: ["violations"],
}).then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ": " + nodes.map((node) => node.target.join(" ")).join(", ")),
)`;

/** On a busy machine an answer may take long. */
/** Shorter than any test may take, so that what was waited for is named. */
const WAIT_MS_MAX = 30_000;

/** A page, and all that a page of ours must not do. */
export interface WatchedPage {
  page: Page;
  /** Violations of the policy, errors of scripts, and requests to others, since the last call. */
  faults(): string[];
}

/** Browsers of a test file, closed after it. */
export class Browsers {
  readonly #base: string;
  #browser: Browser | undefined;

  constructor(base: string) {
    this.#base = base;
    afterAll(() => this.#browser?.close());
  }

  /** Opens a page of its own: nobody is signed in. */
  async open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    // A test that took too long ended it.
    if (this.#browser?.isConnected() !== true) {
      this.#browser = await launchBrowser();
    }
    const context = await this.#browser.newContext({
      baseURL: this.#base,
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS_MAX);
    return { page, faults: await watch(page, this.#base) };
  }
}

async function watch(page: Page, base: string): Promise<() => string[]> {
  const found: string[] = [];
  await page.addInitScript({ content: TELL_VIOLATIONS });
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // Refusals are answers, which pages show; the browser calls each one an error.
    if (message.text().startsWith("Failed to load resource")) return;
    if (message.type() === "error") found.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    const is_ours = url.startsWith(`${base}/`) || /^(?:data|blob):/.test(url);
    if (!is_ours) found.push(`request: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) found.push(`failed: ${response.url()}`);
  });
  return () => found.splice(0);
}

/** Expects that a page did nothing that it must not, and is for everybody. */
export async function expectSound(watched: WatchedPage): Promise<void> {
  const url = watched.page.url();
  expect([url, await soundFaults(watched)]).toEqual([url, []]);
}

/** Faults of a page since the last call, and violations of accessibility. */
export async function soundFaults({
  page,
  faults,
}: WatchedPage): Promise<string[]> {
  return [...faults(), ...(await violations(page))];
}

/** Violations of levels A and AA that axe finds, each with its places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return await page.evaluate<string[]>(RUN_AXE);
}

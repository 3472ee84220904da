/**
 * Pictures of every screen, for each role, in both themes and two widths, on a filled network:
 *
 *     bun run screens [folder] [role] [part of a path]
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { keepNetwork } from "../../src/demo/keep_network.ts";
import { PASSWORD, PEOPLE } from "../../src/demo/network/office.ts";
import { launchBrowser } from "./chromium.ts";
import { SCREENS, showScreen } from "./screen_places.ts";

const LOOKS = [
  { theme: "light", width: 1280 },
  { theme: "dark", width: 1280 },
  { theme: "light", width: 390 },
  { theme: "dark", width: 390 },
] as const;
const HEIGHT = 900;
/** Pictures of long screens end there. */
const HEIGHT_MAX = 4_000;

/** Lists of what is opened by a button, so that no link leads there. */
const LISTS = new Map([
  ["/postbacks/:id", "/api/v1/postbacks"],
  ["/my/payments/:id", "/api/v1/payments"],
]);

const [folder = "screens", only_role, only_path = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const ended = new AbortController();
const address = Promise.withResolvers<string>();
const network = keepNetwork(ended.signal, [], {
  say(line) {
    console.log(line);
    const url = /listens on (\S+)/.exec(line)?.[1];
    if (url !== undefined) address.resolve(url);
  },
});
network.catch(address.reject);
const browser = await launchBrowser();
try {
  const url = await address.promise;
  const roles = new Map(PEOPLE.map(({ role, email }) => [role, email]));
  for (const [role, email] of roles) {
    if (only_role !== undefined && role !== only_role) continue;
    for (const look of LOOKS) {
      await takePictures(browser, url, { role, email, ...look });
    }
  }
} finally {
  await browser.close();
  ended.abort();
  await network;
}

interface Viewer {
  role: string;
  email: string;
  theme: "light" | "dark";
  width: number;
}

async function takePictures(from: Browser, url: string, viewer: Viewer) {
  const { role, email, theme, width } = viewer;
  const context = await from.newContext({
    baseURL: url,
    colorScheme: theme,
    reducedMotion: "reduce",
    viewport: { width, height: HEIGHT },
  });
  const answer = await context.request.post("/api/v1/session", {
    data: { email, password: PASSWORD },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`${email}: ${await answer.text()}`);
  const page = await context.newPage();
  const links = new Set<string>();
  for (const { path, roles } of SCREENS) {
    if (!roles.some((one) => one === role) || !path.includes(only_path))
      continue;
    const list = LISTS.get(path);
    if (list !== undefined) {
      const first = await context.request.get(`${list}?limit=1`);
      const { data } = (await first.json()) as { data: { id: string }[] };
      for (const { id } of data) links.add(`/app${path.replace(":id", id)}`);
    }
    const at = path.includes(":") ? linkTo(path, links) : path;
    if (at === undefined) {
      console.log(`As ${role} no link leads to ${path}`);
      continue;
    }
    await showScreen(page, at);
    for (const link of await page.locator("a[href^='/app/']").all()) {
      links.add((await link.getAttribute("href")) ?? "");
    }
    await takePicture(page, `${nameOf(path)}-${role}-${theme}-${width}`);
  }
  await context.close();
}

async function takePicture(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  const size = page.viewportSize() ?? { width: 0, height: HEIGHT };
  const height = await page.evaluate<number>("document.body.scrollHeight");
  const tall = Math.min(Math.max(height, HEIGHT), HEIGHT_MAX);
  await page.setViewportSize({ ...size, height: tall });
  await page.screenshot({ path });
  await page.setViewportSize(size);
}

/** The first link that was seen to a screen whose path has parts. */
function linkTo(path: string, links: ReadonlySet<string>): string | undefined {
  const parts = path
    .split("/")
    .map((part) => (part.startsWith(":") ? "(?!new$)[^/?]+" : part));
  const pattern = new RegExp(`^/app${parts.join("/")}$`);
  const found = [...links].find((link) => pattern.test(link));
  return found?.slice("/app".length);
}

function nameOf(path: string): string {
  return path.slice(1).replaceAll("/", "-").replaceAll(":", "");
}

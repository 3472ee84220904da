import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Browser,
  BrowserContext,
  CDPSession,
  Page,
} from "playwright-core";
import { launchBrowser } from "../e2e/chromium.ts";
import { setUp } from "../factory.ts";
import { ExternalPostgres } from "../faults/external_postgres.ts";
import { signedIn } from "../people.ts";
import { startTracker } from "./delivery_tracker.ts";
import type { BenchTracker } from "./delivery_tracker.ts";
import { printMachine } from "./machine.ts";

const ROUNDS = 10;
/** How many times slower the processor is made for the pages. */
const SLOWNESS = 4;
const TABLE_ROWS = 500;
/** Clicks while the newest are shown: ten a second over an hour. */
const TAIL_CLICKS = Number(process.env.TALLYHO_BENCH_TAIL ?? 36_000);
const TAIL_PARTS = 10;
const CLICKS_AT_ONCE = 16;

/** Where the pages are opened, and one that always shows something that is loading. */
const LEFT_OUT = ["/app/today", "/app/-/components"];

/** Run in the page: when a screen is there and nothing of it is loading, in milliseconds. */
const SHOWN = `(before) => new Promise((resolve) => {
  const look = () => {
    const head = document.querySelector("main h1");
    const is_shown = head !== null && head !== before && document.querySelector(".shape") === null;
    requestAnimationFrame(is_shown ? () => resolve(performance.now()) : look);
  };
  look();
})`;

/** Run in the page: follows a link within the pages; returns the milliseconds until its screen is shown. */
const FOLLOW = `async (href) => {
  const before = document.querySelector("main h1");
  const began = performance.now();
  document.querySelector('nav a[href="' + href + '"]').click();
  return (await (${SHOWN})(before)) - began;
}`;

/** Run in the page: milliseconds from a report's answer until its rows are painted. */
const PAINTED = `async () => {
  const seen = await (${SHOWN})(null);
  const [answer] = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/v1/reports?"));
  while (document.querySelector("main .table-box[aria-busy]") !== null) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return [seen - answer.responseEnd, performance.now() - answer.responseEnd];
}`;

/**
 * `bun run bench pages`: how soon pages are usable in Chromium with a processor four times slower,
 * from a cold load and from screen to screen, how soon 500 rows are painted, and the memory of a
 * page that follows an hour of clicks. TALLYHO_BENCH_TAIL is another number of them.
 */
export async function benchPages(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "tallyho-bench-"));
  chmodSync(base, 0o755);
  printMachine(base);
  const server = await ExternalPostgres.start(base, "bundled", [
    "fsync=off",
    "synchronous_commit=off",
  ]);
  const browser = await launchBrowser();
  try {
    const database = "pages";
    await server.ask("postgres", `create database ${database}`);
    const options = { database, background: true };
    const tracker = await startTracker(server, base, options);
    try {
      await measure(tracker, browser);
    } finally {
      await tracker.stop();
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function measure(tracker: BenchTracker, browser: Browser): Promise<void> {
  const { slug } = await setUp(tracker.api);
  const queries = Array.from(
    { length: TABLE_ROWS },
    (_, at) => `?sub1=place-${at}`,
  );
  await sendClicks(tracker, slug, queries);
  const { cookie } = await signedIn(tracker.api, "admin");
  const openContext = () => contextOf(browser, tracker.url, cookie);
  // The pages are bundled at the first request.
  await timeFirst(await openContext(), "/app/today");
  const rounds = Array.from({ length: ROUNDS });
  const plain = Bun.serve({ port: 0, fetch: plainPage });
  const cold: number[] = [];
  const bare: number[] = [];
  for (const _ of rounds) {
    cold.push(await timeFirst(await openContext(), "/app/today"));
    const context = await browser.newContext();
    bare.push(await timeFirst(context, plain.url.href));
  }
  await plain.stop(true);
  console.log("from a cold load, median / slowest of", ROUNDS);
  printTimes("/app/today", cold);
  printTimes("a heading without script", bare);
  await timeLater(await openContext());
  const seen: number[] = [];
  const painted: number[] = [];
  for (const _ of rounds) {
    const query = `group_by=sub1&period=today&limit=${TABLE_ROWS}`;
    const context = await openContext();
    const times = await timePainted(context, `/app/reports?${query}`);
    seen.push(times.seen_ms);
    painted.push(times.painted_ms);
  }
  console.log(`${TABLE_ROWS} rows, from the answer until they are painted`);
  printTimes("those in sight", seen);
  printTimes("all", painted);
  await followTail(tracker, await openContext(), slug);
}

/** As little as a page can have: what is left is the browser's own time. */
function plainPage(): Response {
  return new Response("<!doctype html><main><h1>Plain</h1></main>", {
    headers: { "content-type": "text/html" },
  });
}

/** A browser with nothing kept, in which somebody is signed in. */
async function contextOf(
  browser: Browser,
  url: string,
  cookie: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url });
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url }]);
  return context;
}

/** Opens a page whose processor is slow. */
async function openSlow(
  context: BrowserContext,
): Promise<{ page: Page; tools: CDPSession }> {
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
  return { page, tools };
}

/** Milliseconds from the start of a load until the screen is shown. */
async function timeFirst(context: BrowserContext, path: string) {
  const { page } = await openSlow(context);
  await page.goto(path, { waitUntil: "commit" });
  const shown_ms = await page.evaluate<number>(`(${SHOWN})(null)`);
  await context.close();
  return shown_ms;
}

async function timePainted(context: BrowserContext, path: string) {
  const { page } = await openSlow(context);
  // The pages ask for fewer at once.
  await page.route(/\/api\/v1\/reports\?/, async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", String(TABLE_ROWS));
    await route.continue({ url: url.href });
  });
  await page.goto(path, { waitUntil: "commit" });
  const [seen_ms = 0, painted_ms = 0] = await page.evaluate<number[]>(
    `(${PAINTED})()`,
  );
  const rows = await page.locator("main tbody tr").count();
  if (rows < TABLE_ROWS) throw new Error(`The table has ${rows} rows`);
  await context.close();
  return { seen_ms, painted_ms };
}

/** Goes from place to place, as often as there are rounds; the first time its script is loaded, too. */
async function timeLater(context: BrowserContext): Promise<void> {
  const { page } = await openSlow(context);
  await page.goto("/app/today", { waitUntil: "commit" });
  await page.evaluate<number>(`(${SHOWN})(null)`);
  const links = page.locator("nav#places a");
  const hrefs: string[] = [];
  for (const link of await links.all()) {
    hrefs.push((await link.getAttribute("href")) ?? "");
  }
  const others = hrefs.filter((href) => !LEFT_OUT.includes(href));
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const href of others) {
      const place = JSON.stringify(href);
      const ms = await page.evaluate<number>(`(${FOLLOW})(${place})`);
      times.set(href, [...(times.get(href) ?? []), ms]);
    }
  }
  console.log("from screen to screen, first / median / slowest of", ROUNDS);
  for (const [href, of_screen] of times) printTimes(href, of_screen, true);
  await context.close();
}

/** Memory of a page that shows the newest clicks, after each tenth of them. */
async function followTail(
  tracker: BenchTracker,
  context: BrowserContext,
  slug: string,
): Promise<void> {
  const { page, tools } = await openSlow(context);
  await page.goto("/app/today");
  await page.evaluate<number>(`(${SHOWN})(null)`);
  const heaps: string[] = [];
  for (let part = 0; part <= TAIL_PARTS; part++) {
    await tools.send("HeapProfiler.collectGarbage");
    const heap = await tools.send("Runtime.getHeapUsage");
    heaps.push((heap.usedSize / 2 ** 20).toFixed(1));
    const clicks = part === TAIL_PARTS ? 0 : TAIL_CLICKS / TAIL_PARTS;
    await sendClicks(tracker, slug, Array<string>(clicks).fill(""));
  }
  console.log(
    `MiB of a page that follows ${TAIL_CLICKS} clicks, by tenth: ${heaps.join(" ")}`,
  );
  await context.close();
}

/** Opens a link with each of some queries. */
async function sendClicks(
  { url }: BenchTracker,
  slug: string,
  queries: readonly string[],
): Promise<void> {
  for (let from = 0; from < queries.length; from += CLICKS_AT_ONCE) {
    const some = queries.slice(from, from + CLICKS_AT_ONCE);
    await Promise.all(
      some.map((query) =>
        fetch(`${url}/c/${slug}${query}`, { redirect: "manual" }),
      ),
    );
  }
}

function printTimes(
  name: string,
  times: readonly number[],
  with_first = false,
) {
  const sorted = times.toSorted((a, b) => a - b);
  const shown = [
    ...(with_first ? [times[0]] : []),
    sorted[sorted.length >> 1],
    sorted.at(-1),
  ].map((ms) => `${(ms ?? 0).toFixed(0).padStart(6)} ms`);
  console.log(`  ${name.padEnd(24)}${shown.join("")}`);
}

import { Elysia } from "elysia";
import { notFound } from "../../modules/http/mod.ts";
import type { Pages } from "./load_pages.ts";
import type { WatchedPages } from "./watch_pages.ts";

/** Paths of the pages; one script shows them all. */
const PAGES = [
  "/app",
  "/app/*",
  "/setup",
  "/join",
  "/invitation",
  "/password-reset",
];

/** Path at which a page hears that a file was saved, where pages are watched. */
const CHANGES = "/assets/-/changes";

export interface PageDeps {
  pages: Pages | WatchedPages;
}

/** The pages and their files. */
export function pageRoutes({ pages }: PageDeps) {
  const routes = new Elysia({ name: "pages" })
    .get("/assets/:name", async ({ request, params }) => {
      const file = (await pages.load()).file(request, params.name);
      if (file === undefined) throw notFound();
      return file;
    })
    .get("/t.js", async ({ request }) => {
      const script = (await pages.load()).firstParty(request);
      if (script === undefined) throw notFound();
      return script;
    });
  for (const path of PAGES) {
    routes.get(path, async ({ request }) => (await pages.load()).page(request));
  }
  if ("onChange" in pages) {
    routes.get(CHANGES, () => changeStream(pages));
  }
  return routes;
}

/** One event for each save, as server-sent events. */
function changeStream(pages: WatchedPages): Response {
  const left = new AbortController();
  const stream = new ReadableStream<string>({
    start(controller) {
      controller.enqueue(": watched\n\n");
      const forget = pages.onChange(() =>
        controller.enqueue("data: saved\n\n"),
      );
      const { signal } = left;
      signal.addEventListener("abort", forget);
      pages.ended.addEventListener("abort", () => controller.close(), {
        signal,
      });
    },
    cancel: () => left.abort(),
  });
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  };
  return new Response(stream.pipeThrough(new TextEncoderStream()), { headers });
}

/** Leads from the tracker's bare address to its pages. */
export function redirectToApp(): Response {
  return new Response(null, { status: 302, headers: { location: "/app" } });
}

import { Elysia } from "elysia";
import { notFound } from "../../modules/http/mod.ts";
import type { PageAssets } from "./page_assets.ts";

/** Paths of the pages; one script shows them all. */
const PAGES = [
  "/app",
  "/app/*",
  "/setup",
  "/join",
  "/invitation",
  "/password-reset",
];

export interface PageDeps {
  /** The pages' files, made when they are first asked for. */
  pages(): Promise<PageAssets>;
}

/** The pages and their files. */
export function pageRoutes({ pages }: PageDeps) {
  const routes = new Elysia({ name: "pages" }).get(
    "/assets/:name",
    async ({ request, params }) => {
      const file = (await pages()).file(request, params.name);
      if (file === undefined) throw notFound();
      return file;
    },
  );
  for (const path of PAGES) {
    routes.get(path, async ({ request }) => (await pages()).page(request));
  }
  return routes;
}

/** Leads from the tracker's bare address to its pages. */
export function redirectToApp(): Response {
  return new Response(null, { status: 302, headers: { location: "/app" } });
}

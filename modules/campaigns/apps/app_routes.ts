import { Elysia } from "elysia";
import { checked, readId, resourceRoutes } from "../../http/mod.ts";
import type { Configuration } from "../configuration.ts";
import type { SetupDeps } from "../setup.ts";
import { readApp, writeApp } from "./app.ts";
import { APP, SKAN } from "./app_resources.ts";
import { appleAssociation, assetLinks } from "./association_files.ts";
import { readSkan, writeSkan } from "./skan.ts";

/** A campaign's apps, and which of Apple's install postbacks it takes. */
export function appRoutes(deps: SetupDeps) {
  return new Elysia({ name: "campaign-apps" })
    .use(
      resourceRoutes(SKAN, {
        read: ({ params }, db = deps.db) =>
          readSkan({ ...deps, db }, readId(params.id)),
        replace: ({ params, check }, body) =>
          writeSkan(checked(deps, check), readId(params.id), body),
      }),
    )
    .use(
      resourceRoutes(APP, {
        read: ({ params }, db = deps.db) =>
          readApp({ ...deps, db }, readId(params.id)),
        replace: ({ params, check }, body) =>
          writeApp(checked(deps, check), readId(params.id), body),
      }),
    );
}

/** The files by which phones know that an app opens this tracker's links. */
export function associationRoutes(deps: {
  configuration: Pick<Configuration, "campaigns" | "linksOf">;
}) {
  const hostOf = (request: Request) => request.headers.get("host") ?? "";
  return new Elysia({ name: "association-files" })
    .get("/.well-known/apple-app-site-association", ({ request }) =>
      file(appleAssociation(deps.configuration, hostOf(request))),
    )
    .get("/.well-known/assetlinks.json", ({ request }) =>
      file(assetLinks(deps.configuration, hostOf(request))),
    );
}

const CACHED_S = 300;

/** Phones ask for JSON by its type, and follow no redirect. */
function file(body: unknown): Response {
  return Response.json(body, {
    headers: { "cache-control": `public, max-age=${CACHED_S}` },
  });
}

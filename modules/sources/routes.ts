import { orNotFound, readId, readList } from "../http/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Role } from "../access/mod.ts";
import { readHealth } from "./health.ts";
import { readSheet, sheetText } from "./sheet.ts";
import {
  addSecret,
  changeSource,
  createSource,
  deleteSource,
  listSources,
  readSource,
  readSourceRow,
  removeSecret,
  rotateKey,
  rotateToken,
} from "./source.ts";
import type { SourceDeps } from "./source.ts";
import {
  SecretBody,
  SourceBody,
  SourcePatch,
  TokenBody,
} from "./source_body.ts";
import { Elysia } from "elysia";

/** Roles that may manage sources. */
const KEEPERS: readonly Role[] = ["admin", "manager"];

/** Routes for sources, with their secrets, sheet and health. */
export function sourceRoutes(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "sources", prefix: "/api/v1" })
    .use(guard(deps, KEEPERS))
    .use(sourceCrud(deps))
    .use(secretRoutes(deps))
    .use(viewRoutes(deps));
}

function sourceCrud(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "source-crud", prefix: "/advertisers" })
    .use(guard(deps, KEEPERS))
    .get("/:id/sources", ({ params, query }) =>
      listSources(deps, readId(params.id), readList(query)),
    )
    .post(
      "/:id/sources",
      async ({ params, body, set, principal: { role } }) => {
        const by = { ...deps, role };
        const made = await createSource(by, readId(params.id), body);
        set.status = 201;
        return made;
      },
      { body: SourceBody },
    )
    .get("/:id/sources/:source_id", ({ params }) =>
      readSource(deps, whereOf(params)),
    )
    .patch(
      "/:id/sources/:source_id",
      ({ params, body, principal: { role } }) =>
        changeSource({ ...deps, role }, whereOf(params), body),
      { body: SourcePatch },
    )
    .delete("/:id/sources/:source_id", async ({ params, set }) => {
      await deleteSource(deps, whereOf(params));
      set.status = 204;
    });
}

function secretRoutes(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "source-secrets", prefix: "/advertisers" })
    .use(guard(deps, KEEPERS))
    .post(
      "/:id/sources/:source_id/rotate-key",
      ({ params, principal: { role } }) =>
        rotateKey({ ...deps, role }, whereOf(params)),
    )
    .post(
      "/:id/sources/:source_id/rotate-token",
      ({ params, body, principal: { role } }) =>
        rotateToken({ ...deps, role }, whereOf(params), body),
      { body: TokenBody },
    )
    .post(
      "/:id/sources/:source_id/secrets",
      async ({ params, body, set, principal: { role } }) => {
        const made = await addSecret({ ...deps, role }, whereOf(params), body);
        set.status = 201;
        return made;
      },
      { body: SecretBody },
    )
    .delete(
      "/:id/sources/:source_id/secrets/:secret_id",
      async ({ params, set, principal: { role } }) => {
        const where = whereOf(params);
        await removeSecret({ ...deps, role }, where, params.secret_id);
        set.status = 204;
      },
    );
}

function viewRoutes(deps: SourceDeps) {
  return new Elysia({ name: "source-views", prefix: "/advertisers" })
    .get("/:id/sources/:source_id/sheet", async ({ params, request }) => {
      const sheet = await readSheet(deps, whereOf(params));
      if (!prefersText(request.headers.get("accept"))) return sheet;
      return new Response(sheetText(sheet), {
        headers: { "content-type": "text/plain; charset=utf-8" },
      });
    })
    .get("/:id/sources/:source_id/health", async ({ params }) => {
      const where = whereOf(params);
      await readSourceRow(deps.db, where);
      const [health] = await readHealth(deps, where.advertiser_id, [where.id]);
      return orNotFound(health);
    })
    .get("/:id/sources/health", async ({ params, query }) => {
      const id = readId(params.id);
      const page = await listSources(deps, id, readList(query));
      const ids = page.data.map((source) => source.id);
      // The plain address is on the first page.
      const plain = query.cursor === undefined ? [0] : [];
      const data = await readHealth(deps, id, [...plain, ...ids]);
      return { data, next_cursor: page.next_cursor };
    });
}

/** Text only if it is listed first: many clients accept it among everything else. */
function prefersText(accept: string | null): boolean {
  return /^\s*text\/plain\b/i.test(accept ?? "");
}

function whereOf(params: { id: string; source_id: string }) {
  return { advertiser_id: readId(params.id), id: readId(params.source_id) };
}

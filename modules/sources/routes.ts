import { HEALTH_LIST } from "./resources.ts";
import {
  orNotFound,
  readId,
  readList,
  resourceRoutes,
  checked,
} from "../http/mod.ts";
import type { Call, ChangeCall } from "../http/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal, Role } from "../access/mod.ts";
import { readHealth } from "./health.ts";
import { readSheet } from "./sheet.ts";
import {
  createSheetLink,
  listSheetLinks,
  readLinkedSheet,
  readSheetLink,
  withdrawSheetLink,
} from "./sheet_link.ts";
import { sheetText } from "./sheet_text.ts";
import {
  changeSource,
  createSource,
  deleteSource,
  listSources,
  readSource,
  readSourceRow,
} from "./source.ts";
import {
  addSecret,
  removeSecret,
  rotateKey,
  rotateToken,
  withdrawOld,
} from "./source_proof.ts";
import type { SourceDeps } from "./source.ts";
import { SHEET_LINKS, SOURCE_SECRETS, SOURCES } from "./resources.ts";
import { KeyBody, TokenBody } from "./source_body.ts";
import { Elysia } from "elysia";

/** Roles that may manage sources. */
const KEEPERS: readonly Role[] = ["admin", "manager", "advertiser"];

/** Routes for sources, with their secrets, sheet and health. */
export function sourceRoutes(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "sources", prefix: "/api/v1" })
    .use(guard(deps, KEEPERS))
    .use(sourceCrud(deps))
    .use(secretRoutes(deps))
    .use(linkRoutes(deps))
    .use(viewRoutes(deps));
}

export interface LinkedSheetDeps extends SourceDeps {
  /** The page that shows the sheet in a browser. */
  sheetPage(
    request: Request,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

/** The sheet that a link shows to anybody who has it: a page in a browser, else text or JSON. */
export function linkedSheetRoutes(deps: LinkedSheetDeps) {
  return new Elysia({ name: "linked-sheets" }).get(
    "/s/:token",
    async ({ params, request }) => {
      const accept = request.headers.get("accept") ?? "";
      if (/^\s*text\/html\b/i.test(accept)) {
        return await deps.sheetPage(request, OF_LINKED_SHEET);
      }
      const sheet = await readLinkedSheet(deps, params.token);
      const [body, type] = /^\s*application\/json\b/i.test(accept)
        ? [JSON.stringify(sheet), "application/json;charset=utf-8"]
        : [sheetText(sheet), "text/plain; charset=utf-8"];
      return new Response(body, {
        headers: { ...OF_LINKED_SHEET, "content-type": type },
      });
    },
  );
}

/** Headers so that nobody without the link keeps or finds the sheet. */
const OF_LINKED_SHEET = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};

function linkRoutes(deps: SourceDeps) {
  return resourceRoutes(SHEET_LINKS, {
    list: ({ params }, page) => listSheetLinks(deps, whereOf(params), page),
    read: ({ params }, db = deps.db) =>
      readSheetLink({ ...deps, db }, whereOf(params), params.link_id),
    create: ({ params }) => createSheetLink(deps, whereOf(params)),
    remove: ({ params, check }) =>
      withdrawSheetLink(checked(deps, check), whereOf(params), params.link_id),
  });
}

function sourceCrud(deps: SourceDeps) {
  return resourceRoutes(SOURCES, {
    list: ({ params }, page) => listSources(deps, readId(params.id), page),
    read: ({ params }, db = deps.db) =>
      readSource({ ...deps, db }, whereOf(params)),
    create: ({ params, principal: { role } }: InAdvertiser, body) =>
      createSource({ ...deps, role }, readId(params.id), body),
    change: ({ params, principal: { role }, check }: OfSource, patch) =>
      changeSource({ ...checked(deps, check), role }, whereOf(params), patch),
    remove: ({ params, principal: { role }, check }: OfSource) =>
      deleteSource({ ...checked(deps, check), role }, whereOf(params)),
  });
}

function secretRoutes(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "source-secrets" })
    .use(guard(deps, KEEPERS))
    .use(
      resourceRoutes(SOURCE_SECRETS, {
        create: ({ params, principal: { role } }: InSource, body) =>
          addSecret({ ...deps, role }, whereOf(params), body),
        remove: ({ params, principal: { role } }: OfSecret) =>
          removeSecret({ ...deps, role }, whereOf(params), params.secret_id),
      }),
    )
    .post(
      "/advertisers/:id/sources/:source_id/rotate-key",
      ({ params, body, principal: { role } }) =>
        rotateKey({ ...deps, role }, whereOf(params), body),
      { body: KeyBody },
    )
    .post(
      "/advertisers/:id/sources/:source_id/rotate-token",
      ({ params, body, principal: { role } }) =>
        rotateToken({ ...deps, role }, whereOf(params), body),
      { body: TokenBody },
    )
    .delete(
      "/advertisers/:id/sources/:source_id/old-key",
      async ({ params, principal: { role }, set }) => {
        await withdrawOld({ ...deps, role }, whereOf(params), "old_key");
        set.status = 204;
      },
    )
    .delete(
      "/advertisers/:id/sources/:source_id/old-token",
      async ({ params, principal: { role }, set }) => {
        await withdrawOld({ ...deps, role }, whereOf(params), "old_token");
        set.status = 204;
      },
    );
}

type InAdvertiser = Call<{ id: string }, Principal>;
type InSource = Call<{ id: string; source_id: string }, Principal>;
type OfSource = ChangeCall<{ id: string; source_id: string }, Principal>;
type OfSecret = ChangeCall<
  { id: string; source_id: string; secret_id: string },
  Principal
>;

function viewRoutes(deps: GuardDeps & SourceDeps) {
  return new Elysia({ name: "source-views", prefix: "/advertisers" })
    .use(guard(deps, KEEPERS))
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
    .get("/:id/sources/health", async ({ params, query, principal }) => {
      const id = readId(params.id);
      const list = readList(query, HEALTH_LIST, principal);
      const page = await listSources(deps, id, list);
      const ids = page.data.map((source) => source.id);
      // The plain address is number 0.
      const is_first = list.sort.is_descending
        ? page.next_cursor === null
        : list.after === null;
      const is_meant = is_first && list.filter.source_id === undefined;
      const all = is_meant ? [...ids, 0] : ids;
      const sign = list.sort.is_descending ? -1 : 1;
      const data = await readHealth(
        deps,
        id,
        all.sort((a, b) => sign * (a - b)),
      );
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

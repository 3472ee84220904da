import type { TSchema } from "@sinclair/typebox";
import { callerOf } from "../modules/access/mod.ts";
import {
  isPartyRole,
  listFormat,
  listResponse,
  routeKey,
  rowSchemas,
  schemaSeenBy,
} from "../modules/http/mod.ts";
import type {
  ApiDescription,
  ListFormat,
  Page,
  RequestRules,
} from "../modules/http/mod.ts";
import { pathAt } from "./request_address.ts";

/** Rows read at once. */
const PAGE_ROWS = "500";

/** The request handlers. */
interface Answering {
  handle(request: Request): Response | Promise<Response>;
}

interface ListFormatsDeps {
  app: Answering;
  rules: Pick<RequestRules, "routesAt" | "parametersOf">;
  descriptions: ApiDescription;
  /** Copies what is known of the request for a whole list to one for its first page. */
  handOn(whole: Request, page: Request): void;
  /** The same for a later page, except that its caller is recognised again: it may be locked out by then. */
  admitPage(whole: Request, page: Request): Promise<void>;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Answers a request for a list as CSV or NDJSON by asking for its pages one after the
 * other, so that each has the checks of any request for it.
 */
export function withListFormats(deps: ListFormatsDeps): Answering {
  return {
    handle(request) {
      const { method, headers, url } = request;
      const reads = method === "GET" || method === "HEAD";
      if (!reads || !url.startsWith("/api/v1/", pathAt(url))) {
        return deps.app.handle(request);
      }
      const format = listFormat(headers.get("accept"));
      if (format !== null) return wholeList(deps, request, format);
      return withVary(deps.app.handle(request));
    },
  };
}

async function wholeList(
  deps: ListFormatsDeps,
  request: Request,
  format: ListFormat,
): Promise<Response> {
  const url = new URL(request.url);
  const list = listAt(deps, url.pathname);
  if (list === null) return await deps.app.handle(request);
  if (list.takes_limit && !url.searchParams.has("limit")) {
    url.searchParams.set("limit", PAGE_ROWS);
  }
  const first = pageOf(request, url);
  deps.handOn(request, first);
  const answer = await deps.app.handle(first);
  if (!answer.ok) return answer;
  answer.headers.delete("content-length");
  if (list.takes_limit) url.searchParams.set("limit", PAGE_ROWS);
  const response = listResponse({
    format,
    name: fileName(url.pathname),
    rows: rowsSeenBy(request, list.rows),
    first: (await answer.json()) as Page<Row>,
    async next(cursor) {
      url.searchParams.set("cursor", cursor);
      const asked = pageOf(request, url);
      await deps.admitPage(request, asked);
      const page = await deps.app.handle(asked);
      if (page.ok) return (await page.json()) as Page<Row>;
      throw new Error(`${url.pathname}: a page was answered ${page.status}`);
    },
  });
  for (const [name, value] of answer.headers) {
    if (!response.headers.has(name)) response.headers.append(name, value);
  }
  return response;
}

/** The list at an address; null if there is something else, or nothing. */
function listAt(deps: ListFormatsDeps, pathname: string) {
  const route = deps.rules
    .routesAt(pathname)
    .find(({ method }) => method === "GET");
  const description = route && deps.descriptions[routeKey(route)];
  if (route === undefined || description === undefined) return null;
  const rows = rowSchemas(description);
  if (rows.length === 0) return null;
  const takes_limit = deps.rules.parametersOf(route).includes("limit");
  return { rows, takes_limit };
}

/** The schemas of the rows as the caller's role sees them. */
function rowsSeenBy(request: Request, rows: readonly TSchema[]) {
  const role = callerOf(request)?.role;
  if (!isPartyRole(role)) return rows;
  return rows.map((one) => schemaSeenBy(one, role));
}

function pageOf(whole: Request, url: URL): Request {
  const headers = new Headers(whole.headers);
  headers.set("accept", "application/json");
  return new Request(url.href, { headers });
}

/** Names the file after the path: `affiliates-7-entries` for `/affiliates/7/entries`. */
function fileName(pathname: string): string {
  return pathname
    .replace(/^\/api\/v1\//, "")
    .replace(/\/$/, "")
    .replaceAll("/", "-")
    .replaceAll(/[^\w.-]/g, "_");
}

/** Caches keep the formats of an address apart. */
async function withVary(
  answer: Response | Promise<Response>,
): Promise<Response> {
  const response = await answer;
  response.headers.append("vary", "Accept");
  return response;
}

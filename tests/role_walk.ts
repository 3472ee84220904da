import type { PartyRole } from "../modules/http/mod.ts";
import { routeKey, rowSchemas } from "../modules/http/mod.ts";
import type { AppRoute, RouteDescription } from "../modules/http/mod.ts";
import { API } from "../src/api_routes.ts";
import { ApiClient } from "./api_client.ts";
import { APP_ROUTES } from "./api_document.ts";
import { textOf } from "./event_stream.ts";
import type { TestService } from "./harness.ts";
import { countRows } from "./refusals.ts";

/** A party that owns rows, and one of the same role that owns none. */
export interface Tenants {
  role: PartyRole;
  own_id: number;
  other_id: number;
  own: ApiClient;
  other: ApiClient;
  /** Paths under `/api/v1`, with ids of the owner's, by route. */
  paths: ReadonlyMap<string, string>;
}

/** Names of fields that no answer to a role has, however deep. */
const HIDDEN: Readonly<Record<PartyRole, RegExp>> = {
  affiliate:
    /^(?:.*revenue.*|.*margin.*|.*receivable.*|advertiser_name|source_id|source|proof|raw_status|made_by|why)$/,
  advertiser:
    /^(?:.*payout.*|.*payable.*|.*margin.*|owed.*|affiliate_name|affiliate|sub\d+|click_ref|params|ip|referrer|user_agent)$/,
};

/** Routes that show what belongs to nobody. */
const SHARED = ["GET /api/v1/postback-presets", "GET /api/v1/offers"];
/** Routes that show the fields of an advertiser's own file, whatever their names. */
const OWN_FILE = /^GET \/api\/v1\/reconciliations\/:id\/(?:rows|difference)$/;

/** Routes that show whence a request came: its sender is the advertiser. */
const OWN_REQUEST = /^GET \/api\/v1\/postbacks(?:\/|$)/;

/** Routes whose `source` is a label that the affiliate gave. */
const OWN_LABELS = /^GET \/api\/v1\/clicks(?:\/|$)/;

/** Routes about the caller itself, by nobody's id. */
export const ABOUT_CALLER =
  /^\/api\/v1\/(?:me|sessions?|tokens|saved-reports)(?:\/|$)/;

const MEDIA = ["application/json", "text/csv", "application/x-ndjson"];
const ROUTES = APP_ROUTES.filter(({ path }) => path.startsWith("/api/v1/"));

/**
 * Calls every route as a role, for the owner's rows and as another party; returns what it
 * sees against the statements.
 */
export async function walkRoutes(
  service: TestService,
  tenants: Tenants,
): Promise<string[]> {
  const walk = new RoleWalk(service, tenants);
  for (const route of ROUTES) await walk.visit(route);
  return walk.findings;
}

class RoleWalk {
  readonly findings: string[] = [];
  readonly #service: TestService;
  readonly #tenants: Tenants;

  constructor(service: TestService, tenants: Tenants) {
    this.#service = service;
    this.#tenants = tenants;
  }

  async visit(route: AppRoute): Promise<void> {
    const description = API[routeKey(route)];
    if (description === undefined) return;
    const { role, paths } = this.#tenants;
    const path = paths.get(routeKey(route));
    const { roles } = route;
    if (roles === undefined) return;
    if (!roles.includes(role)) return await this.#isNotThere(route);
    if (ABOUT_CALLER.test(route.path)) return await this.#showsCaller(route);
    if (path === undefined) return this.#find(route, "has no path to walk");
    if (route.method !== "GET") return await this.#changesNothing(route, path);
    if (description.own?.[role] === "listed") {
      return await this.#opens(route, path);
    }
    if (rowSchemas(description).length > 0) {
      return await this.#showsOwnRows(route, description, path);
    }
    const rule = description.own?.[role];
    if (typeof rule === "object" && "filter" in rule) {
      return await this.#countsOwnRows(route, rule.filter, path);
    }
    return await this.#showsOwnThing(route, path);
  }

  /** A route that a role may not call is 404. */
  async #isNotThere(route: AppRoute): Promise<void> {
    const path = route.path.replaceAll(/:\w+/g, "1");
    const { status } = await this.#ask(this.#tenants.own, route.method, path);
    if (status !== 404) this.#find(route, `is there: ${status}`);
  }

  async #showsCaller(route: AppRoute): Promise<void> {
    if (route.method !== "GET" || route.path.includes(":")) return;
    const mine = await this.#ask(this.#tenants.own, "GET", route.path);
    if (mine.status !== 200) this.#find(route, `answers ${mine.status}`);
    this.#checkFields(route, mine.names);
  }

  /** A stream opens for each: what it then has, it has as the lists do. */
  async #opens(route: AppRoute, path: string): Promise<void> {
    const { own, other } = this.#tenants;
    for (const client of [own, other]) {
      const { status } = await this.#ask(client, "GET", path);
      if (status !== 200) this.#find(route, `answers ${status}`);
    }
  }

  /** A change of another's thing is refused, and writes nothing. */
  async #changesNothing(route: AppRoute, path: string): Promise<void> {
    const { other, own_id } = this.#tenants;
    const before = await countRows(this.#service);
    const rule = API[routeKey(route)]?.own?.[this.#tenants.role];
    if (rule === "made") return;
    const named = typeof rule === "object" && "body" in rule ? rule.body : "";
    const body = bodyNaming(named, own_id);
    const { status } = await this.#ask(other, route.method, path, body);
    const takes_any = named !== "" || rule === "none";
    const is_refused = status === 404 || (takes_any && status < 500);
    if (!is_refused) this.#find(route, `changes another's: ${status}`);
    const after = await countRows(this.#service);
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      this.#find(route, "wrote something for another");
    }
  }

  /** A list has only own rows in each format, and none asked for by another's id. */
  async #showsOwnRows(
    route: AppRoute,
    description: RouteDescription,
    path: string,
  ): Promise<void> {
    const { role, own, other, own_id, other_id } = this.#tenants;
    const field = `${role}_id`;
    for (const accept of MEDIA) {
      const mine = await this.#ask(own, "GET", path, undefined, accept);
      if (mine.status !== 200) this.#find(route, `answers ${mine.status}`);
      this.#checkFields(route, mine.names);
      const foreign = mine.rows.filter(
        (row) => row[field] !== undefined && String(row[field]) !== `${own_id}`,
      );
      if (foreign.length > 0) this.#find(route, `shows another's (${accept})`);
      const theirs = await this.#ask(other, "GET", path, undefined, accept);
      const is_empty = theirs.status === 404 || theirs.rows.length === 0;
      if (!is_empty && !SHARED.includes(routeKey(route))) {
        this.#find(route, `shows rows to another (${accept})`);
      }
      if (description.filters?.[field] === undefined) continue;
      for (const [client, id] of [
        [own, other_id],
        [other, own_id],
      ] as const) {
        const asked = `${path}?${field}=${id}`;
        const { status, rows } = await this.#ask(
          client,
          "GET",
          asked,
          undefined,
          accept,
        );
        if (status === 200 && rows.length === 0) continue;
        this.#find(route, `?${field}= of another: ${status} ${rows.length}`);
      }
    }
    await this.#refusesHidden(route, description, path);
  }

  /** A summary counts own rows, and none asked for by another's id. */
  async #countsOwnRows(
    route: AppRoute,
    filter: string,
    path: string,
  ): Promise<void> {
    const { own, other, own_id, other_id } = this.#tenants;
    const mine = await this.#ask(own, "GET", path);
    if (mine.status !== 200) this.#find(route, `answers ${mine.status}`);
    this.#checkFields(route, mine.names);
    for (const [client, query] of [
      [other, ""],
      [other, `?${filter}=${own_id}`],
      [own, `?${filter}=${other_id}`],
    ] as const) {
      const { status, rows } = await this.#ask(client, "GET", path + query);
      const is_empty = status === 200 && rows.length === 0;
      if (status === 404 || is_empty) continue;
      this.#find(route, `counts for another: ${status} ${rows.length}`);
    }
  }

  /** A filter or sort by a hidden field is refused as an unknown one. */
  async #refusesHidden(
    route: AppRoute,
    { filters = {}, sorts = [] }: RouteDescription,
    path: string,
  ): Promise<void> {
    const { own } = this.#tenants;
    const isHidden = (name: string) => this.#isHidden(route, name);
    const names = Object.keys(filters).filter(isHidden);
    const fields = sorts.map((sort) => sort.replace(/^-/, "")).filter(isHidden);
    const queries = [
      ...names.map((name) => `${name}=1`),
      ...fields.map((name) => `sort=${name}`),
    ];
    for (const query of queries) {
      const { status } = await this.#ask(own, "GET", `${path}?${query}`);
      if (status !== 422) this.#find(route, `takes ${query}`);
    }
  }

  async #showsOwnThing(route: AppRoute, path: string): Promise<void> {
    const { own, other } = this.#tenants;
    const mine = await this.#ask(own, "GET", path);
    if (mine.status !== 200) this.#find(route, `answers ${mine.status}`);
    if (mine.found?.length === 0) this.#find(route, "finds nothing");
    this.#checkFields(route, mine.names);
    for (const condition of [null, "*"]) {
      const { status, found } = await this.#ask(
        other,
        "GET",
        path,
        undefined,
        MEDIA[0],
        condition,
      );
      if (found?.length === 0) continue;
      if (status !== 404) this.#find(route, `shows another's: ${status}`);
    }
  }

  #checkFields(route: AppRoute, names: readonly string[]): void {
    const isHidden = (name: string) => this.#isHidden(route, name);
    const seen = [...new Set(names.filter(isHidden))];
    if (seen.length > 0) this.#find(route, `shows ${seen.join(", ")}`);
  }

  #isHidden(route: AppRoute, name: string): boolean {
    const key = routeKey(route);
    if (OWN_FILE.test(key) || !HIDDEN[this.#tenants.role].test(name)) {
      return false;
    }
    if (name === "source") return !OWN_LABELS.test(key);
    return name !== "ip" || !OWN_REQUEST.test(key);
  }

  #find(route: AppRoute, what: string): void {
    this.findings.push(`${routeKey(route)} ${what}`);
  }

  async #ask(
    client: ApiClient,
    method: string,
    path: string,
    body?: unknown,
    accept = "application/json",
    condition: string | null = null,
  ) {
    const at = path.startsWith("/api/") ? path : `/api/v1${path}`;
    const has_body = method !== "GET" && method !== "DELETE";
    const answer = await fetch(`${this.#service.url}${at}`, {
      method,
      headers: {
        accept,
        authorization: `Bearer ${client.token}`,
        ...(has_body ? { "content-type": "application/json" } : {}),
        ...(condition === null ? {} : { "if-none-match": condition }),
      },
      ...(has_body ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const text = await textOf(answer);
    return { status: answer.status, ...contentOf(answer.headers, text) };
  }
}

type Row = Readonly<Record<string, unknown>>;

/** An answer's rows, the things that it found, and the names of all its fields. */
interface Content {
  rows: readonly Row[];
  found?: readonly unknown[] | undefined;
  names: readonly string[];
}

function contentOf(headers: Headers, text: string): Content {
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/csv")) {
    const [head = "", ...lines] = text.split("\r\n").filter(Boolean);
    const names = head.split(",");
    const rows = lines.map((line) => {
      const cells = line.split(",");
      return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
    });
    // A cell with a comma or a line break in it moves those after it.
    const is_plain = !text.includes('"');
    return { rows: is_plain ? rows : rows.map(() => ({})), names };
  }
  if (type.startsWith("application/x-ndjson")) {
    const rows = text.split("\n").filter(Boolean).map(readRow);
    return { rows, names: namesIn(rows) };
  }
  if (!type.startsWith("application/json")) return { rows: [], names: [] };
  const body: unknown = JSON.parse(text);
  const { data, found } = body as { data?: unknown; found?: unknown[] };
  return {
    found,
    rows: Array.isArray(data) ? (data as Row[]) : [],
    names: namesIn(body),
  };
}

function readRow(line: string): Row {
  return JSON.parse(line) as Row;
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [
    name,
    ...namesIn(one),
  ]);
}

function bodyNaming(field: string, id: number): unknown {
  const names = field === "" ? [] : field.split(".");
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), id);
}

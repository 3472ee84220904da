import { routeKey, RowRules, rowSchemas } from "../modules/http/mod.ts";
import type { AppRoute } from "../modules/http/mod.ts";
import { API } from "../src/api_routes.ts";
import type { ApiClient } from "./api_client.ts";
import { APP_ROUTES } from "./api_document.ts";
import { textOf } from "./event_stream.ts";
import type { TestService } from "./harness.ts";
import { countRows } from "./refusals.ts";
import { ABOUT_CALLER } from "./role_walk.ts";
import type { LimitedManagers } from "./role_world.ts";

const ROUTES = APP_ROUTES.filter(
  ({ path, roles }) => path.startsWith("/api/v1/") && roles !== undefined,
);
/** Lists that are nobody's. */
const SHARED = ["GET /api/v1/postback-presets"];

type Row = Readonly<Record<string, unknown>>;

/**
 * Calls every route as a manager who is limited to the owners of its rows, and as one who is
 * limited to others; returns what it sees against the statements.
 */
export async function walkLimited(
  service: TestService,
  managers: LimitedManagers,
): Promise<string[]> {
  const walk = new LimitedWalk(service, managers);
  for (const route of ROUTES) await walk.visit(route);
  return walk.findings;
}

class LimitedWalk {
  readonly findings: string[] = [];
  readonly #service: TestService;
  readonly #managers: LimitedManagers;
  readonly #rules = new RowRules(APP_ROUTES, API);

  constructor(service: TestService, managers: LimitedManagers) {
    this.#service = service;
    this.#managers = managers;
  }

  async visit(route: AppRoute): Promise<void> {
    const { own, other, pathOf } = this.#managers;
    const may_call = route.roles?.includes("manager") === true;
    if (ABOUT_CALLER.test(route.path)) {
      if (may_call && !this.#isStated(route)) this.#find(route, "isn't there");
      return;
    }
    if (!may_call || !this.#isStated(route)) {
      const path = pathOf(route) ?? route.path.replaceAll(/:\w+/g, "1");
      const { status } = await this.#ask(own, route.method, path);
      if (status !== 404) this.#find(route, `is there: ${status}`);
      return;
    }
    const path = pathOf(route);
    if (path === undefined) return this.#find(route, "has no path to walk");
    if (route.method !== "GET") return await this.#changesNothing(route, path);
    const { own: rules = {} } = API[routeKey(route)] ?? {};
    const is_stream = Object.values(rules).includes("listed");
    const mine = await this.#ask(own, "GET", path);
    const needs_query = route.path === "/api/v1/trace";
    if (mine.status !== 200 && !needs_query) {
      this.#find(route, `answers ${mine.status}`);
    }
    if (mine.rows.some((row) => this.#isForeign(row))) {
      this.#find(route, "shows another's");
    }
    if (is_stream) return;
    const theirs = await this.#ask(other, "GET", path);
    if (theirs.status === 404 || needs_query) return;
    const names = theirs.rows.filter((row) => !this.#isOthers(row));
    const description = API[routeKey(route)] ?? noRoute();
    const has_rows = rowSchemas(description).length > 0;
    const is_list = has_rows || description.has_own_formats === true;
    const is_counted = theirs.total === 0;
    if (SHARED.includes(routeKey(route)) || is_counted) return;
    if (!is_list) this.#find(route, `shows another's: ${theirs.status}`);
    if (names.length > 0) this.#find(route, "shows rows to another");
    await this.#filters(route, path);
  }

  /** A list asked for another's id is empty. */
  async #filters(route: AppRoute, path: string): Promise<void> {
    const { own, others } = this.#managers;
    const { filters = {} } = API[routeKey(route)] ?? {};
    for (const role of ["affiliate", "advertiser"] as const) {
      if (filters[`${role}_id`] === undefined) continue;
      const asked = `${path}?${role}_id=${others[role]}`;
      const { status, rows } = await this.#ask(own, "GET", asked);
      if (status === 200 && rows.length === 0) continue;
      this.#find(route, `?${role}_id= of another: ${status}`);
    }
  }

  async #changesNothing(route: AppRoute, path: string): Promise<void> {
    const { other, owners } = this.#managers;
    const before = await countRows(this.#service);
    const body = {
      affiliate_id: owners.affiliate,
      advertiser_id: owners.advertiser,
      campaign_id: Number(path.split("/").at(2) ?? 1) || 1,
    };
    const { status } = await this.#ask(other, route.method, path, body);
    // A body may be wrong before it names another's.
    const is_refused = status === 404 || (takesOwner(route) && status === 422);
    if (!is_refused) this.#find(route, `changes another's: ${status}`);
    const after = await countRows(this.#service);
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      this.#find(route, "wrote something for another");
    }
  }

  #isStated(route: AppRoute): boolean {
    const { affiliate, advertiser } = this.#managers.owners;
    const limits = { affiliate: [affiliate], advertiser: [advertiser] };
    return this.#rules.isStated(route, { role: "manager", limits });
  }

  #isForeign(row: Row): boolean {
    const { owners } = this.#managers;
    return (["affiliate", "advertiser"] as const).some((role) => {
      const id = row[`${role}_id`];
      return id !== undefined && id !== null && id !== owners[role];
    });
  }

  /** A row of the other parties themselves. */
  #isOthers(row: Row): boolean {
    const { others } = this.#managers;
    return row.id === others.affiliate || row.id === others.advertiser;
  }

  #find(route: AppRoute, what: string): void {
    this.findings.push(`${routeKey(route)} ${what}`);
  }

  async #ask(client: ApiClient, method: string, path: string, body?: unknown) {
    const at = path.startsWith("/api/") ? path : `/api/v1${path}`;
    const has_body = method !== "GET" && method !== "DELETE";
    const answer = await fetch(`${this.#service.url}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${client.token}`,
        ...(has_body ? { "content-type": "application/json" } : {}),
      },
      ...(has_body ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const text = await textOf(answer);
    const is_json = answer.headers
      .get("content-type")
      ?.startsWith("application/json");
    const shown = is_json === true ? (JSON.parse(text) as Row) : {};
    const rows = Array.isArray(shown.data) ? (shown.data as Row[]) : [];
    // Of summaries, each by its own name.
    const total = shown.total ?? shown.groups ?? shown.conversions;
    return { status: answer.status, rows, total };
  }
}

/** Whether a route's body says whose thing it is about. */
function takesOwner(route: AppRoute): boolean {
  const { own = {}, limited = {} } = API[routeKey(route)] ?? {};
  return [...Object.values(own), ...Object.values(limited)].some(
    (rule) => typeof rule === "object" && ("body" in rule || "names" in rule),
  );
}

function noRoute(): never {
  throw new Error("The route isn't described");
}

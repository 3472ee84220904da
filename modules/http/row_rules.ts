import type { ApiDescription, AppRoute, RouteDescription } from "./describe.ts";
import { routeKey } from "./openapi.ts";
import { NO_ID } from "./external_ids.ts";
import { invalid, notFound } from "./readers.ts";
import { segmentsOf } from "./route_index.ts";
import { callingParties } from "./calling_parties.ts";
import { isPartyRole } from "./party_roles.ts";
import type { OwnRows } from "./own_rows.ts";

/** A request narrowed to the caller's own rows. */
export interface Narrowed {
  url: string;
  /** The thing to be read first, and its field that must have the caller's id. */
  first?: { url: string; field: string };
  /** A field of the body that gets the caller's id, or nobody's if it names another. */
  body?: string;
}

/** The rules of all routes; a route without one for a role that may call it is a mistake. */
export class RowRules {
  readonly #rules: ReadonlyMap<string, OwnRows>;

  constructor(routes: readonly AppRoute[], descriptions: ApiDescription) {
    this.#rules = new Map(
      routes.flatMap((route) => {
        const description = descriptions[routeKey(route)];
        if (description === undefined) return [];
        return [[routeKey(route), rulesOf(route, description)] as const];
      }),
    );
  }

  /**
   * Narrows a request to the rows of one party; 404 if it names another in its path, and
   * no row where it asks a list for those of another.
   */
  narrow(
    route: AppRoute,
    caller: { role: string; own_id: number | null },
    url: string,
  ): Narrowed {
    const { role, own_id } = caller;
    if (!isPartyRole(role)) return { url };
    const rule = this.#rules.get(routeKey(route))?.[role];
    if (rule === undefined) throw notFound();
    if (typeof rule === "string") return { url };
    const target = new URL(url);
    if ("filter" in rule) {
      return { url: withFilter(target, rule.filter, own_id) };
    }
    const params = paramsOf(route.path, target.pathname);
    if ("path" in rule) {
      if (own_id === null || params.get(rule.path) !== String(own_id)) {
        throw notFound();
      }
      return { url };
    }
    if ("body" in rule) return { url, body: rule.body };
    const { field, of } = rule;
    const path = of === undefined ? target.pathname : filled(of, params);
    return {
      url,
      first: { url: `${target.origin}${withoutFormat(path)}`, field },
    };
  }
}

function rulesOf(route: AppRoute, description: RouteDescription): OwnRows {
  const { own = {}, filters = {} } = description;
  const key = routeKey(route);
  for (const role of callingParties(route, description)) {
    if (own[role] === undefined) {
      throw new Error(`${key}: whose rows an ${role} sees is not stated`);
    }
  }
  for (const rule of Object.values(own)) {
    if (typeof rule === "string") continue;
    const { properties: parameters = {} } = description.query ?? {};
    const takesId = (name: string) =>
      filters[name] === "id" || Object.hasOwn(parameters, name);
    if ("filter" in rule && !takesId(rule.filter)) {
      throw new Error(`${key} has no filter "${rule.filter}" for ids`);
    }
    if ("path" in rule && !segmentsOf(route.path).includes(`:${rule.path}`)) {
      throw new Error(`${key} has no parameter "${rule.path}"`);
    }
  }
  return own;
}

/** Another's id, or an own one that is missing, finds no row. */
function withFilter(url: URL, name: string, own_id: number | null): string {
  const given = url.searchParams.getAll(name);
  const wrong = given.find((text) => !/^[1-9][0-9]{0,9}$/.test(text));
  if (wrong !== undefined) throw invalid(name, "an id is expected");
  const is_own = given.every((text) => text === String(own_id));
  url.searchParams.set(name, String(is_own ? (own_id ?? NO_ID) : NO_ID));
  return url.href;
}

/**
 * Puts the caller's id into a field of a body: what leaves it out is about the caller's own,
 * and what names another is about nobody's.
 */
export function withOwnId(
  body: unknown,
  field: string,
  own_id: number | null,
): unknown {
  const [name = "", ...rest] = field.split(".");
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid(name, "an object is expected");
  }
  const given = (body as Readonly<Record<string, unknown>>)[name];
  if (rest.length > 0) {
    const inner = withOwnId(given ?? {}, rest.join("."), own_id);
    return { ...body, [name]: inner };
  }
  const is_own = given === undefined || given === own_id;
  return { ...body, [name]: is_own ? (own_id ?? NO_ID) : NO_ID };
}

function paramsOf(pattern: string, path: string): ReadonlyMap<string, string> {
  const given = segmentsOf(path);
  return new Map(
    segmentsOf(pattern).flatMap((segment, at) =>
      segment.startsWith(":")
        ? [[segment.slice(1), given[at] ?? ""] as const]
        : [],
    ),
  );
}

function filled(path: string, params: ReadonlyMap<string, string>): string {
  const segments = segmentsOf(path).map((segment) =>
    segment.startsWith(":") ? (params.get(segment.slice(1)) ?? "") : segment,
  );
  return `/${segments.join("/")}`;
}

/** The address as JSON of what is asked for as a file. */
function withoutFormat(path: string): string {
  return path.replace(/\.(?:csv|html)$/, "");
}

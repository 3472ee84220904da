import type { ApiDescription, AppRoute, RouteDescription } from "./describe.ts";
import type { FilterKind } from "./list_filter.ts";
import { queryOf, routeKey } from "./openapi.ts";
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
  body?: { field: string; hides: readonly string[] };
}

/** The rules of all routes; a route without one for a role that may call it is a mistake. */
export class RowRules {
  readonly #rules: ReadonlyMap<string, OwnRows>;
  readonly #descriptions: ApiDescription;

  constructor(routes: readonly AppRoute[], descriptions: ApiDescription) {
    this.#descriptions = descriptions;
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
      const { filters } = this.#descriptions[routeKey(route)] ?? {};
      const takes_several =
        filters === undefined || takesSeveral(filters[rule.filter]);
      return {
        url: withFilter(target, rule.filter, { own_id, takes_several }),
      };
    }
    const params = paramsOf(route.path, target.pathname);
    if ("path" in rule) {
      if (own_id === null || params.get(rule.path) !== String(own_id)) {
        throw notFound();
      }
      return { url };
    }
    if ("body" in rule) {
      const { body, hides = [] } = rule;
      return { url, body: { field: body, hides } };
    }
    const { field, of } = rule;
    const path = of === undefined ? target.pathname : filled(of, params);
    return {
      url,
      first: { url: `${target.origin}${withoutFormat(path)}`, field },
    };
  }
}

function rulesOf(route: AppRoute, description: RouteDescription): OwnRows {
  const { own = {} } = description;
  const key = routeKey(route);
  for (const role of callingParties(route, description)) {
    if (own[role] === undefined) {
      throw new Error(`${key}: whose rows an ${role} sees is not stated`);
    }
  }
  for (const rule of Object.values(own)) {
    if (typeof rule === "string") continue;
    if ("filter" in rule && !takesIds(rule.filter, route, description)) {
      throw new Error(`${key} has no filter "${rule.filter}" for ids`);
    }
    if ("path" in rule && !segmentsOf(route.path).includes(`:${rule.path}`)) {
      throw new Error(`${key} has no parameter "${rule.path}"`);
    }
  }
  return own;
}

/** Whether a filter takes ids, or a parameter of a route that isn't a list. */
function takesIds(
  name: string,
  route: AppRoute,
  description: RouteDescription,
): boolean {
  const { filters } = description;
  if (filters !== undefined) {
    const kind = filters[name];
    return kind === "id" || takesSeveral(kind);
  }
  const { properties = {} } = queryOf(route, description) ?? {};
  return Object.hasOwn(properties, name);
}

function takesSeveral(kind: FilterKind | undefined): boolean {
  return typeof kind === "object" && "many" in kind && kind.many === "id_or_0";
}

/**
 * Another's id, or an own one that is missing, finds no row; of several, the own one finds
 * its rows.
 */
function withFilter(
  url: URL,
  name: string,
  { own_id, takes_several }: { own_id: number | null; takes_several: boolean },
): string {
  const given = url.searchParams
    .getAll(name)
    .map((text) => (takes_several ? text.split(",") : [text]));
  const pattern = takes_several ? ID_OR_0 : ID;
  const wrong = given.flat().find((text) => !pattern.test(text));
  if (wrong !== undefined) throw invalid(name, "an id is expected");
  const is_own = given.every((ids) => ids.includes(String(own_id)));
  url.searchParams.set(name, String(is_own ? (own_id ?? NO_ID) : NO_ID));
  return url.href;
}

const ID = /^[1-9][0-9]{0,9}$/;
const ID_OR_0 = /^(?:0|[1-9][0-9]{0,9})$/;

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
  const is_own = given === undefined || String(given) === String(own_id);
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

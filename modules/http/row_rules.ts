import type { ApiDescription, AppRoute, RouteDescription } from "./describe.ts";
import { queryOf, routeKey } from "./openapi.ts";
import { NO_ID } from "./external_ids.ts";
import { invalid, notFound } from "./readers.ts";
import { segmentsOf } from "./route_index.ts";
import { callingParties } from "./calling_parties.ts";
import { isPartyRole, PARTY_ROLES } from "./party_roles.ts";
import type { PartyRole } from "./party_roles.ts";
import type { FilterKind, Filters } from "./list_filter.ts";
import type { OwnRows, PartyLimits, RowRule } from "./own_rows.ts";

/** A request narrowed to the rows that its caller may see. */
export interface Narrowed {
  url: string;
  /** Things to be read first, and the values of which their fields must have one. */
  first: readonly FirstRead[];
  /** Fields of the body that must name one of the ids. */
  bodies: readonly BodyCheck[];
}

/** A thing that is read before a request is handled. */
export interface FirstRead {
  url: string;
  field: string;
  values: readonly unknown[];
}

/** A field of a body that must have one of the ids, or names a thing whose own field must. */
export interface BodyCheck {
  field: string;
  ids: readonly number[];
  /** The thing's path with `:id`, and its field. */
  thing?: { path: string; field: string };
  /** Fields that the body can't give. */
  hides?: readonly string[];
}

/** A caller that sees only some parties' rows. */
export interface LimitedCaller {
  role: string;
  limits: PartyLimits;
}

interface StatedRows {
  own: OwnRows;
  limited: OwnRows;
  /** Undefined if it isn't a list. */
  filters: Filters | undefined;
}

/** The rules of all routes; a route without one for a role that may call it is a mistake. */
export class RowRules {
  readonly #rules: ReadonlyMap<string, StatedRows>;

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
   * Narrows a request to the rows of some parties; 404 if it names another in its path or the
   * route doesn't say which rows are theirs, and no row where it asks a list for another's.
   */
  narrow(
    route: AppRoute,
    { role, limits }: LimitedCaller,
    url: string,
  ): Narrowed {
    if (!this.isStated(route, { role, limits })) throw notFound();
    const target = new URL(url);
    const first: FirstRead[] = [];
    const bodies: BodyCheck[] = [];
    const { filters } = this.#rules.get(routeKey(route)) ?? {};
    for (const party of PARTY_ROLES) {
      const ids = limits[party];
      if (ids === undefined) continue;
      const rule = this.#ruleFor(route, role, party);
      if (rule === undefined || typeof rule === "string") continue;
      if ("filter" in rule) {
        const takes_several =
          filters === undefined || takesSeveral(filters[rule.filter]);
        setFilter(target, rule.filter, ids, takes_several);
      } else if ("path" in rule) {
        const id = paramsOf(route.path, target.pathname).get(rule.path);
        if (!ids.some((own) => String(own) === id)) throw notFound();
      } else if ("body" in rule) {
        const { body: field, hides = [] } = rule;
        bodies.push({ field, ids, hides });
      } else if ("names" in rule) {
        const { names, of, field } = rule;
        bodies.push({ field: names, ids, thing: { path: of, field } });
      } else {
        first.push(firstRead(route, target, rule, ids));
        for (const [name, value] of Object.entries(rule.only ?? {})) {
          if (filters?.[name] !== undefined)
            target.searchParams.set(name, String(value));
          else first.push(ownRead(target, name, value));
        }
      }
    }
    const is_same = target.search === new URL(url).search;
    return { url: is_same ? url : target.href, first, bodies };
  }

  /**
   * Whether a route says which of its rows a caller sees. A limited manager changes only what is
   * one of its parties', and reads what is nobody's.
   */
  isStated(route: AppRoute, { role, limits }: LimitedCaller): boolean {
    const parties = PARTY_ROLES.filter((party) => limits[party] !== undefined);
    const rules = parties.map((party) => this.#ruleFor(route, role, party));
    if (rules.includes(undefined)) return false;
    const is_nobodys = rules.every((rule) => rule === "all");
    if (rules.length === 0 || isPartyRole(role) || !is_nobodys) return true;
    return route.method === "GET";
  }

  /**
   * Whether a caller sees a row of a list, for rows that come without being asked for. Only for
   * lists whose rules are filters by fields that the row has.
   */
  isSeen(
    route: AppRoute,
    { role, limits }: LimitedCaller,
    row: Readonly<Record<string, unknown>>,
  ): boolean {
    if (!this.isStated(route, { role, limits })) return false;
    return PARTY_ROLES.every((party) => {
      const ids = limits[party];
      const rule = this.#ruleFor(route, role, party);
      if (ids === undefined || rule === "all") return true;
      if (typeof rule !== "object" || !("filter" in rule)) {
        throw new Error(`${routeKey(route)} has no filter by ${party}`);
      }
      return ids.includes(Number(row[rule.filter]));
    });
  }

  /**
   * The rule about one kind of party. A limited manager's is that party's where none is stated
   * and the route doesn't see to it itself.
   */
  #ruleFor(
    route: AppRoute,
    role: string,
    party: PartyRole,
  ): RowRule | undefined {
    const { own = {}, limited = {} } = this.#rules.get(routeKey(route)) ?? {};
    if (isPartyRole(role)) return own[party];
    if (limited[party] !== undefined) return limited[party];
    const rule = own[party];
    return rule === "made" || rule === "none" ? undefined : rule;
  }
}
function rulesOf(route: AppRoute, description: RouteDescription): StatedRows {
  const { own = {}, limited = {}, filters } = description;
  const key = routeKey(route);
  for (const role of callingParties(route, description)) {
    if (own[role] === undefined) {
      throw new Error(`${key}: whose rows an ${role} sees is not stated`);
    }
  }
  for (const rule of [...Object.values(own), ...Object.values(limited)]) {
    if (typeof rule === "string") continue;
    if ("filter" in rule && !takesIds(rule.filter, route, description)) {
      throw new Error(`${key} has no filter "${rule.filter}" for ids`);
    }
    if ("path" in rule && !segmentsOf(route.path).includes(`:${rule.path}`)) {
      throw new Error(`${key} has no parameter "${rule.path}"`);
    }
  }
  return { own, limited, filters };
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
  if (kind === "ids") return true;
  return typeof kind === "object" && "many" in kind && kind.many === "id_or_0";
}

/** Another's id, or no own one, finds no row; several own ids need a filter that takes them. */
function setFilter(
  url: URL,
  name: string,
  ids: readonly number[],
  takes_several: boolean,
): void {
  const pattern = takes_several ? ID_OR_0 : ID;
  let kept = ids;
  for (const text of url.searchParams.getAll(name)) {
    const values = takes_several ? text.split(",") : [text];
    const wrong = values.find((one) => !pattern.test(one));
    if (wrong !== undefined) throw invalid(name, "an id is expected");
    kept = kept.filter((id) => values.includes(String(id)));
  }
  if (kept.length > 1 && !takes_several) throw notFound();
  url.searchParams.set(name, kept.length === 0 ? `${NO_ID}` : kept.join(","));
}

const ID = /^[1-9][0-9]{0,9}$/;
const ID_OR_0 = /^(?:0|[1-9][0-9]{0,9})$/;

/** The reading of the thing that a rule is about. */
function firstRead(
  route: AppRoute,
  target: URL,
  { field, of }: { field: string; of?: string },
  ids: readonly number[],
): FirstRead {
  if (of === undefined) return { ...ownRead(target, field), values: ids };
  const path = filled(of, paramsOf(route.path, target.pathname));
  return { url: target.origin + path, field, values: ids };
}

/** The reading of the thing at a request's own path. */
function ownRead(target: URL, field: string, value?: unknown): FirstRead {
  const path = withoutFormat(target.pathname);
  return { url: target.origin + path, field, values: [value] };
}

/**
 * Puts the caller's id into a field of a body: what leaves it out is about the caller's own,
 * and what names another is about nobody's. Of several ids, one has to be named.
 */
export function withOwnId(
  body: unknown,
  field: string,
  ids: readonly number[],
): unknown {
  const [name = "", ...rest] = field.split(".");
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid(name, "an object is expected");
  }
  const given = (body as Readonly<Record<string, unknown>>)[name];
  if (rest.length > 0) {
    const inner = withOwnId(given ?? {}, rest.join("."), ids);
    return { ...body, [name]: inner };
  }
  if (given === undefined && ids.length > 1) {
    throw invalid(name, "is missing: name one of yours");
  }
  const id =
    given === undefined
      ? ids[0]
      : ids.find((own) => String(own) === String(given));
  return { ...body, [name]: id ?? NO_ID };
}

/** The id that a field of a body names; a Problem if it names none. */
export function idIn(body: unknown, field: string): number {
  const value = (body as Readonly<Record<string, unknown>> | null)?.[field];
  if (Number.isSafeInteger(value)) return Number(value);
  throw invalid(field, "must be the id of one of yours");
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

import { Problem } from "../kernel/mod.ts";
import type { ApiDescription, AppRoute } from "./describe.ts";
import { queryOf, routeKey } from "./openapi.ts";
import { notFound } from "./readers.ts";
import {
  bodyPlaces,
  externalIdIn,
  externalIdsIn,
  kindOfQuery,
  kindOfParameter,
  referencesAt,
} from "./references.ts";
import type { FoundReference, Reference, ReferenceKind } from "./references.ts";
import { segmentsOf } from "./route_index.ts";

/** Returns the ids of references, in their order; null for an unknown one. */
export type ResolveReferences = (
  references: readonly Reference[],
) => Promise<readonly (number | null)[]>;

/** A request to a route: its URL, and its body as JSON. */
export interface ReferringRequest {
  url: string;
  body: unknown;
}

/** An id that nothing has. */
export const NO_ID = 2_147_483_647;

interface Places {
  /** Kinds of the path's parameters, by the place of their segment. */
  path: ReadonlyMap<number, ReferenceKind>;
  query: ReadonlyMap<string, ReferenceKind>;
  body: ReturnType<typeof bodyPlaces>;
}

/** Replaces `external_id:X` by the id, in paths, queries and bodies. */
export class ExternalIds {
  readonly #routes: ReadonlyMap<string, AppRoute>;
  readonly #descriptions: ApiDescription;
  /** Of the routes that were called: finding those of all takes longer than the rest of a start. */
  readonly #places = new Map<string, Places>();
  readonly #resolve: ResolveReferences;

  constructor(
    routes: readonly AppRoute[],
    descriptions: ApiDescription,
    resolve: ResolveReferences,
  ) {
    this.#routes = new Map(routes.map((route) => [routeKey(route), route]));
    this.#descriptions = descriptions;
    this.#resolve = resolve;
  }

  /** Whether a route's body may name something by its external id. */
  mayBeIn(route: AppRoute): boolean {
    return (this.#placesOf(route)?.body.length ?? 0) > 0;
  }

  #placesOf(asked: AppRoute): Places | undefined {
    const key = routeKey(asked);
    const found = this.#places.get(key);
    const route = this.#routes.get(key);
    if (found !== undefined || route === undefined) return found;
    const places = placesOf(route, this.#descriptions);
    this.#places.set(key, places);
    return places;
  }

  /**
   * Replaces external ids in a body, and returns the URL without any. An unknown
   * one is 404 in a path, no row's id in a query, and 422 in a body; or no row's id
   * there too if it `conceals` what exists, so that the route answers for both.
   */
  async replace(
    route: AppRoute,
    { url, body }: ReferringRequest,
    { conceals }: { conceals: boolean },
  ): Promise<string> {
    const places = this.#placesOf(route);
    if (places === undefined) return url;
    const target = new URL(url);
    const segments = [...segmentsOf(target.pathname)];
    const in_path = inPath(segments, places.path);
    const in_query = inQuery(target.searchParams, places.query);
    const in_body = places.body.flatMap((place) => referencesAt(body, place));
    const all = [...in_path, ...in_query, ...in_body];
    if (all.length === 0) return url;
    const ids = await this.#resolve(all);
    const found = new Map(all.map((one, at) => [one, ids[at] ?? null]));
    if (in_path.some((one) => found.get(one) === null)) throw notFound();
    const unknown = in_body.filter((one) => found.get(one) === null);
    if (unknown.length > 0 && !conceals) throw unknownReferences(unknown);
    for (const [one, id] of found) one.replace(id ?? NO_ID);
    target.pathname = `/${segments.join("/")}`;
    return target.href;
  }
}

function placesOf(route: AppRoute, descriptions: ApiDescription): Places {
  const segments = segmentsOf(route.path);
  const description = descriptions[routeKey(route)];
  const query = description && queryOf(route, description);
  return {
    path: new Map(
      segments.flatMap((segment, at) => {
        const kind = kindOfParameter(segments[at - 1] ?? "");
        const is_reference = segment.startsWith(":") && kind !== undefined;
        return is_reference ? [[at, kind] as const] : [];
      }),
    ),
    query: new Map(
      Object.keys(query?.properties ?? {}).flatMap((name) => {
        const kind = kindOfQuery(name);
        return kind === undefined ? [] : [[name, kind] as const];
      }),
    ),
    body: route.body === undefined ? [] : bodyPlaces(route.body),
  };
}

function inPath(segments: string[], places: Places["path"]): FoundReference[] {
  return [...places].flatMap(([at, kind]) => {
    const external_id = externalIdIn(decoded(segments[at] ?? ""));
    if (external_id === undefined) return [];
    const replace = (id: number) => void (segments[at] = String(id));
    return [{ kind, external_id, field: "", replace }];
  });
}

/** Those of several values each; a parameter given twice is left to the route. */
function inQuery(
  parameters: URLSearchParams,
  places: Places["query"],
): FoundReference[] {
  return [...places].flatMap(([field, kind]) => {
    const [text, ...others] = parameters.getAll(field);
    if (text === undefined || others.length > 0) return [];
    const set = (changed: string) => parameters.set(field, changed);
    return externalIdsIn(text, set).map((found) => ({ kind, field, ...found }));
  });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function unknownReferences(unknown: readonly FoundReference[]): Problem {
  const errors = unknown.map(({ kind, external_id, field }) => ({
    field,
    message: `none of the ${kind} has the external id "${external_id.slice(0, 200)}"`,
  }));
  const fields = errors.map(({ field }) => field).join(", ");
  const detail = `Cannot find ${fields.slice(0, 200)}`;
  return new Problem(422, "unknown_reference", detail, { errors });
}

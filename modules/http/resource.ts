import type { Static, TSchema } from "@sinclair/typebox";
import type { ApiDescription, RouteDescription } from "./describe.ts";
import type { Filters } from "./list_filter.ts";
import type { OwnRows, RowRule } from "./own_rows.ts";
import type { ProblemCode } from "./problem_codes.ts";
import { listOf } from "./shapes.ts";

/**
 * A configured resource: its path, its schemas, and how it is shown. It has the routes that
 * its declaration names: without `filters` no list and no reading of one, without `body` no
 * creation, without `patch` no change.
 */
export interface Resource {
  /** Path of its list under `/api/v1`, such as `/campaigns/:id/caps`. */
  path: string;
  /** Name of the parameter that identifies one below `path`; `id` by default. */
  key?: string;
  /** Name with article, such as `an advertiser`. */
  one: string;
  /** Plural name. */
  many: string;
  body?: TSchema;
  patch?: TSchema;
  /** Body that replaces one as a whole. */
  put?: TSchema;
  /** Values of a new one's fields, for what a replacing body leaves out. */
  blank?: Readonly<Record<string, unknown>>;
  /** There is one at `path` itself, and no list. */
  single?: boolean;
  filters?: Filters;
  /** Fields that its list can be sorted by; the first is the default. */
  sorts?: readonly string[];
  view: TSchema;
  /** Answer to its creation if it shows more, such as a secret. */
  made?: TSchema;
  /** Answer to its removal if it shows what is left; otherwise 204. */
  removed?: TSchema;
  /** Fields that change without anyone changing it; they don't count for `If-Match`. */
  moving?: readonly string[];
  /** Problem codes of creating and changing, besides those of any route. */
  problems?: readonly ProblemCode[];
  /** Whether it can be deleted. */
  deletes?: boolean;
  /** Problem codes of deleting. */
  delete_problems?: readonly ProblemCode[];
  /** Whose rows its list shows; those of its other routes follow from it. */
  own?: OwnRows;
  /** The same for a manager who is limited to some parties, where it differs. */
  limited?: OwnRows;
  /** And for such a manager's creation of one, where that differs. */
  limited_creation?: OwnRows;
}

type Names<Path extends string> =
  Path extends `${string}:${infer Name}/${infer Rest}`
    ? Name | Names<Rest>
    : Path extends `${string}:${infer Name}`
      ? Name
      : never;
type KeyOf<R extends Resource> = R extends { single: true }
  ? never
  : R extends { key: infer Key extends string }
    ? Key
    : "id";
type SchemaOf<R extends Resource, Name extends "body" | "patch" | "put"> =
  R extends Record<Name, infer S extends TSchema> ? Static<S> : never;

/** Texts in the path of a resource's list, by name. */
export type ListParams<R extends Resource> = Record<Names<R["path"]>, string>;
/** Texts in the path of one, by name. */
export type OneParams<R extends Resource> = ListParams<R> &
  Record<KeyOf<R>, string>;
/** Request body of creating one. */
export type BodyOf<R extends Resource> = SchemaOf<R, "body">;
/** Request body of changing one. */
export type PatchOf<R extends Resource> = SchemaOf<R, "patch">;

/** Request body of replacing one. */
export type PutOf<R extends Resource> = SchemaOf<R, "put">;

/** The path of one of them. */
export function pathOfOne({ path, key = "id", single }: Resource): string {
  return single === true ? path : `${path}/:${key}`;
}

/** Whether one can be read by itself. */
export function isReadable({ filters, single = false }: Resource): boolean {
  return filters !== undefined || single;
}

/** The rules of a resource's route, where its list is narrowed by a filter. */
function statedRows(
  { own = {}, limited = {} }: Resource,
  ruleOf: (field: string) => RowRule | undefined,
): { own: OwnRows; limited: OwnRows } {
  const stated = (rows: OwnRows): OwnRows =>
    Object.fromEntries(
      Object.entries(rows).flatMap(([role, rule]) => {
        const is_filter = typeof rule === "object" && "filter" in rule;
        const changed = is_filter ? ruleOf(rule.filter) : rule;
        return changed === undefined ? [] : [[role, changed]];
      }),
    );
  return { own: stated(own), limited: stated(limited) };
}

/** The rules of creating one; nobody creates the party that it is limited to. */
function statedForNew(resource: Resource) {
  const ruleOf = (body: string) => (body === "id" ? undefined : { body });
  const { own, limited } = statedRows(resource, ruleOf);
  return { own, limited: resource.limited_creation ?? limited };
}

/** Describes a resource's routes. */
export function resourceApi(resource: Resource): ApiDescription {
  const { one, many, body, patch, put, filters, view } = resource;
  const { made = view, removed, deletes = false } = resource;
  const { problems = [], delete_problems = [] } = resource;
  const { own = {}, limited = {} } = resource;
  const list_path = `/api/v1${resource.path}`;
  const one_path = `/api/v1${pathOfOne(resource)}`;
  const of_one = statedRows(resource, (field) => ({ field, of: one_path }));
  const routes: Record<string, RouteDescription> = {};
  if (filters !== undefined) {
    routes[`GET ${list_path}`] = {
      summary: `Lists ${many}`,
      answers: { 200: listOf(view) },
      filters,
      sorts: resource.sorts ?? [],
      own,
      limited,
    };
  }
  if (isReadable(resource)) {
    routes[`GET ${one_path}`] = {
      summary: `Gets ${one}`,
      ...of_one,
      answers: { 200: view, 304: null },
      shows_tag: true,
      condition: "If-None-Match",
    };
  }
  if (body !== undefined) {
    routes[`POST ${list_path}`] = {
      summary: `Creates ${one}`,
      ...statedForNew(resource),
      answers: { 201: made },
      ...(filters === undefined ? {} : { shows_tag: true }),
      problems,
    };
  }
  if (patch !== undefined) {
    routes[`PATCH ${one_path}`] = {
      summary: `Changes ${one}`,
      ...of_one,
      answers: { 200: view },
      shows_tag: true,
      condition: "If-Match",
      problems,
    };
  }
  if (put !== undefined) {
    routes[`PUT ${one_path}`] = {
      summary: `Replaces ${one}`,
      ...of_one,
      answers: { 200: view },
      shows_tag: true,
      condition: "If-Match",
      problems,
    };
  }
  if (deletes) {
    routes[`DELETE ${one_path}`] = {
      summary: `Removes ${one}`,
      ...of_one,
      answers: removed === undefined ? { 204: null } : { 200: removed },
      ...(filters === undefined ? {} : { condition: "If-Match" as const }),
      problems: delete_problems,
    };
  }
  return routes;
}

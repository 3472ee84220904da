import type { TSchema } from "@sinclair/typebox";
import type { ApiDescription, RouteDescription } from "./describe.ts";
import type { FilterKind } from "./paging.ts";
import type { ProblemCode } from "./problem_codes.ts";
import { listOf } from "./shapes.ts";

/** A configured resource: its path, its schemas, and how it is shown. */
export interface Resource<Body extends TSchema, Patch extends TSchema> {
  /** Such as `/advertisers`, under `/api/v1`. */
  path: string;
  /** Name with article, such as `an advertiser`. */
  one: string;
  /** Plural name. */
  many: string;
  body: Body;
  patch: Patch;
  filters: Readonly<Record<string, FilterKind>>;
  view: TSchema;
  /** Problem codes of creating and changing, besides those of any route. */
  problems?: readonly ProblemCode[];
  /** Whether it can be deleted. */
  deletes?: boolean;
}

/** Describes a resource's routes. */
export function resourceApi(
  resource: Resource<TSchema, TSchema>,
): ApiDescription {
  const { path, one, many, filters, view, deletes = false } = resource;
  const { problems = [] } = resource;
  const list = `/api/v1${path}`;
  const routes: Record<string, RouteDescription> = {
    [`GET ${list}`]: {
      summary: `Lists ${many}`,
      answers: { 200: listOf(view) },
      filters,
    },
    [`POST ${list}`]: {
      summary: `Creates ${one}`,
      answers: { 201: view },
      problems,
    },
    [`GET ${list}/:id`]: { summary: `Gets ${one}`, answers: { 200: view } },
    [`PATCH ${list}/:id`]: {
      summary: `Changes ${one}`,
      answers: { 200: view },
      problems,
    },
  };
  if (deletes) {
    routes[`DELETE ${list}/:id`] = {
      summary: `Removes ${one}`,
      answers: { 204: null },
    };
  }
  return routes;
}

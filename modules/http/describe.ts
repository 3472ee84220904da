import { Type } from "@sinclair/typebox";
import type { TObject, TSchema } from "@sinclair/typebox";
import type { Filters } from "./list_filter.ts";
import type { OwnRows } from "./own_rows.ts";
import type { ProblemCode } from "./problem_codes.ts";

/** A response that isn't JSON, with its media type. */
export interface FileAnswer {
  media_type: string;
}

/** A response: JSON by a schema, a file, or no content. */
export type Answer = TSchema | FileAnswer | null;

/** Description of a route for the API document. */
export interface RouteDescription {
  /** One line, starting with a verb. */
  summary: string;
  /** More about it, in Markdown; else the summary. */
  description?: string;
  /** Success responses by status; several for one status are alternatives. */
  answers: Readonly<Record<number, Answer | readonly Answer[]>>;
  /** Filters of a list read by `readList`, which also takes `limit` and `cursor`. */
  filters?: Filters;
  /** Fields that the list can be sorted by; the first is its default. */
  sorts?: readonly string[];
  /** Query parameters, if the route has no schema for them. */
  query?: TObject;
  /** Request body by media type, if the route reads it itself. */
  body?: Readonly<Record<string, TSchema>>;
  /** Problem codes besides those of any similar route. */
  problems?: readonly ProblemCode[];
  /** Whether its answers carry an `ETag`. */
  shows_tag?: boolean;
  /** Fields of the answer that change without anyone changing it; they don't count for `If-Match`. */
  moving?: readonly string[];
  /** Condition on the tag that a request may make. */
  condition?: "If-Match" | "If-None-Match";
  /** Whose rows it shows or changes, for each role that acts for a party. */
  own?: OwnRows;
  /**
   * The same for a manager who is limited to affiliates or advertisers, where it differs from
   * theirs; without either, such a manager may not call it.
   */
  limited?: OwnRows;
  /** It sends itself as CSV and NDJSON, by its own columns and from one reading. */
  has_own_formats?: boolean;
  /** Any signed-in user may call it, although it has no guard. */
  signed_in?: boolean;
}

/** A registered route. */
export interface AppRoute {
  method: string;
  path: string;
  body?: TSchema | undefined;
  query?: TSchema | undefined;
  /** Roles that may call it; absent without a guard. */
  roles?: readonly string[] | undefined;
}

/** Routes of a module by method and path, such as `GET /api/v1/links/:id`. */
export type ApiDescription = Readonly<Record<string, RouteDescription>>;

/** Query of a route that shows one thing with pages of its rows. */
export const PageQuery = Type.Object({
  limit: Type.Optional(
    Type.String({ pattern: "^[1-9][0-9]{0,2}$", examples: ["50"] }),
  ),
  cursor: Type.Optional(Type.String()),
});

/** Names a schema, so that the document defines it once. */
export function named<T extends TSchema>(name: string, schema: T): T {
  return { ...schema, $id: name };
}

/** Whether a response is a file rather than JSON. */
export function isFile(answer: Answer): answer is FileAnswer {
  return answer !== null && "media_type" in answer;
}

/** Returns the alternatives of a status as a list. */
export function alternatives(
  given: Answer | readonly Answer[],
): readonly Answer[] {
  return Array.isArray(given) ? (given as Answer[]) : [given as Answer];
}

import type { TObject, TSchema } from "@sinclair/typebox";
import type { FilterKind } from "./paging.ts";
import type { ProblemCode } from "./problem_codes.ts";

/** An answer that is no JSON, by its media type. */
export interface FileAnswer {
  media_type: string;
}

/** What a route answers with: JSON of a shape, a file, or nothing. */
export type Answer = TSchema | FileAnswer | null;

/** What a route does, as the API's document says it. */
export interface RouteDescription {
  /** One line, which begins with a verb. */
  summary: string;
  /** The answers of success, by status; several of one status are alternatives. */
  answers: Readonly<Record<number, Answer | readonly Answer[]>>;
  /** A list that `readList` reads: `limit`, `cursor`, and these filters. */
  filters?: Readonly<Record<string, FilterKind>>;
  /** The parameters of the query, where the route itself has no schema of them. */
  query?: TObject;
  /** The body, where the route reads it itself; by media type. */
  body?: Readonly<Record<string, TSchema>>;
  /** The codes of problems beyond those that any route like it has. */
  problems?: readonly ProblemCode[];
  /** Whoever is signed in may call it, though no guard stands in front. */
  signed_in?: boolean;
}

/** The routes of a module by method and path, such as `GET /api/v1/links/:id`. */
export type ApiDescription = Readonly<Record<string, RouteDescription>>;

/** Names a shape, so that the document describes it once. */
export function named<T extends TSchema>(name: string, schema: T): T {
  return { ...schema, $id: name };
}

/** Whether an answer is a file rather than JSON. */
export function isFile(answer: Answer): answer is FileAnswer {
  return answer !== null && "media_type" in answer;
}

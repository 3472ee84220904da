import type { Queryable } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Asker } from "./asker.ts";
import type { StepKind } from "./trace_answers.ts";

/** Rows of one kind that a timeline shows, the newest. */
export const ROWS_MAX = 100;
/**
 * Rows of one condition among which the newest are looked for. They are taken by the condition's
 * own index: asked for the newest of all, Postgres may walk every row by id until it has met
 * enough of these.
 */
export const LOOKED_MAX = 10_000;
const RETRY_AFTER_S = 5;

/** A question that is being looked up. */
export interface Lookup {
  db: Queryable;
  asker: Asker;
  /** Kinds of which there are older rows than the timeline shows. */
  shortened: Set<StepKind>;
  /** Throws a Problem once all of it has taken too long. */
  checkTime(): void;
}

/** The first rows of those that were read newest first, one more than are shown. */
export function firstRows<T>(
  { shortened }: Pick<Lookup, "shortened">,
  kind: StepKind,
  rows: readonly T[],
): T[] {
  if (rows.length > ROWS_MAX) shortened.add(kind);
  return rows.slice(0, ROWS_MAX);
}

/** The refusal of a question that takes too long. */
export function tookTooLong(cause?: unknown): Problem {
  return new Problem(
    503,
    "unavailable",
    "Looking for it took too long: ask by a more precise id, such as a click id",
    { cause, headers: { "retry-after": String(RETRY_AFTER_S) } },
  );
}

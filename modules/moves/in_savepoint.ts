import { postgresCode } from "../../db/mod.ts";
import { within } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Work } from "./kinds/kind.ts";

/**
 * Runs the work on one row in a savepoint, so that a refused one takes nothing else back. What
 * Postgres can't store is a fault of the row.
 */
export async function inSavepoint<T>(
  work: Work,
  run: (inner: Work) => Promise<T>,
): Promise<T> {
  try {
    return await work.tx.transaction((tx) =>
      run({ ...work, tx, deps: within(work.deps, tx) }),
    );
  } catch (error) {
    if (!(postgresCode(error)?.startsWith("22") ?? false)) throw error;
    const detail = "A value can't be stored, such as a NUL character";
    throw new Problem(422, "invalid_request", detail, { cause: error });
  }
}

/** The refusal of a row whose conditions aren't met. */
export function rowRefusal(detail: string): Problem {
  return new Problem(409, "unknown_reference", detail);
}

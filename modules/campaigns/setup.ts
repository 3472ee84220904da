import { postgresCode } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { Configuration } from "./configuration.ts";

export interface SetupDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
  /** Our public URL, for displayed links. */
  public_url: string;
  /** The network's time zone; default `UTC`. */
  default_timezone?: string;
  /** The caller's time zone, which a day in a body is in. */
  timezone?: string;
}

/** The same, for a caller: a day in the body is in its time zone. */
export function inZoneOf<D extends SetupDeps>(
  deps: D,
  { timezone }: { timezone: string },
): D {
  return { ...deps, timezone };
}

/** Runs a change and turns unique and foreign key violations into named errors. */
export async function withNamedConflicts<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = postgresCode(error);
    if (code === "23505") {
      const fields = refusedColumns(error);
      const taken = fields.join(" and ") || "name";
      const errors = fields.map((field) => ({
        field,
        message: "is already in use",
      }));
      throw new Problem(
        409,
        "already_exists",
        `This ${taken} is already in use`,
        errors.length > 0 ? { errors } : {},
      );
    }
    if (code === "23503") {
      // Deleting a row that is still referenced is reported on its id.
      const fields = refusedColumns(error).filter((field) => field !== "id");
      const errors = fields.map((field) => ({
        field,
        message: "names something that does not exist",
      }));
      throw new Problem(
        422,
        "unknown_reference",
        "names something that does not exist",
        errors.length > 0 ? { errors } : {},
      );
    }
    throw error;
  }
}

/** The columns of the violated key, parsed from Postgres' detail; empty if it has none. */
function refusedColumns(error: unknown): string[] {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { detail } = at as { detail?: unknown };
    if (typeof detail !== "string") continue;
    const [, columns = ""] = /^Key \(([\w, ]+)\)=/.exec(detail) ?? [];
    return columns === "" ? [] : columns.split(", ");
  }
  return [];
}

import { postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { Configuration } from "./configuration.ts";

/** What is needed to set things up. */
export interface SetupDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  /** Where we are reached, for the addresses that are shown. */
  public_url: string;
  /** The zone of the network's days; `UTC` where not given. */
  default_timezone?: string;
}

/** Runs a change, and names what a unique or foreign key of Postgres has refused. */
export async function naming<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = postgresCode(error);
    if (code === "23505") {
      throw new Problem(
        409,
        "already_exists",
        "Something with this name exists",
      );
    }
    if (code === "23503") {
      throw new Problem(
        422,
        "unknown_reference",
        "It names what doesn't exist",
      );
    }
    throw error;
  }
}

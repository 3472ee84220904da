import { AsyncLocalStorage } from "node:async_hooks";
import { isConnectionFault, postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { Problem } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";

/** Where the reads of a request go instead of the primary, and the first fault found there. */
interface ReadPlace {
  db: Database;
  /** The time up to which it has everything. */
  as_of_ms: number;
  fault: unknown;
}

const PLACE = new AsyncLocalStorage<ReadPlace>();

/** SQLSTATEs, which other texts named `code` don't look like. */
const SQLSTATE = /^(?:\d[\dA-Z]|P0|XX|HV|F0)[\dA-Z]{3}$/;

/**
 * The primary for whoever uses it, but the replica within `readThere`: so that modules need not
 * know where they read.
 */
export function readingDatabase(primary: Database): Database {
  return new Proxy(primary, {
    get(target, name) {
      const db = PLACE.getStore()?.db ?? target;
      const value: unknown = Reflect.get(db, name, db);
      // The driver is a function with properties, and is passed on as it is.
      const is_method = typeof value === "function" && name !== "$client";
      return is_method ? value.bind(db) : value;
    },
  });
}

/** The clock, which within `readThere` says as of when the replica's rows are. */
export function readingClock(clock: Clock): Clock {
  return { nowMs: () => PLACE.getStore()?.as_of_ms ?? clock.nowMs() };
}

/** Runs work that reads from a replica; returns its result, and the fault that it met there. */
export async function readThere<T>(
  from: Pick<ReadPlace, "db" | "as_of_ms">,
  work: () => Promise<T> | T,
): Promise<{ result: T; fault: unknown }> {
  const place: ReadPlace = { ...from, fault: undefined };
  const result = await PLACE.run(place, async () => await work());
  return { result, fault: place.fault };
}

/**
 * Notes an error of a request that reads from a replica, which is then asked again on the primary;
 * false if it is no fault of a database there.
 */
export function notesFault(error: unknown): boolean {
  const place = PLACE.getStore();
  if (place === undefined || !isReplicaFault(error)) return false;
  place.fault ??= error;
  return true;
}

/** Whether the primary may answer what failed on a replica. */
export function isReplicaFault(error: unknown): boolean {
  const cause = error instanceof Problem ? error.cause : error;
  const code = postgresCode(cause);
  if (code === undefined) return false;
  return isConnectionFault(cause) || SQLSTATE.test(code);
}

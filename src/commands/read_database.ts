import { APP_ROLE } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { isReplicaFault } from "../read_replica/read_place.ts";
import { ReadReplica } from "../read_replica/read_replica.ts";
import { withDatabase } from "./command_database.ts";
import type { CommandOptions } from "./command_database.ts";

const LOOK_MS = 500;
/** A replica that lags more than ten seconds isn't waited for. */
const LOOKS_MAX = 20;

/**
 * Runs work that only reads: with the primary, and where to read from, which is the replica where
 * there is one that may be used. With a replica nothing is migrated. Work that fails on the replica
 * runs once more, on the primary alone.
 */
export async function withReads<Result>(
  work: (db: Database, reads: Database) => Promise<Result>,
  { connections_max = 1 }: Pick<CommandOptions, "connections_max"> = {},
): Promise<Result> {
  const { read_url, database_url } = processConfig();
  if (read_url === null || database_url === null) {
    return await withDatabase((db) => work(db, db), { connections_max });
  }
  const replica = new ReadReplica({
    address: read_url,
    primary: database_url,
    role: APP_ROLE,
    clock: systemClock,
    log: () => {},
  });
  try {
    return await withDatabase(
      async (db) => {
        const reads = await openedReplica(replica);
        if (reads === null) return await work(db, db);
        try {
          return await work(db, reads);
        } catch (error) {
          if (!isReplicaFault(error)) throw error;
          console.error("The read replica failed: the primary is read instead");
          return await work(db, db);
        }
      },
      { peeks: refuseBehind, connections_max },
    );
  } finally {
    await replica.stop();
  }
}

/** The replica's database, and says how old it is; null, and says why, if it isn't to be used. */
async function openedReplica(replica: ReadReplica): Promise<Database | null> {
  for (let looks = 1; ; looks++) {
    const use = await replica.look();
    const as_of_ms = replica.as_of_ms;
    if (use.is_used && as_of_ms !== null) {
      console.error(
        `Reading from the replica, which has everything up to ${isoTime(as_of_ms)}`,
      );
      return replica.db;
    }
    const may_catch_up = !use.is_used && use.code === "unknown_lag";
    if (!may_catch_up || looks === LOOKS_MAX) {
      const why = use.is_used ? "it is too old" : use.why;
      console.error(
        `The read replica is not used, for ${why}: reading from the primary`,
      );
      return null;
    }
    await Bun.sleep(LOOK_MS);
  }
}

function refuseBehind(is_behind: boolean): void {
  if (!is_behind) return;
  throw new Error(
    'The database is of an older version than this program: run "tallyho migrate" first',
  );
}

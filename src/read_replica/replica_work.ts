import { isReplicaFault, readThere } from "./read_place.ts";
import type { ReadReplica } from "./read_replica.ts";

/** Runs work that only reads, and needs everything up to a time, where that is. */
export type ReadWork = <T>(
  complete_to_ms: number,
  work: () => Promise<T>,
) => Promise<T>;

/**
 * Sends work of jobs to the replica if that has everything up to the time needed, else to the primary,
 * which also does again what failed there.
 */
export function replicaWork(
  replica:
    Pick<ReadReplica, "db" | "as_of_ms" | "suspect" | "reads"> | undefined,
): ReadWork {
  return async (complete_to_ms, work) => {
    if (replica === undefined) return await work();
    const { db, as_of_ms, reads } = replica;
    if (db === null || as_of_ms === null || as_of_ms < complete_to_ms) {
      reads.add("primary", "replica");
      return await work();
    }
    try {
      const { result } = await readThere({ db, as_of_ms }, work);
      reads.add("replica", "");
      return result;
    } catch (error) {
      if (!isReplicaFault(error)) throw error;
      reads.add("primary", "fault");
      replica.suspect();
      return await work();
    }
  };
}

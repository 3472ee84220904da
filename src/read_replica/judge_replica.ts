/** Above this a replica isn't used. */
export const LAG_MS_MAX = 10_000;
/** Below this a replica that lagged too far is used again, so that it isn't changed to and fro. */
export const LAG_MS_BACK = 5_000;

/** A server, as far as it tells whether two are the same cluster at the same stage. */
export interface Server {
  /** Of the cluster, made by `initdb`. */
  system: string;
  /** The database's number in the cluster. */
  database: string;
  is_in_recovery: boolean;
  /** The newest migration, and how many there are; null where that can't be read. */
  migrations: string | null;
}

/** Whether reads go to the replica; if not, why. */
export type ReplicaUse =
  | { is_used: true; lag_ms: number }
  | { is_used: false; code: ReplicaProblem; why: string };

/** Why a replica isn't used. */
export type ReplicaProblem =
  | "unreachable"
  | "not_a_standby"
  | "another_server"
  | "another_database"
  | "migrations"
  | "lagging"
  | "unknown_lag";

/**
 * Judges a replica beside its primary; `lag_ms` is null where nothing is known of it, and a least one
 * where it `is_at_least`. A server that takes writes is refused even if it was a standby before: it has
 * a history of its own from then on.
 */
export function judgeReplica(found: {
  primary: Server;
  replica: Server;
  lag_ms: number | null;
  is_at_least: boolean;
  was_lagging: boolean;
}): ReplicaUse {
  const { primary, replica, lag_ms, is_at_least, was_lagging } = found;
  if (!replica.is_in_recovery) {
    return unused(
      "not_a_standby",
      "it takes writes itself: it was promoted, or was never a standby",
    );
  }
  if (replica.system !== primary.system) {
    return unused("another_server", "it follows another server");
  }
  if (replica.database !== primary.database) {
    return unused("another_database", "it is another database of the server");
  }
  if (replica.migrations === null || primary.migrations === null) {
    return unused("migrations", "its migrations can't be read");
  }
  if (replica.migrations !== primary.migrations) {
    return unused("migrations", "it has not replayed all migrations yet");
  }
  const lag_ms_max = was_lagging ? LAG_MS_BACK : LAG_MS_MAX;
  if (lag_ms !== null && lag_ms > lag_ms_max) {
    return unused("lagging", `it lags ${Math.round(lag_ms / 1_000)} s behind`);
  }
  if (lag_ms === null || is_at_least) {
    return unused("unknown_lag", "how far it lags behind isn't known yet");
  }
  return { is_used: true, lag_ms };
}

/** A replica that isn't used, and why. */
export function unused(code: ReplicaProblem, why: string): ReplicaUse {
  return { is_used: false, code, why };
}

import type { DatabaseAddress } from "../../db/mod.ts";
import type { ArchivePlace } from "../metrics/archive_figures.ts";
import type { Snapshot } from "../metrics/snapshot.ts";

/** Everything that a worker needs besides the settings, which it reads itself. */
export interface WorkerSetup {
  kind: "start";
  /** Its number, from 1 on. */
  number: number;
  port: number;
  /** Its own directory, with its journal. */
  data_dir: string;
  address: DatabaseAddress;
  /** The database as the role that owns its tables, to migrate it. */
  owner: DatabaseAddress;
  /** Whether the program takes on its own role there: an external database is another's. */
  takes_on_role: boolean;
  /** Where the archiving of the database is seen. */
  archive: ArchivePlace | null;
  secrets: { key: string; admin_token: string };
  /** Directories of workers that are no more, to be drained. */
  left: readonly LeftDirectory[];
}

/** A directory with a journal that nobody writes any more. */
export interface LeftDirectory {
  path: string;
  /** Whether a process of ours holds its lock already. */
  is_held: boolean;
}

/** A message to a worker. */
export type ToWorker =
  | WorkerSetup
  /** Asks whether it lives; tells which workers end or don't answer. */
  | { kind: "ping"; trouble: string | null }
  /** Asks for its own figures, for another worker. */
  | { kind: "give_figures"; id: number }
  /** The others' figures that it asked for. */
  | { kind: "figures"; id: number; snapshots: readonly Snapshot[] };

/** A message from a worker. */
export type FromWorker =
  | { kind: "ready"; url: string; setup_link: string | null }
  | { kind: "failed"; reason: string; is_database_away: boolean }
  /** Its counts so far, which stay known if it ends. */
  | { kind: "pong"; counts: Snapshot }
  /** Asks for the figures of all others; tells the own that it answers with. */
  | { kind: "ask_figures"; id: number; own: Snapshot }
  | { kind: "figures"; id: number; snapshot: Snapshot };

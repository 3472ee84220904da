import type { DatabaseAddress } from "../db/mod.ts";
import type { Passwords } from "../modules/access/mod.ts";
import type { Clock, Report } from "../modules/kernel/mod.ts";
import type { Resolve } from "../modules/deliveries/mod.ts";
import type { ArchivePlace } from "./metrics/archive_figures.ts";
import type { OtherProcesses } from "./metrics/snapshot.ts";
import type { Pages } from "./pages/load_pages.ts";
import type { Config } from "./config.ts";
import type { LeftDirectory } from "./workers/messages.ts";

/** Options of a service, besides its settings. */
export interface ServiceOptions {
  config: Config;
  /** The database's address. */
  address: DatabaseAddress;
  /** Migrates the database before it is used. */
  migrate?(): Promise<unknown>;
  /** The role to assume, if the address is another's. */
  role?: string;
  /** Holds the journal; used by this process alone. */
  data_dir: string;
  /** The network's key and its first admin token, as text. */
  secrets: { key: string; admin_token: string };
  clock: Clock;
  /** Used and left running, instead of a thread of the service's own. */
  passwords?: Passwords;
  log(line: string): void;
  /** Logs what happens; by default nothing does. */
  report?: Report;
  /** Where the archiving of the embedded database is seen. */
  archive?: ArchivePlace | null;
  /** Resolves host names; tests pass their own. */
  resolve?: Resolve;
  /** False leaves background work to be run by hand. */
  background?: boolean;
  /** Whether other processes listen on the same port. */
  shares_port?: boolean;
  /** The other processes on the same port. */
  others?: OtherProcesses;
  /** Directories whose journals nobody writes any more, to be drained. */
  left?: readonly LeftDirectory[];
  /** The pages; by default they are made once. */
  pages?: Pages;
  /** Maximum postbacks per transaction; benchmarks vary it. */
  postback_batch_max?: number;
}

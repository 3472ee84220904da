import type { DatabaseAddress } from "../db/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import type { Resolve } from "../modules/deliveries/mod.ts";
import type { Config } from "./config.ts";

/** Options of a service, besides its settings. */
export interface ServiceOptions {
  config: Config;
  /** How to reach the database. */
  address: DatabaseAddress;
  /** Migrates the database before it is used. */
  migrate?(): Promise<unknown>;
  /** The role to take on there, where the address is another's. */
  role?: string;
  /** Holds the journal; it is this process's alone. */
  data_dir: string;
  /** The network's key and its first admin token, as text. */
  secrets: { key: string; admin_token: string };
  clock: Clock;
  log(line: string): void;
  /** Finds the addresses of host names; tests hand in their own. */
  resolve?: Resolve;
  /** False leaves the background work to be driven by hand. */
  background?: boolean;
  /** How many postbacks share a transaction at most; benchmarks compare. */
  postback_batch_max?: number;
}

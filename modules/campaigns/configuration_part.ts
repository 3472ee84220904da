import type { Transaction } from "../../db/mod.ts";

/** Extra data reloaded together with the configuration. */
export interface ConfigurationPart {
  name: string;
  /** Reads its rows; they must be JSON-serializable. */
  read(tx: Transaction): Promise<unknown[]>;
  /** Applies the loaded rows. */
  build(rows: readonly unknown[]): void;
}

import { join } from "node:path";
import type { Database, Transaction } from "../../db/mod.ts";
import { readClickId } from "../clicks/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { readingJobs } from "./reading/read_statement.ts";
import { UploadSpool } from "./reading/upload_spool.ts";

/** What the parts are made of. */
export interface ReconciliationPartsDeps {
  db: Database;
  data_dir: string;
  keyOf(key_number: number): Uint8Array | undefined;
  /** Enqueues the matching of rows that have been read, in the transaction that says so. */
  afterReading(tx: Transaction, reconciliation_id: string): Promise<void>;
}

/** What reconciling works with, put together. */
export interface ReconciliationParts {
  spool: UploadSpool;
  jobs: JobDefinition[];
  isClickId(text: string): boolean;
  afterReading(tx: Transaction, reconciliation_id: string): Promise<void>;
}

/** Puts together what reconciling works with: where uploads wait, and the tasks. */
export function createReconciliationParts(
  deps: ReconciliationPartsDeps,
): ReconciliationParts {
  const { db, keyOf, afterReading } = deps;
  const isClickId = (text: string) => readClickId(text, keyOf).kind === "valid";
  return {
    spool: new UploadSpool(join(deps.data_dir, "uploads")),
    jobs: readingJobs({ db, isClickId, afterReading }),
    isClickId,
    afterReading,
  };
}

import { join } from "node:path";
import type { Database, Transaction } from "../../db/mod.ts";
import { readClickId } from "../clicks/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { ConversionDoor } from "../conversions/mod.ts";
import type { JobDefinition, Scheduler } from "../scheduler/mod.ts";
import { actionJobs } from "./actions/action_tasks.ts";
import { enqueueMatching, matchJobs } from "./match_tasks.ts";
import { readingJobs } from "./reading/read_statement.ts";
import { UploadSpool } from "./reading/upload_spool.ts";

export interface ReconciliationPartsDeps {
  db: Database;
  clock: Clock;
  data_dir: string;
  keyOf(key_number: number): Uint8Array | undefined;
  conversions: ConversionDoor;
}

type Enqueuer = Pick<Scheduler, "enqueue">;

/** The long-lived parts of reconciliation. */
export interface ReconciliationParts {
  spool: UploadSpool;
  jobs: JobDefinition[];
  isClickId(text: string): boolean;
  /** Enqueues matching in the transaction that marks the rows as read. */
  afterReading(tx: Transaction, reconciliation_id: string): Promise<void>;
  /** Sets the scheduler, which can only be created after these jobs. */
  open(scheduler: Enqueuer): void;
}

/** Creates the upload spool and the jobs. */
export function createReconciliationParts(
  deps: ReconciliationPartsDeps,
): ReconciliationParts {
  const { db, clock, keyOf, conversions } = deps;
  let enqueuer: Enqueuer | undefined;
  const isClickId = (text: string) => readClickId(text, keyOf).kind === "valid";
  const afterReading = async (tx: Transaction, id: string) => {
    if (enqueuer === undefined) throw new Error("There is no scheduler yet");
    await enqueueMatching({ db: tx, scheduler: enqueuer }, id);
  };
  return {
    spool: new UploadSpool(join(deps.data_dir, "uploads")),
    jobs: [
      ...readingJobs({ db, isClickId, afterReading }),
      ...matchJobs({ db, clock }),
      ...actionJobs({ db, clock, conversions }),
    ],
    isClickId,
    afterReading,
    open: (scheduler) => (enqueuer = scheduler),
  };
}

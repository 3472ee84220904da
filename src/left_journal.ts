import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import { createParts } from "./parts.ts";
import type { ServiceOptions } from "./service_options.ts";

/** Settings and secrets that a journal of another process is drained with. */
export type DrainOptions = Pick<
  ServiceOptions,
  "config" | "clock" | "secrets" | "log"
>;

/** A journal that no process writes any more, being drained; its directory is locked meanwhile. */
export interface LeftJournal {
  /** Bytes that the database doesn't have yet. */
  readonly lag_bytes: number;
  /** Records that the database refused, in a file beside the journal. */
  readonly set_aside: number;
  /** Drains one stretch; true if there may be more. */
  drainOnce(): Promise<boolean>;
  close(): Promise<void>;
}

/** Whether a directory has a journal. */
export function hasJournal(directory: string): boolean {
  return existsSync(join(directory, "journal", "id"));
}

/**
 * Opens the journal of a process that is no more. Its clicks keep their ids, and the postbacks that
 * wait in it are judged in order, as of arrival. The caller holds the directory's lock; where the
 * directory was copied, the journal's position in the database still lets no stretch count twice.
 */
export async function openLeftJournal(
  db: Database,
  options: DrainOptions,
  directory: string,
): Promise<LeftJournal> {
  // First: opening a journal begins a file in it, which would be one more for each try.
  await db.execute(sql`select 1`);
  const parts = createParts(db, {
    ...options,
    // Else each transaction of the tracker would be traced once more.
    config: { ...options.config, traces: null },
    reads: { db, clock: options.clock },
    address: "",
    data_dir: directory,
    // Nothing is sent from here: the tracker sends what the postbacks lead to.
    test_receiver: { public_url: "", listener: { address: "", port: 0 } },
  });
  const { drain, journal, configuration, ring, caps } = parts;
  const receiver = parts.postbacks.createReceiver({ send() {}, drain() {} });
  const close = async () => {
    await journal.close();
    await receiver.stop();
    await drain.close();
    await journal.settled();
  };
  try {
    await ring.load();
    await configuration.reload();
    await caps.refresh(db, options.clock.nowMs());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get lag_bytes() {
      return drain.lag_bytes;
    },
    get set_aside() {
      return parts.set_aside.count;
    },
    drainOnce: () => drain.runOnce(),
    close,
  };
}

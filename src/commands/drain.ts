import { resolve } from "node:path";
import type { Database } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { lockDataDir } from "../data_dir.ts";
import { readSecret } from "../keys.ts";
import { hasJournal, openLeftJournal } from "../left_journal.ts";
import { withDatabase } from "./command_database.ts";
import { ShownProgress } from "./show_progress.ts";
import { UsageError } from "./usage_error.ts";

/** A postback is judged in two lanes, and what it refers to is read beside them. */
const CONNECTIONS_MAX = 6;
const PROGRESS_BYTES = 64 * 1_048_576;

/**
 * `tallyho drain DIRECTORY`: stores what waits in the journal of an instance that is no more;
 * returns 1 if the database refused records of it.
 */
export async function drainCommand(words: readonly string[]): Promise<number> {
  const [word, ...rest] = words;
  if (word === undefined || rest.length > 0) throw new UsageError();
  const directory = resolve(word);
  if (!hasJournal(directory)) {
    throw new Error(
      `There is no journal in "${directory}": give the data directory of the instance, which has a directory "journal"`,
    );
  }
  const lock = lockDataDir(directory, "command");
  try {
    return await withDatabase((db) => drainInto(db, directory), {
      connections_max: CONNECTIONS_MAX,
    });
  } finally {
    lock.release();
  }
}

async function drainInto(db: Database, directory: string): Promise<number> {
  const config = processConfig();
  const journal = await openLeftJournal(
    db,
    {
      config,
      clock: systemClock,
      secrets: { key: keyFor(config, directory), admin_token: "" },
      log: (line) => console.error(line),
    },
    directory,
  );
  try {
    const before = journal.set_aside;
    const total_bytes = journal.lag_bytes;
    const shown = new ShownProgress("bytes");
    let shown_at = Number.POSITIVE_INFINITY;
    while (await journal.drainOnce()) {
      const { lag_bytes } = journal;
      shown.show(total_bytes - lag_bytes, total_bytes);
      if (process.stderr.isTTY) continue;
      if (shown_at - lag_bytes < PROGRESS_BYTES) continue;
      shown_at = lag_bytes;
      console.error(`${lag_bytes} bytes are left`);
    }
    shown.clear();
    const refused = journal.set_aside - before;
    console.log(
      refused === 0
        ? `The journal in "${directory}" is drained`
        : `The journal in "${directory}" is drained, but ${refused} records were refused: they are in its file journal/set_aside.ndjson`,
    );
    return refused === 0 ? 0 : 1;
  } finally {
    await journal.close();
  }
}

/** The network's key: the setting, or that of the directory or of the tracker's own. */
function keyFor(
  config: ReturnType<typeof processConfig>,
  directory: string,
): string {
  const key =
    config.key ??
    readSecret(directory, "key") ??
    readSecret(resolve(config.data_dir), "key");
  if (key !== null) return key;
  throw new Error(
    "Cannot read the journal's postbacks without the network's key: set TALLYHO_KEY",
  );
}

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isUuid } from "../kernel/mod.ts";
import { Journal, segmentFiles } from "./journal/mod.ts";
import { SetAside } from "./set_aside.ts";

/** A journal with its identity and the records set aside from it. */
export interface JournalHome {
  journal: Journal;
  identity: { id: string; renew(): string };
  set_aside: SetAside;
}

export interface JournalSettings {
  click_durability: "fsync" | "relaxed";
  journal_bytes_max: number;
}

/** Opens the journal of a data directory, which only one process at a time may hold. */
export function openJournalHome(
  data_dir: string,
  config: JournalSettings,
  failed: (what: string, error: unknown) => void,
): JournalHome {
  const directory = join(data_dir, "journal");
  const files = segmentFiles(directory);
  const path = join(directory, "id");
  return {
    identity: { id: readOrMakeId(path), renew: () => makeId(path) },
    set_aside: new SetAside(directory, failed),
    journal: new Journal({
      files,
      durability: config.click_durability,
      size_bytes_max: config.journal_bytes_max,
      failed,
    }),
  };
}

function readOrMakeId(path: string): string {
  const id = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  return isUuid(id) ? id : makeId(path);
}

function makeId(path: string): string {
  const id = crypto.randomUUID();
  writeFileSync(`${path}.new`, `${id}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return id;
}

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Journal, segmentFiles, SetAside } from "../modules/clicks/mod.ts";
import { isUuid } from "../modules/kernel/mod.ts";
import type { Config } from "./config.ts";

/** A journal with its identity and what was set aside from it. */
export interface JournalHome {
  journal: Journal;
  identity: { id: string; renew(): string };
  set_aside: SetAside;
}

/** Opens the journal of a data directory, which one process at a time holds. */
export function openJournalHome(
  data_dir: string,
  config: Pick<Config, "click_durability" | "journal_bytes_max">,
  failed: (what: string, error: unknown) => void,
): JournalHome {
  const directory = join(data_dir, "journal");
  const files = segmentFiles(directory);
  const path = join(directory, "id");
  return {
    identity: { id: readOrMakeId(path), renew: () => makeId(path) },
    set_aside: new SetAside(directory),
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

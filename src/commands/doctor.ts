import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Database } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { diagnose } from "../doctor/diagnose.ts";
import type { DoctorDeps } from "../doctor/diagnose.ts";
import type { Finding } from "../doctor/finding.ts";
import { withDatabase } from "./command_database.ts";
import { trackerClient, trackerUrl } from "./tracker_client.ts";
import { UsageError } from "./usage_error.ts";

/** `tallyho doctor`: checks what an operator gets wrong; returns 1 if something is. */
export async function doctorCommand(words: readonly string[]): Promise<number> {
  const is_json = words.length === 1 && words[0] === "--json";
  if (words.length > 0 && !is_json) throw new UsageError();
  const config = processConfig();
  const data_dir = resolve(config.data_dir);
  const deps: DoctorDeps = {
    config,
    data_dir,
    clock: systemClock,
    tracker_url: trackerUrl(config),
    // Without a token nothing can be asked of the API.
    call: async (method, path) =>
      await trackerClient(config).call(method, path),
    withDatabase: async (work) => {
      let is_behind = false;
      return await withDatabase((db: Database) => work(db, is_behind), {
        peeks: (behind) => {
          is_behind = behind;
        },
      });
    },
    has_key: config.key !== null || existsSync(join(data_dir, "key")),
  };
  const findings = await diagnose(deps);
  for (const finding of findings) {
    console.log(is_json ? JSON.stringify(finding) : lineOf(finding));
  }
  return findings.some(({ state }) => state === "fault") ? 1 : 0;
}

const STATE_CHARS = 8;
const CHECK_CHARS = 14;

function lineOf({ check, state, says, do: todo }: Finding): string {
  const head = `${state.padEnd(STATE_CHARS)} ${check.padEnd(CHECK_CHARS)} ${says}`;
  if (todo === undefined) return head;
  return `${head}\n${" ".repeat(STATE_CHARS + CHECK_CHARS + 2)}→ ${todo}`;
}

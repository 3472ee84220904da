import { UsageError } from "./usage_error.ts";
import {
  applyFile,
  confirmColumns,
  readWords,
  sendFile,
} from "./statement_file.ts";
import { summaryText } from "./summary_text.ts";
import { trackerClient } from "./tracker_client.ts";

const OPTIONS = {
  advertiser: { type: "string" },
  timezone: { type: "string" },
  reason: { type: "string" },
  yes: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} as const;

/** `tallyho import FILE …`: imports conversions to create or change into the running tracker. */
export async function importCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  const { advertiser, timezone, reason } = values;
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || advertiser === undefined) {
    throw new UsageError("Name one file, and its --advertiser");
  }
  const client = trackerClient();
  const fields = {
    advertiser_id: advertiser,
    ...(timezone === undefined ? {} : { timezone }),
  };
  const sent = await sendFile(client, "/imports", { file, fields });
  const path = `/imports/${sent.id}`;
  const is_allowed = values.yes;
  const shown = await confirmColumns(client, path, { shown: sent, is_allowed });
  if (shown === null) return 1;
  const dry_run = values["dry-run"];
  const given = reason === undefined ? {} : { reason };
  const applied = await applyFile(client, path, { dry_run, ...given });
  if (applied === null) return 1;
  for (const line of summaryText(applied)) console.log(line);
  console.log(`import ${sent.id}`);
  return 0;
}
